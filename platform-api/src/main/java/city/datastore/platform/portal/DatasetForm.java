package city.datastore.platform.portal;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a steward types to publish a dataset. */
record DatasetForm(
        String title,
        String name,
        String description,
        String classification,
        String topics,
        String columns,
        boolean hidden) {

    static final DatasetForm EMPTY = new DatasetForm("", "", "", "", "", "", false);

    static final List<String> FIELDS =
            List.of("title", "name", "description", "classification", "topics", "columns");

    private static final int PARTS = 4;

    /** Longest list of columns, in characters; a longer one is published over the API. */
    static final int MAX_LIST = 200_000;

    static DatasetForm of(Fields fields) {
        return new DatasetForm(
                fields.text("title"),
                fields.text("name"),
                fields.text("description"),
                fields.text("classification"),
                fields.text("topics"),
                fields.text("columns", MAX_LIST + 1),
                fields.has("hidden"));
    }

    /** The dataset that is meant, or null with errors that say what is missing. */
    @Nullable Dataset read(AgencyCode agency, FormErrors errors, Words words) {
        if (title.isEmpty()) {
            errors.add("title", words.say("dataset-form.title.missing"));
        }
        DatasetId id =
                words.name(
                        errors,
                        "name",
                        name,
                        words.say("dataset-form.name.missing"),
                        typed -> new DatasetId(agency, typed));
        if (description.isEmpty()) {
            errors.add("description", words.say("dataset-form.description.missing"));
        }
        var marking = Classification.of(classification);
        if (marking.isEmpty()) {
            errors.add("classification", words.say("dataset-form.classification.missing"));
        }
        var declared = declared(errors, words);
        if (id == null || marking.isEmpty() || errors.any()) {
            return null;
        }
        return new Dataset(
                id,
                title,
                description,
                marking.get(),
                Stream.of(topics.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList(),
                declared,
                hidden,
                Instant.EPOCH,
                null);
    }

    /** One line is one column: name, then type, category and description, parted by bars. */
    private List<Dataset.Column> declared(FormErrors errors, Words words) {
        var declared = new ArrayList<Dataset.Column>();
        if (columns.length() > MAX_LIST) {
            errors.add("columns", words.say("dataset-form.columns.long", MAX_LIST));
            return declared;
        }
        columns.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    String[] parts = line.split("\\|", -1);
                    if (parts.length > PARTS || parts[0].isBlank()) {
                        errors.add("columns", words.say("dataset-form.columns.line", line));
                        return;
                    }
                    declared.add(
                            new Dataset.Column(
                                    parts[0].strip(),
                                    part(parts, 1, "text"),
                                    part(parts, 3, ""),
                                    part(parts, 2, "")));
                });
        return declared;
    }

    private static String part(String[] parts, int index, String otherwise) {
        return parts.length > index && !parts[index].isBlank() ? parts[index].strip() : otherwise;
    }
}
