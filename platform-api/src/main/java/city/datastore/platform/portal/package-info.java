/**
 * The pages that people use, server-rendered, each working without JavaScript and by keyboard
 * alone.
 */
@NullMarked
package city.datastore.platform.portal;

import org.jspecify.annotations.NullMarked;
