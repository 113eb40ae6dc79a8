package city.datastore.agreements.dpia;

import city.datastore.audit.names.DatasetId;
import org.jspecify.annotations.Nullable;

/**
 * A field of an agreement that leaves a mark, such as a column that holds health data.
 *
 * @param mark such as {@code special}
 * @param field path in the agreement, such as {@code particulars.column/brent/spend/Name.category}
 * @param text for people
 * @param dataset that it is about, null where it is about the whole agreement
 */
public record Sign(String mark, String field, String text, @Nullable DatasetId dataset) {}
