/** Tests of the room of assessments. */
@NullMarked
package city.datastore.agreements.dpia;

import org.jspecify.annotations.NullMarked;
