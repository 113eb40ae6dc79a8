/**
 * Quarterly re-certification: owners' leads confirm or remove each grant, and what nobody confirms
 * by the day it is due ends.
 *
 * <p>{@link city.datastore.access.certification.Certifications} is the door. A grant that ends here
 * ends by the room of the requests, as a revocation does, so the gate knows of nothing new.
 */
@NullMarked
package city.datastore.access.certification;

import org.jspecify.annotations.NullMarked;
