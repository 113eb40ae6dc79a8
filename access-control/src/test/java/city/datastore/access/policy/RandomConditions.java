package city.datastore.access.policy;

import static city.datastore.access.policy.RandomFacts.ROADS;
import static city.datastore.access.policy.RandomFacts.TREES;
import static city.datastore.access.policy.Worlds.SPEND;

import city.datastore.access.identity.NetworkAddress;
import city.datastore.audit.names.ConditionId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Conditions of access drawn by lot, and where people call from. */
final class RandomConditions {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** Mostly in or beside one of the blocks; the last has the bits of an IPv4 address. */
    private static final List<String> ADDRESSES =
            List.of("192.0.2.7", "192.0.2.8", "198.51.100.7", "2001:db8::7", "::c000:207");

    private static final List<String> BLOCKS =
            List.of(
                    "192.0.2.0/24",
                    "192.0.2.0/29",
                    "192.0.2.8/29",
                    "192.0.2.7",
                    "128.0.0.0/1",
                    "2001:db8::/32",
                    "2001:db8::/64",
                    "2001:db8:0:0:8000::/65",
                    "2001:db8::7",
                    "::/1");

    private RandomConditions() {}

    static @Nullable NetworkAddress someAddress(Lot lot) {
        return lot.oneIn(8) ? null : NetworkAddress.parse(lot.pick(ADDRESSES)).orElseThrow();
    }

    static AccessCondition some(Lot lot, Instant now) {
        var dataset = lot.mostly(SPEND, lot.pick(TREES, ROADS));
        return new AccessCondition(
                new ConditionId(lot.uuid()),
                dataset.agency(),
                lot.oneIn(4) ? null : dataset,
                someDemand(lot, now));
    }

    private static Demand someDemand(Lot lot, Instant now) {
        return switch (lot.below(10)) {
            case 0, 1, 2, 3, 4 -> new Hours(some(lot, () -> someWindow(lot, now)));
            case 5, 6 -> new Demand.SecondFactor();
            case 7 -> lot.mostly(new Demand.SecondFactor(), new Demand.Unreadable());
            default ->
                    new Networks(
                            "City Hall", some(lot, () -> NetworkBlock.parse(lot.pick(BLOCKS))));
        };
    }

    private static <T> List<T> some(Lot lot, Supplier<T> one) {
        var some = new ArrayList<T>();
        for (int i = lot.pick(1, 1, 2); i > 0; i--) {
            some.add(one.get());
        }
        return some;
    }

    private static Hours.Window someWindow(Lot lot, Instant now) {
        var wall = now.atZone(LONDON);
        var today = wall.getDayOfWeek();
        int minute = wall.get(ChronoField.MINUTE_OF_DAY);
        Set<DayOfWeek> days =
                lot.pick(
                        EnumSet.of(today),
                        EnumSet.of(today.minus(1)),
                        EnumSet.of(today.plus(1)),
                        EnumSet.allOf(DayOfWeek.class));
        int from = lot.pick(0, minute, (minute + 1) % Hours.DAY, Math.max(0, minute - 1));
        int until =
                lot.pick(
                        Hours.DAY,
                        Math.max(1, minute),
                        minute + 1,
                        Math.min(minute + 2, Hours.DAY));
        return new Hours.Window(days, from, from == until ? until % Hours.DAY + 1 : until);
    }
}
