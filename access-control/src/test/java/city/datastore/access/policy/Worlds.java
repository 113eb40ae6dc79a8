package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.RolePolicyId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brent shares its spending with the GLA under DSA-2026-0001: what most tests start from. */
public final class Worlds {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    public static final AgencyCode BRENT = new AgencyCode("brent");
    public static final AgencyCode GLA = new AgencyCode("gla");
    public static final AgencyCode MPS = new AgencyCode("mps");
    public static final DatasetId SPEND = DatasetId.parse("brent/spend");
    public static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    public static final AgreementRef OTHER_DSA = new AgreementRef("DSA-2026-0002");
    public static final PurposeCode ANALYSIS = new PurposeCode("spend-analysis");
    public static final PurposeCode FRAUD = new PurposeCode("fraud");
    public static final ColumnScope AGREED =
            ColumnScope.only(List.of("date", "supplier", "amount"));
    public static final ColumnScope GRANTED =
            ColumnScope.only(List.of("supplier", "amount", "body"));
    public static final RequestId CALL = new RequestId("call-1");

    public static final String DUTY_ROLE = "duty-social-worker";
    public static final EmergencyId EMERGENCY =
            EmergencyId.parse("01890000-0000-7000-8000-000000000005");

    /** Keyed hash of somebody. */
    public static final String SOMEBODY = "0123456789abcdef".repeat(4);

    private Worlds() {}

    /** Of brent/spend by that duty role of the GLA, people being found by {@code nhs}. */
    public static EmergencyArrangement emergencyArrangement(
            String role, String kind, String... columns) {
        return new EmergencyArrangement(
                EMERGENCY,
                SPEND,
                Map.of(GLA, new TreeSet<>(Set.of(role))),
                Set.of(columns),
                "nhs",
                kind,
                "Brent's duty desk");
    }

    /** To supplier and date of one person's rows in brent/spend. */
    public static EmergencyAccess emergencyAccess(
            String holder, AgencyCode agency, Instant until, boolean ended) {
        return new EmergencyAccess(
                EMERGENCY,
                new PersonId(holder),
                agency,
                SPEND,
                DUTY_ROLE,
                new EmergencySubject("nhs_number", SOMEBODY),
                Set.of("supplier", "date"),
                FROM,
                until,
                ended);
    }

    public static DutyAppointment duty(
            String person, AgencyCode agency, String role, Instant until, boolean ended) {
        return new DutyAppointment(EMERGENCY, person, agency, role, FROM, until, ended);
    }

    /** A caller whose person id is {@code agency.firstRole}. */
    public static Caller caller(@Nullable AgencyCode agency, Role... roles) {
        String role = roles.length == 0 ? "nobody" : roles[0].code();
        return caller((agency == null ? "nowhere" : agency.value()) + "." + role, agency, roles);
    }

    public static Caller caller(String person, @Nullable AgencyCode agency, Role... roles) {
        return new Caller(new PersonId(person), person, agency, Set.of(roles), false, CALL);
    }

    public static Caller glaOfficer() {
        return caller(GLA, Role.OFFICER);
    }

    public static Permit permit() {
        return permit(Permit.Standing.ACTIVE, FROM, UNTIL);
    }

    public static Permit permit(Permit.Standing standing, Instant from, Instant until) {
        return new Permit(
                DSA,
                1,
                standing,
                from,
                until,
                Set.of(BRENT, GLA),
                Set.of(GLA),
                Map.of(SPEND, AGREED),
                Set.of(ANALYSIS),
                Set.of(PermittedAction.READ),
                Map.of(),
                Map.of());
    }

    /** The same agreement, for those purposes. */
    public static Permit permit(Set<PurposeCode> purposes) {
        var plain = permit();
        return new Permit(
                plain.agreement(),
                plain.version(),
                plain.standing(),
                plain.from(),
                plain.until(),
                plain.parties(),
                plain.receivers(),
                plain.datasets(),
                purposes,
                plain.actions(),
                plain.absent(),
                Map.of());
    }

    /** The same agreement, which does that to the data before it leaves. */
    public static Permit permit(Protection protection) {
        var plain = permit();
        return new Permit(
                plain.agreement(),
                plain.version(),
                plain.standing(),
                plain.from(),
                plain.until(),
                plain.parties(),
                plain.receivers(),
                plain.datasets(),
                plain.purposes(),
                plain.actions(),
                plain.absent(),
                Map.of(SPEND, protection));
    }

    public static HeldGrant grant() {
        return grant(FROM, UNTIL, false);
    }

    public static HeldGrant grant(Instant from, Instant until, boolean revoked) {
        return new HeldGrant(
                GrantId.parse("01890000-0000-7000-8000-000000000001"),
                new PersonId("gla.officer"),
                GLA,
                SPEND,
                DSA,
                ANALYSIS,
                Set.of(PermittedAction.READ),
                GRANTED,
                from,
                until,
                revoked);
    }

    public static Question reading() {
        return reading(glaOfficer());
    }

    public static Question reading(Caller caller) {
        return new Question(
                caller, Act.READ_CONTENT, new Target.OfVersion(SPEND, 1), DSA, ANALYSIS);
    }

    /** What is usually true, and those conditions. */
    public static Facts facts(AccessCondition... conditions) {
        return facts(NOW, conditions);
    }

    /** The same at that instant. */
    public static Facts facts(Instant now, AccessCondition... conditions) {
        return new Facts(
                now,
                List.of(permit()),
                List.of(grant()),
                List.of(),
                List.of(conditions),
                List.of(),
                EmergencyFacts.NONE);
    }

    /** A condition of Brent's. */
    public static AccessCondition condition(@Nullable DatasetId dataset, Demand demand) {
        return new AccessCondition(
                ConditionId.parse("01890000-0000-7000-8000-000000000005"), BRENT, dataset, demand);
    }

    /** A role policy of Brent's; an action that is not named lets nobody in. */
    public static RolePolicy rolePolicy(
            @Nullable DatasetId dataset, Map<ReadingAction, Set<Role>> roles) {
        return rolePolicy(dataset, new RoleMatrix.Named(roles));
    }

    /** A role policy of Brent's. */
    public static RolePolicy rolePolicy(@Nullable DatasetId dataset, RoleMatrix roles) {
        return new RolePolicy(
                RolePolicyId.parse("01890000-0000-7000-8000-000000000006"),
                BRENT,
                dataset,
                1,
                roles);
    }

    /** From one full hour to another on those days. */
    public static Hours hours(Set<DayOfWeek> days, int from, int until) {
        return new Hours(List.of(new Hours.Window(days, from * 60, until * 60)));
    }

    public static Networks network(String... blocks) {
        return new Networks("City Hall", Stream.of(blocks).map(NetworkBlock::parse).toList());
    }

    public static Caller withSecondFactor(Caller caller) {
        return new Caller(
                caller.person(),
                caller.username(),
                caller.agency(),
                caller.roles(),
                /* stepUp= */ true,
                caller.address(),
                caller.request());
    }
}
