/** What owners of data forbid: bar a person, freeze a dataset, embargo it until a date. */
@NullMarked
package city.datastore.access.prohibitions;

import org.jspecify.annotations.NullMarked;
