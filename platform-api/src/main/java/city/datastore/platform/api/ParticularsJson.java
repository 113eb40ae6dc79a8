package city.datastore.platform.api;

import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answers of an agreement as JSON: by place, such as {@code party/brent}, then by question; an
 * answer is a text, true or false, a whole number, or a list of texts.
 */
final class ParticularsJson {
    private static final int MAX_PLACES = 25_000;
    private static final int MAX_VALUES = 100;
    private static final int MAX_TEXT = 2_000;
    private static final String FIELD = "particulars";

    private ParticularsJson() {}

    static Supplier<Particulars> read(
            Fields fields, @Nullable String extent, @Nullable JsonNode particulars) {
        var much = extent(fields, extent);
        if (particulars == null || particulars.isNull()) {
            return () -> Particulars.of(much.get(), Map.of());
        }
        if (!particulars.isObject() || particulars.size() > MAX_PLACES) {
            return fields.fault(
                    FIELD,
                    "has to be an object that names at most "
                            + MAX_PLACES
                            + " places, such as agreement or party/brent");
        }
        var all = new HashMap<Place, Map<String, Answer>>();
        for (var each : particulars.properties()) {
            String path = FIELD + "." + shown(each.getKey());
            var place = Place.parse(each.getKey());
            if (place.isEmpty()) {
                fields.fault(path, "is no place of an agreement, such as agreement or party/brent");
            } else if (!each.getValue().isObject()) {
                fields.fault(path, "has to be an object of questions and answers");
            } else {
                all.put(place.get(), answers(fields, path, each.getValue()));
            }
        }
        return () -> Particulars.of(much.get(), all);
    }

    private static Supplier<Extent> extent(Fields fields, @Nullable String extent) {
        return switch (extent) {
            case null -> () -> Extent.CONDENSED;
            case "condensed" -> () -> Extent.CONDENSED;
            case "full" -> () -> Extent.FULL;
            default -> fields.fault("extent", "has to be full or condensed");
        };
    }

    static Map<String, Answer> answers(Fields fields, String path, JsonNode answers) {
        var read = new HashMap<String, Answer>();
        for (var each : answers.properties()) {
            String at = path + "." + shown(each.getKey());
            var values = values(fields, at, each.getValue());
            if (!values.isEmpty()) {
                read.put(each.getKey(), new Answer(values));
            }
        }
        return read;
    }

    private static List<String> values(Fields fields, String path, JsonNode answer) {
        if (answer.isArray() && answer.size() > MAX_VALUES) {
            fields.fault(path, "has " + answer.size() + " entries, the most is " + MAX_VALUES);
            return List.of();
        }
        var values = new ArrayList<String>();
        for (JsonNode each : answer.isArray() ? answer.values() : List.of(answer)) {
            String value = value(each);
            if (value == null) {
                fields.fault(
                        path, "has to be text, true or false, a whole number, or a list of texts");
            } else if (!value.isBlank()) {
                fields.text(path, value, MAX_TEXT);
                values.add(value);
            }
        }
        return values;
    }

    private static @Nullable String value(JsonNode each) {
        if (each.isString()) {
            return each.stringValue();
        }
        if (each.isBoolean()) {
            return each.booleanValue() ? "yes" : "no";
        }
        return each.isIntegralNumber() ? each.asString() : null;
    }

    private static String shown(String key) {
        return key.length() > MAX_VALUES ? key.substring(0, MAX_VALUES) + "…" : key;
    }

    /** By place, then by question; one text, or several as a list. */
    static Map<String, Map<String, Object>> of(Particulars particulars) {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        particulars
                .answers()
                .forEach((place, answers) -> all.put(place.toString(), answers(answers)));
        return all;
    }

    /** By question; one text, or several as a list. */
    static Map<String, Object> answers(Map<String, Answer> answers) {
        var its = new LinkedHashMap<String, Object>();
        answers.forEach((question, answer) ->
                its.put(
                        question,
                        answer.values().size() == 1
                                ? answer.values().getFirst()
                                : answer.values()));
        return its;
    }
}
