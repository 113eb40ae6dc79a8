package city.datastore.audit.evidence;

import city.datastore.audit.event.Actor;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pack says of itself; with the list of its members it is what is signed.
 *
 * @param events how many it holds
 * @param leftOut how many more the search found that the checkpoint does not cover yet
 */
record Manifest(
        Commission commission, LogHead head, int events, int leftOut, Hash certificateSha256) {
    static final String FORM = "city-datastore/evidence-pack/v1";

    CanonicalJson json(List<PackWriter.Member> members) {
        var fields = new TreeMap<String, CanonicalJson>();
        fields.put("form", text(FORM));
        fields.put("madeAt", text(commission.madeAt()));
        fields.put("madeFor", actor(commission.madeFor()));
        fields.put("event", text(commission.event()));
        fields.put("scope", texts(scope()));
        fields.put("search", texts(search()));
        fields.put("events", whole(events));
        fields.put("leftOut", whole(leftOut));
        fields.put("checkpoint", checkpoint());
        fields.put("certificateSha256", text(hex(certificateSha256)));
        fields.put("members", members(members));
        return object(fields);
    }

    String origin() {
        return Checkpoint.parse(SignedNote.parse(Objects.requireNonNull(head.checkpoint())).text())
                .origin();
    }

    /** How much of the record the reader may see. */
    SortedMap<String, String> scope() {
        var scope = new TreeMap<String, String>();
        switch (commission.scope()) {
            case TrailScope.Everything() -> scope.put("sees", "everything");
            case TrailScope.OfAgency(var agency) -> {
                scope.put("sees", "agency");
                scope.put("agency", agency.value());
            }
            case TrailScope.OfData(var owner, var reader) -> {
                scope.put("sees", "data-and-own-acts");
                scope.put("agency", owner.value());
                scope.put("person", reader.value());
            }
            case TrailScope.OwnActs(var reader) -> {
                scope.put("sees", "own-acts");
                scope.put("person", reader.value());
            }
        }
        return scope;
    }

    /** Every filter that was set. Taken from the record itself, so that none is ever left out. */
    SortedMap<String, String> search() {
        var search = new TreeMap<String, String>();
        for (RecordComponent filter : TrailQuery.class.getRecordComponents()) {
            Object value = value(filter, commission.search());
            if (value != null) {
                search.put(filter.getName(), value.toString());
            }
        }
        return search;
    }

    private static @Nullable Object value(RecordComponent filter, TrailQuery search) {
        try {
            return filter.getAccessor().invoke(search);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a filter cannot be read: " + filter.getName(), e);
        }
    }

    private CanonicalJson checkpoint() {
        return object(
                Map.of(
                        "origin",
                        text(origin()),
                        "size",
                        whole(head.size()),
                        "root",
                        text(head.root().base64())));
    }

    private static CanonicalJson actor(Actor actor) {
        var fields = new TreeMap<String, CanonicalJson>();
        fields.put("person", text(actor.person().value()));
        fields.put("username", text(actor.username()));
        if (actor.agency() != null) {
            fields.put("agency", text(actor.agency().value()));
        }
        return object(fields);
    }

    private static CanonicalJson members(List<PackWriter.Member> members) {
        List<CanonicalJson> items = new ArrayList<>(members.size());
        for (PackWriter.Member member : members) {
            items.add(
                    object(
                            Map.of(
                                    "name",
                                    text(member.name()),
                                    "bytes",
                                    whole(member.bytes()),
                                    "sha256",
                                    text(hex(member.sha256())))));
        }
        return new CanonicalJson.Items(items);
    }

    private static CanonicalJson texts(SortedMap<String, String> texts) {
        var fields = new TreeMap<String, CanonicalJson>();
        texts.forEach((name, value) -> fields.put(name, text(value)));
        return object(fields);
    }

    private static CanonicalJson object(Map<String, CanonicalJson> fields) {
        return new CanonicalJson.Fields(
                new TreeMap<>(fields)
                        .entrySet().stream()
                                .map(field ->
                                        new CanonicalJson.Field(field.getKey(), field.getValue()))
                                .toList());
    }

    private static CanonicalJson text(Object value) {
        return new CanonicalJson.Text(value.toString());
    }

    private static CanonicalJson whole(long value) {
        return new CanonicalJson.Whole(value);
    }

    static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }
}
