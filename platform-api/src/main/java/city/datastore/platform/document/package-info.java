/**
 * Turns a page that the platform wrote itself into a PDF: tagged for assistive technology, its font
 * embedded, within limits of size and time.
 *
 * <p>Reads nothing but the text it is handed: no address in it is followed, no file opened, no
 * document type or entity accepted. Knows nothing of what the text is about.
 */
@NullMarked
package city.datastore.platform.document;

import org.jspecify.annotations.NullMarked;
