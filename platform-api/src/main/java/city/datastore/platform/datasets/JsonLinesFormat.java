package city.datastore.platform.datasets;

import java.util.Locale;
import java.util.Set;

/** By which media types a file is JSON lines: one JSON object a line. */
final class JsonLinesFormat {
    private static final Set<String> MEDIA_TYPES =
            Set.of("application/x-ndjson", "application/jsonl", "application/x-jsonlines");

    private JsonLinesFormat() {}

    static boolean is(String mediaType) {
        return MEDIA_TYPES.contains(mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
