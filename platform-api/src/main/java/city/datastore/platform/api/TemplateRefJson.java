package city.datastore.platform.api;

import city.datastore.agreements.TemplateRef;
import city.datastore.audit.names.NameException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The version of a template that an agreement follows.
 *
 * @param locked SHA-256 of what it locks; need not be sent
 */
record TemplateRefJson(@Nullable String id, @Nullable Integer version, @Nullable String locked) {

    static @Nullable TemplateRefJson of(@Nullable TemplateRef ref) {
        return ref == null ? null : new TemplateRefJson(ref.id(), ref.version(), ref.locked());
    }

    /** The version that is named; empty where none is, or what is named cannot be one. */
    static Optional<TemplateRef> named(@Nullable TemplateRefJson json) {
        try {
            return json == null || json.id() == null || json.version() == null
                    ? Optional.empty()
                    : Optional.of(TemplateRef.of(json.id(), json.version()));
        } catch (NameException e) {
            return Optional.empty();
        }
    }

    static Supplier<Optional<TemplateRef>> read(Fields fields, @Nullable TemplateRefJson json) {
        if (json == null) {
            return Optional::empty;
        }
        Integer number = json.version();
        if (number == null) {
            return fields.fault("template.version", "is missing; it is a number from 1");
        }
        var known = fields.anyText("template.locked", json.locked(), TermsJson.MAX_WORD);
        var named = fields.name("template.id", json.id(), id -> TemplateRef.of(id, number));
        return () ->
                Optional.of(new TemplateRef(named.get().id(), named.get().version(), known.get()));
    }
}
