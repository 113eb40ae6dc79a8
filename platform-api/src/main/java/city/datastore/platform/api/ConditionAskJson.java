package city.datastore.platform.api;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Hours;
import city.datastore.access.policy.Networks;
import city.datastore.audit.names.DatasetId;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * On what condition an owner of data wants to let people read it.
 *
 * @param dataset left out: every dataset of the owner
 * @param windows for hours
 * @param zone what people call the network, for networks
 * @param networks CIDR blocks, for networks
 */
record ConditionAskJson(
        @Nullable String kind,
        @Nullable String dataset,
        @Nullable List<@Nullable WindowJson> windows,
        @Nullable String zone,
        @Nullable List<@Nullable String> networks,
        @Nullable String reason) {
    private static final int MAX_CIDR = 64;
    private static final int MAX_TIME = 20;
    private static final String KINDS =
            Arrays.stream(Demand.Kind.values())
                    .map(Demand.Kind::code)
                    .collect(Collectors.joining(", "));

    /** A span of the day, by the clock on the wall in London. */
    record WindowJson(
            @Nullable List<@Nullable String> days, @Nullable String from, @Nullable String until) {}

    /** What is to be set, for which a reason is needed. */
    ConditionAsk read() {
        return read(new Fields(), true);
    }

    /** What somebody wants to see the reach of. */
    ConditionAsk readForPreview() {
        return read(new Fields(), false);
    }

    private ConditionAsk read(Fields fields, boolean toSet) {
        var wanted =
                Demand.Kind.of(kind)
                        .<Supplier<Demand.Kind>>map(each -> () -> each)
                        .orElseGet(() -> fields.fault("kind", "has to be one of " + KINDS));
        var on =
                Optional.ofNullable(dataset)
                        .map(name -> fields.name("dataset", name, DatasetId::parse));
        var spans =
                fields.each(
                        "windows",
                        windows,
                        Hours.MAX_WINDOWS,
                        (path, window) -> window(fields, path, window));
        var called = fields.anyText("zone", zone, ConditionAsk.MAX_TEXT);
        var blocks =
                fields.each(
                        "networks",
                        networks,
                        Networks.MAX_BLOCKS,
                        (path, block) -> fields.text(path, block, MAX_CIDR));
        var why =
                toSet
                        ? fields.text("reason", reason, ConditionAsk.MAX_TEXT)
                        : fields.anyText("reason", reason, ConditionAsk.MAX_TEXT);
        fields.check();
        return new ConditionAsk(
                wanted.get(),
                on.map(Supplier::get).orElse(null),
                spans.get(),
                zone == null ? null : called.get(),
                blocks.get(),
                why.get());
    }

    private static Supplier<ConditionAsk.Between> window(
            Fields fields, String path, WindowJson window) {
        var days =
                fields.some(
                        path + ".days",
                        window.days(),
                        DayOfWeek.values().length,
                        (at, day) -> fields.text(at, day, MAX_TIME));
        var from = fields.text(path + ".from", window.from(), MAX_TIME);
        var until = fields.text(path + ".until", window.until(), MAX_TIME);
        return () -> new ConditionAsk.Between(days.get(), from.get(), until.get());
    }
}
