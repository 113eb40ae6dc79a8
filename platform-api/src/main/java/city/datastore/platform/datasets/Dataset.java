package city.datastore.platform.datasets;

import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a dataset; never its content.
 *
 * @param hidden whether only its owner, and agencies that an agreement or an arrangement for
 *     emergencies gives it to, learn that it exists
 * @param latest its newest version, null while it has none
 */
public record Dataset(
        DatasetId id,
        String title,
        String description,
        Classification classification,
        List<String> topics,
        List<Column> columns,
        boolean hidden,
        Instant createdAt,
        @Nullable ListedVersion latest) {

    public Dataset {
        topics = List.copyOf(topics);
        columns = List.copyOf(columns);
    }

    /**
     * A column that the dataset declares.
     *
     * @param type such as {@code text, number, date}
     * @param category data category, such as {@code personal_identifiers} or {@code non_personal}
     */
    public record Column(String name, String type, String description, String category) {}
}
