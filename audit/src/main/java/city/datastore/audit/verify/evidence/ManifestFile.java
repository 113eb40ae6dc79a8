package city.datastore.audit.verify.evidence;

import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.verify.receipt.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pack says of itself; it means nothing before its signature was checked. */
final class ManifestFile {
    private static final String FORM = "city-datastore/evidence-pack/v1";

    private final CanonicalJson.Fields fields;
    private final Map<String, PackZip.Member> members;

    private ManifestFile(CanonicalJson.Fields fields) {
        this.fields = fields;
        this.members = listed(fields.get("members"));
    }

    /**
     * The manifest that these bytes are.
     *
     * @throws RefusedException when they are none
     */
    static ManifestFile parse(byte[] bytes) {
        CanonicalJson json = canonical(bytes, "manifest");
        if (!(json instanceof CanonicalJson.Fields fields)
                || !new CanonicalJson.Text(FORM).equals(fields.get("form"))) {
            throw wrong("its form is not " + FORM);
        }
        return new ManifestFile(fields);
    }

    /**
     * JSON in canonical form.
     *
     * @throws RefusedException when the bytes are something else
     */
    static CanonicalJson canonical(byte[] bytes, String what) {
        try {
            return CanonicalJson.parse(bytes);
        } catch (IllegalArgumentException _) {
            throw RefusedException.unreadable("The " + what + " is not JSON in canonical form.");
        }
    }

    private static Map<String, PackZip.Member> listed(@Nullable CanonicalJson json) {
        if (!(json instanceof CanonicalJson.Items(var items))) {
            throw wrong("it lists no members");
        }
        Map<String, PackZip.Member> members = new LinkedHashMap<>();
        for (CanonicalJson item : items) {
            CanonicalJson.Fields fields =
                    item instanceof CanonicalJson.Fields named
                            ? named
                            : new CanonicalJson.Fields(List.of());
            var member =
                    new PackZip.Member(
                            text(fields, "name"), whole(fields, "bytes"), text(fields, "sha256"));
            if (members.put(member.name(), member) != null) {
                throw wrong("it lists " + PackZip.shown(member.name()) + " twice");
            }
        }
        return members;
    }

    /** The members that it lists, by their names. */
    Map<String, PackZip.Member> members() {
        return members;
    }

    long events() {
        return whole(fields, "events");
    }

    long leftOut() {
        return whole(fields, "leftOut");
    }

    String certificateSha256() {
        return text(fields, "certificateSha256");
    }

    String origin() {
        return text(object("checkpoint"), "origin");
    }

    long size() {
        return whole(object("checkpoint"), "size");
    }

    String root() {
        return text(object("checkpoint"), "root");
    }

    String madeAt() {
        return text(fields, "madeAt");
    }

    String madeFor() {
        var actor = object("madeFor");
        String username = text(actor, "username");
        return actor.get("agency") != null ? username + " of " + text(actor, "agency") : username;
    }

    String event() {
        return text(fields, "event");
    }

    /** Filters or scope, for people. */
    String described(String name) {
        return object(name).values().stream()
                .map(each ->
                        each.name()
                                + " "
                                + (each.value() instanceof CanonicalJson.Text(String value)
                                        ? value
                                        : each.value().text()))
                .collect(Collectors.joining(", "));
    }

    private CanonicalJson.Fields object(String name) {
        if (fields.get(name) instanceof CanonicalJson.Fields named) {
            return named;
        }
        throw wrong("it has no " + name);
    }

    private static String text(CanonicalJson.Fields fields, String name) {
        if (fields.get(name) instanceof CanonicalJson.Text(String value)) {
            return value;
        }
        throw wrong("it has no " + name);
    }

    private static long whole(CanonicalJson.Fields fields, String name) {
        if (fields.get(name) instanceof CanonicalJson.Whole(long value)) {
            return value;
        }
        throw wrong("it has no " + name);
    }

    private static RefusedException wrong(String why) {
        return RefusedException.unreadable("The manifest is not as it has to be: " + why + ".");
    }
}
