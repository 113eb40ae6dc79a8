package city.datastore.access.conditions;

import city.datastore.access.ownerrules.OwnerRuleAsk;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Hours;
import city.datastore.access.policy.NetworkBlock;
import city.datastore.access.policy.Networks;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an owner fills in.
 *
 * @param dataset null: every dataset of the owner
 * @param windows for hours, and for nothing else
 * @param zone what people call the network; for networks, and for nothing else
 * @param networks CIDR blocks; for networks, and for nothing else
 */
public record ConditionAsk(
        Demand.Kind kind,
        @Nullable DatasetId dataset,
        List<Between> windows,
        @Nullable String zone,
        List<String> networks,
        String reason)
        implements OwnerRuleAsk {
    private static final int HOUR = 60;
    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-4]):([0-5]\\d)");
    private static final Pattern ZONE =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} .,'’&()/-]*[\\p{L}\\p{N}.)])?");

    /**
     * A span of the day as it was written.
     *
     * @param days by their English names
     * @param until earlier than {@code from} where it goes on over midnight, {@code 24:00} for the
     *     end of the day
     */
    public record Between(List<String> days, String from, String until) {
        public Between {
            days = List.copyOf(days);
        }
    }

    public ConditionAsk {
        windows = List.copyOf(windows);
        networks = List.copyOf(networks);
    }

    AccessCondition checked(AgencyCode owner, Instant now) {
        checkDataset(owner, "choose your own data");
        if (kind != Demand.Kind.HOURS && !windows.isEmpty()) {
            throw new OwnerRuleException.BadField(
                    "windows", "only hours have windows: leave them out, or set hours");
        }
        if (kind != Demand.Kind.NETWORKS && (zone != null || !networks.isEmpty())) {
            throw new OwnerRuleException.BadField(
                    zone != null ? "zone" : "networks",
                    "only a condition on networks names one: leave it out, or set networks");
        }
        var demand =
                switch (kind) {
                    case HOURS -> hours();
                    case SECOND_FACTOR -> new Demand.SecondFactor();
                    case NETWORKS -> network();
                };
        return new AccessCondition(ConditionId.at(now), owner, dataset, demand);
    }

    private Hours hours() {
        hoursNumbered();
        var read = new ArrayList<Hours.Window>();
        for (int i = 0; i < windows.size(); i++) {
            var path = "windows[" + i + "].";
            var days = days(windows.get(i).days(), path + "days");
            var span = span(windows.get(i), path);
            read.add(new Hours.Window(days, span.from(), span.until()));
        }
        return new Hours(read);
    }

    private void hoursNumbered() {
        if (windows.isEmpty()) {
            throw new OwnerRuleException.BadField(
                    "windows", "say at which hours your data can be read");
        }
        if (windows.size() > Hours.MAX_WINDOWS) {
            throw new OwnerRuleException.BadField(
                    "windows", "there can be at most " + Hours.MAX_WINDOWS + " windows");
        }
    }

    /** Minutes of the day. */
    private record Span(int from, int until) {}

    private static Span span(Between written, String path) {
        int from = minute(written.from(), path + "from");
        int until = minute(written.until(), path + "until");
        if (from == Hours.DAY) {
            throw new OwnerRuleException.BadField(
                    path + "from", "the day starts at 00:00: “24:00” is its end");
        }
        if (from == until) {
            throw new OwnerRuleException.BadField(
                    path + "until",
                    "the end has to be another time than the start; a whole day is from 00:00 to"
                            + " 24:00");
        }
        return new Span(from, until == 0 ? Hours.DAY : until);
    }

    private static Set<DayOfWeek> days(List<String> names, String field) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var name : names) {
            try {
                days.add(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException _) {
                throw new OwnerRuleException.BadField(
                        field, "“" + bounded(name) + "” is no day: write monday to sunday");
            }
        }
        if (days.isEmpty()) {
            throw new OwnerRuleException.BadField(field, "choose at least one day");
        }
        return days;
    }

    private static int minute(String written, String field) {
        var time = TIME.matcher(written.strip());
        int minute =
                time.matches()
                        ? Integer.parseInt(time.group(1)) * HOUR + Integer.parseInt(time.group(2))
                        : Hours.DAY + 1;
        if (minute > Hours.DAY) {
            throw new OwnerRuleException.BadField(
                    field,
                    "write a time of the 24-hour clock such as 08:30"
                            + (written.isBlank() ? "" : ": “" + bounded(written) + "” is not one"));
        }
        return minute;
    }

    /** What is wrong with what it asks for: the first fault of each part, in their order. */
    public List<OwnerRuleException.BadField> faults() {
        var faults = new ArrayList<OwnerRuleException.BadField>();
        switch (kind) {
            case HOURS -> {
                note(faults, this::hoursNumbered);
                for (int i = 0; i < windows.size(); i++) {
                    var written = windows.get(i);
                    var path = "windows[" + i + "].";
                    note(faults, () -> days(written.days(), path + "days"));
                    note(faults, () -> span(written, path));
                }
            }
            case SECOND_FACTOR -> {
                // asks for nothing else
            }
            case NETWORKS -> {
                note(faults, this::name);
                note(faults, this::blocks);
            }
        }
        return faults;
    }

    private static void note(List<OwnerRuleException.BadField> faults, Runnable part) {
        try {
            part.run();
        } catch (OwnerRuleException.BadField e) {
            faults.add(e);
        }
    }

    private Networks network() {
        return new Networks(name(), blocks());
    }

    private String name() {
        var name =
                OwnerRuleAsk.text(
                        "zone", zone == null ? "" : zone, "say what the network is called");
        if (name.length() > Networks.MAX_ZONE || !ZONE.matcher(name).matches()) {
            throw new OwnerRuleException.BadField(
                    "zone",
                    "the name of a network has at most "
                            + Networks.MAX_ZONE
                            + " letters, digits, spaces and simple punctuation");
        }
        return name;
    }

    private List<NetworkBlock> blocks() {
        if (networks.isEmpty()) {
            throw new OwnerRuleException.BadField("networks", "name at least one network");
        }
        if (networks.size() > Networks.MAX_BLOCKS) {
            throw new OwnerRuleException.BadField(
                    "networks",
                    "there are "
                            + networks.size()
                            + " networks, and the most is "
                            + Networks.MAX_BLOCKS);
        }
        try {
            return networks.stream().map(String::strip).map(NetworkBlock::parse).toList();
        } catch (NetworkBlock.BadBlockException e) {
            throw new OwnerRuleException.BadField("networks", String.valueOf(e.getMessage()));
        }
    }

    private static String bounded(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
