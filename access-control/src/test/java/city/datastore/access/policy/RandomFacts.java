package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;

import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RolePolicyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is true, drawn by lot: mostly what is usual, and instants where something begins or ends.
 */
final class RandomFacts {
    static final DatasetId TREES = DatasetId.parse("brent/trees");
    static final DatasetId ROADS = DatasetId.parse("gla/roads");
    private static final AgreementRef THIRD_DSA = new AgreementRef("DSA-2026-0003");
    private static final PermittedAction LINK = new PermittedAction("link");
    private static final String OTHER_DUTY = "mash-officer";

    /** Where the clock in London is set to summer time and back, and where a week begins. */
    private static final List<Instant> OTHER_TIMES =
            Stream.of(
                            "2026-03-29T00:59:59.999Z",
                            "2026-03-29T01:00:00Z",
                            "2026-10-25T00:30:00Z",
                            "2026-10-25T01:30:00Z",
                            "2026-07-05T22:59:00Z",
                            "2026-07-05T23:00:00Z")
                    .map(Instant::parse)
                    .toList();

    private final Lot lot;
    private Instant now = NOW;

    RandomFacts(Lot lot) {
        this.lot = lot;
    }

    /**
     * What is true at some instant.
     *
     * @param emergency with what holds in an emergency
     */
    Facts some(boolean emergency) {
        now = lot.mostly(NOW, lot.pick(OTHER_TIMES));
        var permits = new ArrayList<Permit>();
        for (var agreement : List.of(DSA, OTHER_DSA, THIRD_DSA)) {
            if (lot.below(10) < (agreement.equals(DSA) ? 9 : 2)) {
                permits.add(somePermit(agreement));
            }
        }
        var grants = new ArrayList<HeldGrant>();
        for (int i = lot.pick(0, 1, 1, 1, 1, 2, 2, 3); i > 0; i--) {
            grants.add(someGrant());
        }
        var prohibitions = new ArrayList<Prohibition>();
        for (int i = lot.pick(0, 0, 0, 0, 0, 1, 1, 2); i > 0; i--) {
            prohibitions.add(someProhibition());
        }
        var policies = new ArrayList<RolePolicy>();
        for (int i = lot.pick(0, 0, 0, 0, 1, 1, 2); i > 0; i--) {
            policies.add(someRolePolicy());
        }
        var conditions = new ArrayList<AccessCondition>();
        for (int i = lot.pick(0, 0, 0, 0, 1, 1, 2); i > 0; i--) {
            conditions.add(RandomConditions.some(lot, now));
        }
        return new Facts(
                now,
                permits,
                grants,
                prohibitions,
                conditions,
                policies,
                emergency ? someEmergency() : EmergencyFacts.NONE);
    }

    private RolePolicy someRolePolicy() {
        var dataset = lot.mostly(SPEND, lot.pick(TREES, ROADS));
        Map<ReadingAction, Set<Role>> roles = new EnumMap<>(ReadingAction.class);
        for (var action : ReadingAction.values()) {
            var row = new HashSet<Role>(lot.mostly(Set.of(action.needed()), Set.of()));
            for (int i = lot.below(3); i > 0; i--) {
                row.add(lot.pick(Role.values()));
            }
            roles.put(action, row);
        }
        return new RolePolicy(
                new RolePolicyId(lot.uuid()),
                dataset.agency(),
                lot.oneIn(4) ? null : dataset,
                1,
                lot.mostly(new RoleMatrix.Named(roles), new RoleMatrix.Unreadable()));
    }

    private Permit somePermit(AgreementRef agreement) {
        Map<AgencyCode, Permit.Absence> absent = new HashMap<>();
        boolean gives = !lot.oneIn(16);
        if ((!gives && lot.even()) || lot.oneIn(40)) {
            absent.put(
                    BRENT, new Permit.Absence(lot.even(), false, Set.of(lot.mostly(SPEND, TREES))));
        }
        boolean receives = !lot.oneIn(16);
        if ((!receives && lot.even()) || lot.oneIn(40)) {
            absent.put(GLA, new Permit.Absence(lot.even(), !lot.oneIn(4), Set.of()));
        }
        return new Permit(
                agreement,
                1,
                lot.mostly(Permit.Standing.ACTIVE, lot.pick(Permit.Standing.values())),
                start(),
                end(),
                Set.of(BRENT, GLA),
                receives
                        ? lot.mostly(Set.of(GLA), Set.of(GLA, BRENT))
                        : lot.pick(Set.of(MPS), Set.of()),
                gives ? Map.of(SPEND, someColumns()) : Map.of(TREES, someColumns()),
                lot.mostly(Set.of(ANALYSIS), lot.pick(Set.of(FRAUD), Set.of(ANALYSIS, FRAUD))),
                lot.mostly(Set.of(PermittedAction.READ), lot.pick(Set.of(LINK), Set.of())),
                absent,
                Map.of());
    }

