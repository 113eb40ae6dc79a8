/**
 * The pages as people get them: structure, wording and errors, in a page language and in a browser.
 */
@NullMarked
package city.datastore.platform.portal;

import org.jspecify.annotations.NullMarked;
