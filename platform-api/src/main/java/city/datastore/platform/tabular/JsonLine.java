package city.datastore.platform.tabular;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of JSON lines, key by key: an object (RFC 8259) in UTF-8, no key in it twice at any
 * depth, and nothing after it.
 */
final class JsonLine {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonLine() {}

    /** Gets the keys of the object, in their order. */
    interface Sink {
        /**
         * One key and its value.
         *
         * @param text of a text, number or truth value; empty for null; null for an object or a
         *     list
         * @param from first byte of the value in the line
         * @param until the byte after it
         */
        void value(String key, @Nullable String text, int from, int until);
    }

    /**
     * @param bytes the line and nothing else
     * @throws TabularException.Malformed if it is no such object
     */
    static void read(long line, byte[] bytes, Sink sink) {
        var utf8 = new Utf8Check();
        utf8.update(bytes, 0, bytes.length);
        if (!utf8.atEnd()) {
            throw new TabularException.Malformed(line, "is not UTF-8");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new TabularException.Malformed(line, "has bytes that no text has");
            }
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new TabularException.Malformed(line, "is not a JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                String text = text(parser, token);
                parser.skipChildren();
                sink.value(key, text, from, (int) parser.currentLocation().getByteOffset());
            }
            if (parser.nextToken() != null) {
                throw new TabularException.Malformed(line, "has more than one JSON object");
            }
        } catch (JacksonException e) {
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
            throw new TabularException.Malformed(
                    line, twice ? "has the same key twice" : "is not one whole JSON object");
        }
    }

    private static @Nullable String text(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> null;
            case VALUE_NULL -> "";
            default -> parser.getString();
        };
    }
}
