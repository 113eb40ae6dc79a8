/** How this module is put together; nothing else here knows Spring's container. */
@NullMarked
package city.datastore.agreements.wiring;

import org.jspecify.annotations.NullMarked;
