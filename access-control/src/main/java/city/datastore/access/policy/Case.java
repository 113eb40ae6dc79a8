package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way of looking at a question: with at most one agreement and at most one grant. Names things
 * for sentences; whatever it does not know is null, and a condition on it does not hold.
 */
record Case(
        Question question,
        Facts facts,
        @Nullable Permit permit,
        @Nullable HeldGrant grant,
        AgencyNames names) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK)
                    .withZone(ZoneId.of("Europe/London"));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK)
                    .withZone(ZoneId.of("Europe/London"));
    private static final int NAMED_AT_MOST = 6;

    /** Every way of looking at the question with these facts. */
    static List<Case> of(Question question, Facts facts, AgencyNames names) {
        var cases = new ArrayList<Case>();
        var bare = new Case(question, facts, null, null, names);
        if (question.emergency() != null) {
            return List.of(bare);
        }
        for (var permit : facts.permits()) {
            if (bare.agreement() == null || permit.agreement().equals(bare.agreement())) {
                addWithGrants(cases, question, facts, permit, names);
            }
        }
        return cases.isEmpty() ? List.of(bare) : cases;
    }

    private static void addWithGrants(
            List<Case> cases, Question question, Facts facts, Permit permit, AgencyNames names) {
        var bare = new Case(question, facts, permit, null, names);
        boolean held = false;
        for (var grant : facts.grants()) {
            if (bare.concerns(grant)) {
                cases.add(new Case(question, facts, permit, grant, names));
                held = true;
            }
        }
        if (!held) {
            cases.add(bare);
        }
    }

    /** Whether the grant is this person's, at this agency, for just this. */
    private boolean concerns(HeldGrant held) {
        return permit != null
                && held.holder().equals(caller().person())
                && held.agency().equals(caller().agency())
                && held.dataset().equals(dataset())
                && held.agreement().equals(permit.agreement())
                && held.purpose().equals(question.purpose());
    }

    Instant now() {
        return facts.now();
    }

    List<Prohibition> prohibitions() {
        return facts.prohibitions();
    }

    EmergencyFacts emergency() {
        return facts.emergency();
    }

    List<AccessCondition> conditions() {
        return facts.conditions();
    }

    List<RolePolicy> rolePolicies() {
        return facts.rolePolicies();
    }

    Caller caller() {
        return question.caller();
    }

    @Nullable DatasetId dataset() {
        return switch (question.target()) {
            case Target.OfDataset(var dataset) -> dataset;
            case Target.OfVersion(var dataset, _) -> dataset;
            case Target.OfRequest(_, var dataset, _, _, _) -> dataset;
            case Target.OfGrant(_, var dataset, _, _) -> dataset;
            case Target.OfOther(var dataset, _, _) -> dataset;
            case Target.OfProhibition(_, _, var dataset, _) -> dataset;
            case Target.OfCondition(_, _, var dataset) -> dataset;
            case Target.OfRolePolicy(_, _, var dataset) -> dataset;
            case Target.OfEmergency(_, var dataset, _, _) -> dataset;
            case Target.OfAgreement _, Target.OfList _, Target.OfTrail _, Target.OfEvent _ -> null;
            case Target.OfAlert _ -> null;
            case Target.OfMark _, Target.OfSubject _, Target.OfDuty _ -> null;
        };
    }

    /** The agency that owns the dataset in question. */
    @Nullable AgencyCode owner() {
        var dataset = dataset();
        return dataset == null ? null : dataset.agency();
    }

    /** The agreement relied on, or the one in question. */
    @Nullable AgreementRef agreement() {
        if (question.agreement() != null) {
            return question.agreement();
        }
        return switch (question.target()) {
            case Target.OfAgreement(var agreement, _, _, _, _) -> agreement;
            case Target.OfRequest(_, _, var agreement, _, _) -> agreement;
            case Target.OfGrant(_, _, var agreement, _) -> agreement;
            case Target.OfDataset _, Target.OfVersion _, Target.OfOther _ -> null;
            case Target.OfList _, Target.OfTrail _, Target.OfEvent _ -> null;
            case Target.OfAlert _ -> null;
            case Target.OfMark _, Target.OfSubject _, Target.OfProhibition _ -> null;
            case Target.OfCondition _, Target.OfRolePolicy _ -> null;
            case Target.OfEmergency _, Target.OfDuty _ -> null;
        };
    }

    /** The person who asked, where a request is in question. */
    @Nullable PersonId requester() {
        return question.target() instanceof Target.OfRequest request ? request.requester() : null;
    }

    /** What is left of the dataset's columns after agreement and grant. */
    ColumnScope columns() {
        if (question.emergency() != null) {
            return columnsInEmergency();
        }
        if (permit == null || grant == null) {
            return ColumnScope.only(List.of());
        }
        var dataset = dataset();
        var named = dataset == null ? null : permit.datasets().get(dataset);
        return named == null ? ColumnScope.only(List.of()) : named.within(grant.columns());
    }

    /** What the agreement has done to the columns that are left, and to the rows. */
    Protection protection() {
        if (question.emergency() != null) {
            return protectionInEmergency();
        }
        var dataset = dataset();
        return permit == null || grant == null || dataset == null
                ? Protection.NONE
                : permit.protection(dataset).within(columns());
    }

    private ColumnScope columnsInEmergency() {
        var arrangement = emergency().arrangement();
        var access = emergency().access();
        return arrangement == null || access == null
                ? ColumnScope.only(List.of())
                : ColumnScope.only(arrangement.columns())
                        .within(ColumnScope.only(access.columns()));
    }

    private Protection protectionInEmergency() {
        var arrangement = emergency().arrangement();
        var access = emergency().access();
        return arrangement == null || access == null
                ? Protection.NONE
                : Protection.ofOne(new OnePerson(arrangement.subjectColumn(), access.subject()));
    }

    // Sentences

    String agencyName() {
        return name(caller().agency());
    }

    String ownerName() {
        return name(owner());
    }

    String name(@Nullable AgencyCode code) {
        return code == null ? "your agency" : names.name(code);
    }

    String datasetName() {
        var dataset = dataset();
        return dataset == null ? "the dataset" : dataset.toString();
    }

    String agreementName() {
        if (permit != null) {
            return permit.agreement().toString();
        }
        var named = agreement();
        return named == null ? "the agreement" : named.toString();
    }

    /** {@code Brent's information governance lead}. */
    String leadOf(@Nullable AgencyCode agency) {
        return possessive(name(agency)) + " information governance lead";
    }

    static String possessive(String name) {
        return name.endsWith("s") ? name + "'" : name + "'s";
    }

    /** A day in London. */
    static String day(Instant instant) {
        return DATE.format(instant);
    }

    /** A minute in London. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The last day of a span that ends, half-open, at that instant. */
    static String lastDay(Instant until) {
        return DATE.format(until.minusNanos(1));
    }

    static String listed(Collection<? extends Comparable<?>> things) {
        var shown =
                things.stream()
                        .map(Object::toString)
                        .sorted()
                        .limit(NAMED_AT_MOST)
                        .collect(Collectors.joining(", "));
        int more = things.size() - NAMED_AT_MOST;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
