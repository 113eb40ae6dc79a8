package city.datastore.platform.datasets;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A dataset as the catalogue keeps it; never changed, locked while a version takes its number. */
@Entity
@Table(schema = "platform", name = "dataset")
class DatasetRow {
    @EmbeddedId private DatasetKey key;
    private String title;
    private String description;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Classification classification;

    private boolean hidden;

    @Column(columnDefinition = "text[]")
    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] topics;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Dataset.Column> columns;

    private Instant createdAt;

    @SuppressWarnings("UnusedVariable") // for the operator; the record says who made it
    private String createdBy;

    /** For the search, in the database. */
    private String words;

    @SuppressWarnings("NullAway.Init")
    protected DatasetRow() {}

    DatasetRow(Dataset dataset, String createdBy) {
        this.key = DatasetKey.of(dataset.id());
        this.title = dataset.title();
        this.description = dataset.description();
        this.classification = dataset.classification();
        this.hidden = dataset.hidden();
        this.topics = dataset.topics().toArray(String[]::new);
        this.columns = dataset.columns();
        this.createdAt = dataset.createdAt();
        this.createdBy = createdBy;
        this.words = words(dataset);
    }

    DatasetKey key() {
        return key;
    }

    boolean hidden() {
        return hidden;
    }

    /** Characters of all that it says of itself, more or less. */
    int length() {
        return words.length()
                + columns.stream()
                        .mapToInt(each -> each.type().length() + each.category().length())
                        .sum();
    }

    List<String> columnNames() {
        return columns.stream().map(Dataset.Column::name).toList();
    }

    /** What columns hold, by name, where it was said. */
    Map<String, String> columnCategories() {
        return columns.stream()
                .filter(each -> !each.category().isBlank())
                .collect(
                        Collectors.toMap(
                                Dataset.Column::name,
                                Dataset.Column::category,
                                (first, _) -> first));
    }

    Dataset dataset(@Nullable ListedVersion latest) {
        return new Dataset(
                key.id(),
                title,
                description,
                classification,
                List.of(topics),
                columns,
                hidden,
                createdAt,
                latest);
    }

    private static String words(Dataset dataset) {
        return Stream.of(
                        Stream.of(
                                dataset.title(),
                                dataset.description(),
                                dataset.id().agency().value(),
                                dataset.id().name()),
                        dataset.topics().stream(),
                        dataset.columns().stream().map(Dataset.Column::name),
                        dataset.columns().stream().map(Dataset.Column::description))
                .flatMap(texts -> texts)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" \n "));
    }
}
