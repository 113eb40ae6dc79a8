package city.datastore.platform.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads and writes the records of this package as JSON (RFC 8259), strictly: unknown fields, a name
 * twice, a number where text belongs, or anything after the end is refused, and the answer says
 * where, without repeating what was sent.
 */
final class StrictJson extends AbstractHttpMessageConverter<Object> {
    /** Longest body of JSON, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 12;
    private static final int MAX_NAME = 200;
    private static final int MAX_STRING = 100_000;
    private static final int MAX_NUMBER = 30;

    private final JsonMapper mapper = mapper();

    StrictJson() {
        super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** Whether things of that type are read and written here. */
    static boolean knows(Class<?> type) {
        return type.isRecord() && type.getPackage().equals(StrictJson.class.getPackage());
    }

    @Override
    protected boolean supports(Class<?> type) {
        return knows(type);
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        long announced = message.getHeaders().getContentLength();
        boolean known = announced >= 0 && announced <= MAX_BYTES;
        byte[] body = message.getBody().readNBytes(known ? (int) announced : MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new CallException.BodyTooLong(MAX_BYTES);
        }
        return read(type, body);
    }

    <T> T read(Class<T> type, byte[] body) {
        T value;
        try {
            value = mapper.readValue(body, type);
        } catch (JacksonException e) {
            throw fault(e);
        }
        if (value == null) {
            throw new CallException.BadBody(
                    "the body is null; it has to be a JSON object",
                    List.of(),
                    new IllegalArgumentException("null"));
        }
        return value;
    }

    @Override
    protected void writeInternal(Object value, HttpOutputMessage message) throws IOException {
        byte[] body = write(value);
        // otherwise it goes in two pieces, with a call of the system for each
        message.getHeaders().setContentLength(body.length);
        message.getBody().write(body);
    }

    byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    private static JsonMapper mapper() {
        var factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(MAX_DEPTH)
                                        .maxNameLength(MAX_NAME)
                                        .maxStringLength(MAX_STRING)
                                        .maxNumberLength(MAX_NUMBER)
                                        .maxDocumentLength(MAX_BYTES)
                                        .build())
                        .build();
        var scalars =
                Set.of(
                        CoercionInputShape.Integer,
                        CoercionInputShape.Float,
                        CoercionInputShape.Boolean);
        return JsonMapper.builder(factory)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config ->
                                scalars.forEach(
                                        shape -> config.setCoercion(shape, CoercionAction.Fail)))
                .build();
    }

    private static CallException.BadBody fault(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> {
                String field = path(unknown.getPath());
                yield bad(field, "there is no such field here; leave it out", e);
            }
            case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
                    bad(path(mismatch.getPath()), "has to be " + kind(mismatch.getTargetType()), e);
            case MismatchedInputException _ ->
                    new CallException.BadBody(
                            "the body has to be one JSON object" + at(e), List.of(), e);
            default ->
                    new CallException.BadBody(
                            "the body cannot be read as JSON"
                                    + at(e)
                                    + ": "
                                    + rule(e)
                                    + " (RFC 8259)",
                            List.of(),
                            e);
        };
    }

    private static CallException.BadBody bad(String field, String detail, JacksonException e) {
        return new CallException.BadBody(
                "the field " + field + ": " + detail, List.of(new FaultJson(field, detail)), e);
    }

    private static String rule(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate")) {
            return "a name stands twice in one object";
        }
        if (message.contains("exceeds the maximum")) {
            return "it is nested deeper than "
                    + MAX_DEPTH
                    + " levels, or has a name, text or number longer than the limit";
        }
        return "check the brackets, commas and quotation marks there";
    }

    private static String at(JacksonException e) {
        var place = e.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return List.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(List<JacksonException.Reference> references) {
        var path = new StringBuilder();
        for (var each : references) {
            if (each.getPropertyName() == null) {
                path.append('[').append(each.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(shown(each.getPropertyName()));
            }
        }
        return path.toString();
    }

    private static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
