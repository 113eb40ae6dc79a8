package city.datastore.agreements.permits;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Permit.Standing;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change of an agreement does to those who rely on it, before anybody signs it: by the
 * permit before and the one after, in the gate's own conditions. Pure.
 *
 * @param gains what agencies can read after it and could not before
 * @param losses what they could read before it and cannot after
 * @param grants of those grants that it touches, how many, by agency and dataset
 * @param protections where what is done to the data before it leaves is another, for columns that
 *     agencies could read before and can after
 * @param frame what else it allows otherwise; where nobody could read before or nobody can after,
 *     gains and losses say all of it
 */
public record Impact(
        List<Reach> gains,
        List<Reach> losses,
        List<Touched> grants,
        List<Shift> protections,
        Frame frame) {
    public Impact {
        gains = List.copyOf(gains);
        losses = List.copyOf(losses);
        grants = List.copyOf(grants);
        protections = List.copyOf(protections);
    }

    /** The question is put by nobody, so it came with no call. */
    private static final RequestId NOBODY_ASKED = new RequestId("foreseen");

    /** An agency, a dataset and the columns of it. */
    public record Reach(AgencyCode agency, DatasetId dataset, ColumnScope columns) {}

    /** What is done to a dataset before it reaches an agency, before and after. */
    public record Shift(
            AgencyCode agency, DatasetId dataset, Protection before, Protection after) {}

    /**
     * Grants of one agency on one dataset.
     *
     * @param stopped that allow nothing any more
     * @param narrowed that show fewer columns or rows, or show them less clearly
     * @param widened that show more columns or rows, or show them more clearly
     * @param downloads that are under way by those stopped or narrowed, and end
     */
    public record Touched(
            AgencyCode agency,
            DatasetId dataset,
            int stopped,
            int narrowed,
            int widened,
            int downloads) {}

    /** Whether it changes nothing for anybody. */
    public boolean none() {
        return gains.isEmpty()
                && losses.isEmpty()
                && grants.isEmpty()
                && protections.isEmpty()
                && frame.none();
    }

    public int stopped() {
        return grants.stream().mapToInt(Touched::stopped).sum();
    }

    public int narrowed() {
        return grants.stream().mapToInt(Touched::narrowed).sum();
    }

    public int downloads() {
        return grants.stream().mapToInt(Touched::downloads).sum();
    }

    /**
     * The difference between two permits of one agreement.
     *
     * @param grants under it that stand, each held by somebody
     * @param downloads how many are under way by those grants by which there are any
     */
    public static Impact of(
            Coverage coverage,
            Permit before,
            Permit after,
            List<HeldGrant> grants,
            Map<GrantId, Integer> downloads,
            Instant now) {
        return new Impact(
                beyond(reach(after), reach(before)),
                beyond(reach(before), reach(after)),
                touched(coverage, before, after, grants, downloads, now),
                shifts(before, after),
                reach(before).isEmpty() || reach(after).isEmpty()
                        ? Frame.of(after, after)
                        : Frame.of(before, after));
    }

    private record Pair(AgencyCode agency, DatasetId dataset) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byAgency = agency.compareTo(other.agency);
            return byAgency == 0 ? dataset.compareTo(other.dataset) : byAgency;
        }
    }

    /** Who can be granted what. */
    private static Map<Pair, ColumnScope> reach(Permit permit) {
        var reach = new TreeMap<Pair, ColumnScope>();
        if (permit.standing() == Standing.ACTIVE) {
            permit.receivers()
                    .forEach(agency ->
                            permit.datasets()
                                    .forEach((dataset, columns) -> {
                                        if (!dataset.agency().equals(agency)) {
                                            reach.put(new Pair(agency, dataset), columns);
                                        }
                                    }));
        }
        return reach;
    }

    private static List<Shift> shifts(Permit before, Permit after) {
        var was = reach(before);
        var shifts = new ArrayList<Shift>();
        reach(after)
                .forEach((pair, columns) -> {
                    ColumnScope had = was.get(pair);
                    if (had != null) {
                        ColumnScope common = columns.within(had);
                        Protection old = before.protection(pair.dataset()).within(common);
                        Protection fresh = after.protection(pair.dataset()).within(common);
                        if (!old.equals(fresh)) {
                            shifts.add(new Shift(pair.agency(), pair.dataset(), old, fresh));
                        }
                    }
                });
        return shifts;
    }

    private static List<Reach> beyond(Map<Pair, ColumnScope> these, Map<Pair, ColumnScope> those) {
        var beyond = new ArrayList<Reach>();
        these.forEach((pair, columns) -> {
            ColumnScope more = beyond(columns, those.get(pair));
            if (more != null) {
                beyond.add(new Reach(pair.agency(), pair.dataset(), more));
            }
        });
        return beyond;
    }

    /** Columns of the one that the other has not; null where there are none. */
    private static @Nullable ColumnScope beyond(ColumnScope one, @Nullable ColumnScope other) {
        if (other == null) {
            return one;
        }
        if (other.covers(one)) {
            return null;
        }
        if (one instanceof ColumnScope.Only(var names)
                && one.within(other) instanceof ColumnScope.Only(var common)) {
            var left = new TreeSet<>(names);
            left.removeAll(common);
            return ColumnScope.only(left);
        }
        return one;
    }

    private static List<Touched> touched(
            Coverage coverage,
            Permit before,
            Permit after,
            List<HeldGrant> grants,
            Map<GrantId, Integer> downloads,
            Instant now) {
        var stopped = new TreeMap<Pair, Integer>();
        var narrowed = new TreeMap<Pair, Integer>();
        var widened = new TreeMap<Pair, Integer>();
        var ending = new TreeMap<Pair, Integer>();
        for (HeldGrant grant : grants) {
            var pair = new Pair(grant.agency(), grant.dataset());
            if (!stands(coverage, before, grant, now)) {
                continue;
            }
            boolean stops = !stands(coverage, after, grant, now);
            boolean narrows = !stops && !showsAll(after, before, grant);
            if (stops || narrows) {
                (stops ? stopped : narrowed).merge(pair, 1, Integer::sum);
                ending.merge(pair, downloads.getOrDefault(grant.id(), 0), Integer::sum);
            }
            if (!stops && !showsAll(before, after, grant)) {
                widened.merge(pair, 1, Integer::sum);
            }
        }
        var pairs = new TreeSet<>(stopped.keySet());
        pairs.addAll(narrowed.keySet());
        pairs.addAll(widened.keySet());
        return pairs.stream()
                .map(pair ->
                        new Touched(
                                pair.agency(),
                                pair.dataset(),
                                stopped.getOrDefault(pair, 0),
                                narrowed.getOrDefault(pair, 0),
                                widened.getOrDefault(pair, 0),
                                ending.getOrDefault(pair, 0)))
                .toList();
    }

    private static boolean stands(Coverage coverage, Permit permit, HeldGrant grant, Instant now) {
        var holder =
                new Caller(
                        grant.holder(),
                        grant.holder().value(),
                        grant.agency(),
                        Set.of(Role.OFFICER),
                        false,
                        NOBODY_ASKED);
        var question =
                new Question(
                        holder,
                        Act.READ_CONTENT,
                        new Target.OfDataset(grant.dataset()),
                        grant.agreement(),
                        grant.purpose());
        return coverage.missing(question, permit, null, PermittedAction.READ, now).isEmpty()
                && !(shown(permit, grant) instanceof ColumnScope.Only(var names)
                        && names.isEmpty());
    }

    /** Whether by one permit the grant shows whatever it does by the other. */
    private static boolean showsAll(Permit one, Permit other, HeldGrant grant) {
        ColumnScope theirs = shown(other, grant);
        return shown(one, grant).covers(theirs)
                && one.protection(grant.dataset())
                        .covers(other.protection(grant.dataset()), theirs);
    }

    private static ColumnScope shown(Permit permit, HeldGrant grant) {
        ColumnScope given = permit.datasets().get(grant.dataset());
        return given == null ? ColumnScope.only(List.of()) : grant.columns().within(given);
    }
}
