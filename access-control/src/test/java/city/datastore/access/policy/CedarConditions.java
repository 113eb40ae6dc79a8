package city.datastore.access.policy;

import city.datastore.access.identity.NetworkAddress;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A condition of access, and what it is about, as Cedar is told: it knows networks by itself, and
 * of hours what the clock on the wall says.
 */
final class CedarConditions {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private CedarConditions() {}

    static CedarMap clock(Instant now) {
        var wall = now.atZone(LONDON);
        var said = new HashMap<String, Value>();
        said.put("day", day(wall.getDayOfWeek()));
        said.put("yesterday", day(wall.minusDays(1).getDayOfWeek()));
        said.put("minute", new PrimLong(wall.getLong(ChronoField.MINUTE_OF_DAY)));
        return new CedarMap(said);
    }

    static IpAddress address(NetworkAddress address) {
        var parts = new ArrayList<String>();
        if (!address.six()) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                parts.add(Long.toString((address.low() >> shift) & 0xff));
            }
            return new IpAddress(String.join(".", parts));
        }
        for (long half : List.of(address.high(), address.low())) {
            for (int shift = 48; shift >= 0; shift -= 16) {
                parts.add(Long.toHexString((half >> shift) & 0xffff));
            }
        }
        return new IpAddress(String.join(":", parts));
    }

    static CedarMap demanded(AccessCondition condition) {
        var said = new HashMap<String, Value>();
        said.put("owner", new PrimString(condition.owner().value()));
        if (condition.dataset() != null) {
            said.put("dataset", new PrimString(condition.dataset().toString()));
        }
        switch (condition.demand()) {
            case Hours(var windows) -> {
                said.put("kind", new PrimString("hours"));
                put(
                        said,
                        List.of("first", "second"),
                        windows.stream().map(CedarConditions::window));
            }
            case Networks(_, var blocks) -> {
                said.put("kind", new PrimString("networks"));
                put(
                        said,
                        List.of("block", "otherBlock"),
                        blocks.stream().map(block -> new IpAddress(block.text())));
            }
            case Demand.SecondFactor _ -> said.put("kind", new PrimString("second-factor"));
            case Demand.Unreadable _ -> said.put("kind", new PrimString("unreadable"));
        }
        return new CedarMap(said);
    }

    /** Cedar looks at each by name: it has no "for some". */
    private static void put(
            Map<String, Value> said, List<String> names, Stream<? extends Value> values) {
        var all = values.toList();
        if (all.size() > names.size()) {
            throw new IllegalArgumentException("Cedar is told of at most " + names);
        }
        for (int i = 0; i < all.size(); i++) {
            said.put(names.get(i), all.get(i));
        }
    }

    private static CedarMap window(Hours.Window window) {
        var said = new HashMap<String, Value>();
        said.put(
                "days",
                new CedarList(window.days().stream().<Value>map(CedarConditions::day).toList()));
        said.put("from", new PrimLong((long) window.from()));
        said.put("until", new PrimLong((long) window.until()));
        return new CedarMap(said);
    }

    private static PrimLong day(DayOfWeek day) {
        return new PrimLong((long) day.getValue());
    }
}
