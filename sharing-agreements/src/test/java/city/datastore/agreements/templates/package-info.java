/** Tests of templates. */
@NullMarked
package city.datastore.agreements.templates;

import org.jspecify.annotations.NullMarked;
