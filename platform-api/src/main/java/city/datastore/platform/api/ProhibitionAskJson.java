package city.datastore.platform.api;

import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.audit.names.DatasetId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an owner of data wants to forbid.
 *
 * @param dataset left out: every dataset of the owner, for a bar
 * @param person user name, or subject of the token; for a bar
 * @param until left out: until it is lifted
 */
record ProhibitionAskJson(
        @Nullable String kind,
        @Nullable String dataset,
        @Nullable String person,
        @Nullable String until,
        @Nullable String reason) {
    private static final String KINDS =
            Arrays.stream(Prohibition.Kind.values())
                    .map(Prohibition.Kind::code)
                    .collect(Collectors.joining(", "));

    /** What is to be set, for which a reason is needed. */
    ProhibitionAsk read() {
        return read(new Fields(), true);
    }

    /** What somebody wants to see the reach of. */
    ProhibitionAsk readForPreview() {
        return read(new Fields(), false);
    }

    private ProhibitionAsk read(Fields fields, boolean toSet) {
        var known = Prohibition.Kind.of(kind);
        Supplier<Prohibition.Kind> wanted =
                known.<Supplier<Prohibition.Kind>>map(each -> () -> each)
                        .orElseGet(() -> fields.fault("kind", "has to be one of " + KINDS));
        var on = dataset == null ? null : fields.name("dataset", dataset, DatasetId::parse);
        var whom = person == null ? null : fields.name("person", person, ProhibitionAsk::whom);
        var end = until == null ? null : fields.until("until", until);
        var why =
                toSet
                        ? fields.text("reason", reason, ProhibitionAsk.MAX_TEXT)
                        : fields.anyText("reason", reason, ProhibitionAsk.MAX_TEXT);
        fields.check();
        return new ProhibitionAsk(wanted.get(), value(on), value(whom), value(end), why.get());
    }

    private static <T> @Nullable T value(@Nullable Supplier<T> read) {
        return Optional.ofNullable(read).map(Supplier::get).orElse(null);
    }
}
