package city.datastore.access.grounds;

import city.datastore.access.policy.Permit;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Grounds as JSON. It follows the records of the policy by itself, so that a component added to one
 * of them is kept without anybody thinking of it; a component that older grounds lack is read as
 * none. Sets and maps are written in order, so that equal grounds are equal bytes. Thread-safe.
 */
final class GroundsCodec {
    private static final int AGREEMENTS_REMEMBERED = 1_024;
    private static final String PARTS = "parts";

    /** Says of a value which of the kinds of a sealed interface it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface Kinds {}

    /** The same object, whatever it is equal to: looking through an agreement takes long. */
    private record Same(Permit permit) {
        @Override
        @SuppressWarnings("ReferenceEquality") // which is what it is for
        public boolean equals(Object other) {
            return other instanceof Same(var theirs) && theirs == permit;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(permit);
        }
    }

    private final JsonMapper whole = mapper(new SimpleModule());
    private final JsonMapper divided = mapper(agreementsByDigest());
    private final Map<Same, Part> remembered = new ConcurrentHashMap<>();

    /**
     * Writes them.
     *
     * @return the grounds themselves last, and before them what they refer to
     */
    List<Part> write(Grounds grounds) {
        var parts = new LinkedHashMap<String, Part>();
        byte[] body = divided.writer().withAttribute(PARTS, parts).writeValueAsBytes(grounds);
        var all = new ArrayList<>(parts.values());
        all.add(new Part(body));
        return all;
    }

    /**
     * @param parts gives what a digest stands for
     * @throws tools.jackson.core.JacksonException when they cannot be read
     */
    Grounds read(byte[] body, Function<String, byte[]> parts) {
        return divided.readerFor(Grounds.class).withAttribute(PARTS, parts).readValue(body);
    }

    /** With everything in its place, for people to read. */
    JsonNode readable(Grounds grounds) {
        return whole.valueToTree(grounds);
    }

    private Part part(Permit permit) {
        if (remembered.size() >= AGREEMENTS_REMEMBERED) {
            remembered.clear();
        }
        return remembered.computeIfAbsent(
                new Same(permit), same -> new Part(whole.writeValueAsBytes(same.permit())));
    }

    private JacksonModule agreementsByDigest() {
        return new SimpleModule("agreements by digest")
                .addSerializer(
                        Permit.class,
                        new ValueSerializer<>() {
                            @Override
                            public void serialize(
                                    Permit permit, JsonGenerator out, SerializationContext with) {
                                var part = part(permit);
                                parts(with).put(part.digest(), part);
                                out.writeString(part.digest());
                            }
                        })
                .addDeserializer(
                        Permit.class,
                        new ValueDeserializer<>() {
                            @Override
                            public Permit deserialize(JsonParser in, DeserializationContext with) {
                                return whole.readValue(
                                        bodies(with).apply(in.getString()), Permit.class);
                            }
                        });
    }

    @SuppressWarnings("unchecked") // what write put there
    private static Map<String, Part> parts(SerializationContext with) {
        return (Map<String, Part>) with.getAttribute(PARTS);
    }

    @SuppressWarnings("unchecked") // what read put there
    private static Function<String, byte[]> bodies(DeserializationContext with) {
        return (Function<String, byte[]>) with.getAttribute(PARTS);
    }

    private static JsonMapper mapper(JacksonModule more) {
        var builder =
                JsonMapper.builder()
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .addModule(new NamesModule())
                        .addModule(setsInOrder())
                        .addModule(more);
        for (var kind : SealedTypes.within(Grounds.class)) {
            builder.addMixIn(kind, Kinds.class);
            builder.registerSubtypes(kind.getPermittedSubclasses());
        }
        for (var several :
                List.of(List.class, Set.class, SortedSet.class, Map.class, SortedMap.class)) {
            builder.withConfigOverride(
                    several,
                    override ->
                            override.setNullHandling(
                                    JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        }
        return builder.build();
    }

    private static JacksonModule setsInOrder() {
        return new SimpleModule("sets in order")
                .addSerializer(
                        Set.class,
                        new ValueSerializer<Object>() {
                            @Override
                            public void serialize(
                                    Object set, JsonGenerator out, SerializationContext with) {
                                out.writeStartArray();
                                ((Set<?>) set)
                                        .stream()
                                                .sorted(Comparator.comparing(Object::toString))
                                                .forEach(each -> with.writeValue(out, each));
                                out.writeEndArray();
                            }
                        });
    }
}
