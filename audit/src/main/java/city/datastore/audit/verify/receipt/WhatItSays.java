package city.datastore.audit.verify.receipt;

import city.datastore.audit.event.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main facts of an event, read out of the bytes that were proved. What else stood in the file
 * that held those bytes is proved by nothing.
 */
final class WhatItSays {
    private static final List<String> FACTS =
            List.of("action", "outcome", "dataset", "agreement", "purpose", "requestId");
    private static final int MAX_SHOWN = 300;

    private WhatItSays() {}

    /** A line for each fact that the event holds. */
    static List<String> of(byte[] canonical) {
        CanonicalJson event = CanonicalJson.parse(canonical);
        List<String> lines = new ArrayList<>();
        if (at(event, "time") instanceof CanonicalJson.Whole(long millis)) {
            lines.add(line("time", Instant.ofEpochMilli(millis).toString()));
        }
        add(lines, "person", at(event, "actor", "user", "name"));
        add(lines, "agency", at(event, "unmapped", "agency"));
        FACTS.forEach(fact -> add(lines, fact, at(event, "unmapped", fact)));
        add(lines, "event id", at(event, "metadata", "uid"));
        return lines;
    }

    private static void add(List<String> lines, String fact, @Nullable CanonicalJson value) {
        if (value instanceof CanonicalJson.Text(String text)) {
            lines.add(line(fact, printable(text)));
        }
    }

    private static String line(String fact, String value) {
        return "  %-11s %s".formatted(fact, value);
    }

    private static String printable(String text) {
        return Printable.of(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
    }

    private static @Nullable CanonicalJson at(CanonicalJson from, String... path) {
        CanonicalJson here = from;
        for (String name : path) {
            here = here instanceof CanonicalJson.Fields fields ? fields.get(name) : null;
            if (here == null) {
                return null;
            }
        }
        return here;
    }
}