    private HeldGrant someGrant() {
        return new HeldGrant(
                new GrantId(lot.uuid()),
                new PersonId(lot.mostly("gla.officer", "brent.ig")),
                lot.mostly(GLA, lot.pick(MPS, BRENT)),
                lot.mostly(SPEND, TREES),
                lot.mostly(DSA, OTHER_DSA),
                lot.mostly(ANALYSIS, FRAUD),
                lot.mostly(Set.of(PermittedAction.READ), Set.of(LINK)),
                someColumns(),
                start(),
                end(),
                lot.oneIn(12));
    }

    private Prohibition someProhibition() {
        var kind = lot.pick(Prohibition.Kind.values());
        var dataset = lot.mostly(SPEND, lot.pick(TREES, ROADS));
        boolean everything = kind == Prohibition.Kind.BAR && lot.even();
        var until = lot.pick(now.minusMillis(1), now, now.plusMillis(1));
        return new Prohibition(
                new ProhibitionId(lot.uuid()),
                kind,
                dataset.agency(),
                everything ? null : dataset,
                kind == Prohibition.Kind.BAR
                        ? lot.pick("gla.officer", "GLA.Officer", "somebody.gla.officer", "brent.ig")
                        : null,
                kind == Prohibition.Kind.EMBARGO || lot.even() ? until : null);
    }

    private ColumnScope someColumns() {
        var columns = new ArrayList<>(List.of("date", "supplier", "amount", "body"));
        columns.removeIf(_ -> lot.oneIn(3));
        return switch (lot.below(12)) {
            case 0, 1, 2 -> ColumnScope.ALL;
            case 3 -> ColumnScope.only(List.of(lot.pick("date", "body")));
            case 4 -> ColumnScope.only(List.of());
            case 5, 6 -> ColumnScope.only(columns.stream().map(RandomFacts::untidy).toList());
            default -> ColumnScope.only(columns);
        };
    }

    /** Most names as an agreement from before names had to be tidy may spell them. */
    private static String untidy(String column) {
        return column.equals("date") ? column : column + " ";
    }

    private EmergencyFacts someEmergency() {
        var duties = new ArrayList<DutyAppointment>();
        for (int i = lot.pick(0, 1, 1, 1, 1, 1, 2); i > 0; i--) {
            duties.add(
                    new DutyAppointment(
                            EMERGENCY,
                            lot.mostly(
                                    lot.pick("gla.officer", "GLA.Officer"),
                                    lot.pick("brent.ig", "somebody.gla.officer")),
                            lot.mostly(GLA, BRENT),
                            lot.mostly(DUTY_ROLE, OTHER_DUTY),
                            start(),
                            end(),
                            lot.oneIn(12)));
        }
        return new EmergencyFacts(
                lot.oneIn(12) ? null : someArrangement(),
                duties,
                lot.oneIn(12) ? null : someAccess());
    }

    private EmergencyArrangement someArrangement() {
        Map<AgencyCode, SortedSet<String>> duties = new HashMap<>();
        duties.put(
                lot.mostly(GLA, BRENT),
                new TreeSet<>(
                        lot.mostly(
                                lot.pick(Set.of(DUTY_ROLE), Set.of(DUTY_ROLE, OTHER_DUTY)),
                                Set.of(OTHER_DUTY))));
        return new EmergencyArrangement(
                EMERGENCY,
                SPEND,
                duties,
                someNames(),
                "nhs",
                lot.mostly("nhs_number", "uprn"),
                "Brent's duty desk");
    }

    private EmergencyAccess someAccess() {
        return new EmergencyAccess(
                EMERGENCY,
                new PersonId(lot.mostly("gla.officer", "brent.ig")),
                lot.mostly(GLA, MPS),
                lot.mostly(SPEND, TREES),
                lot.mostly(DUTY_ROLE, OTHER_DUTY),
                new EmergencySubject(lot.mostly("nhs_number", "uprn"), SOMEBODY),
                someNames(),
                start(),
                end(),
                lot.oneIn(12));
    }

    private Set<String> someNames() {
        return lot.oneIn(8)
                ? Set.of(lot.pick("date", "body"))
                : Set.of("amount", lot.pick("supplier", "date"));
    }

    private Instant start() {
        return lot.mostly(lot.pick(FROM, now.minusMillis(1), now), now.plusMillis(1));
    }

    private Instant end() {
        return lot.mostly(lot.pick(UNTIL, now.plusMillis(1)), lot.pick(now, now.minusMillis(1)));
    }
}
