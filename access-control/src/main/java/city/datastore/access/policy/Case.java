package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way of looking at a question: with at most one agreement and at most one grant. Names things
 * for sentences; whatever it does not know is null, and a condition on it does not hold. What rules
 * ask again and again is worked out once.
 */
final class Case {
    private static final int NAMED_AT_MOST = 6;

    private final Question question;
    private final Facts facts;
    private final @Nullable Permit permit;
    private final @Nullable HeldGrant grant;
    private final AgencyNames names;
    private final @Nullable DatasetId dataset;
    private final @Nullable AgreementRef agreement;
    private final boolean ownerLaysDownRules;
    private @Nullable ColumnScope columns;
    private @Nullable Protection protection;

    Case(
            Question question,
            Facts facts,
            @Nullable Permit permit,
            @Nullable HeldGrant grant,
            AgencyNames names) {
        this.question = question;
        this.facts = facts;
        this.permit = permit;
        this.grant = grant;
        this.names = names;
        this.dataset = Named.dataset(question.target());
        this.agreement = Named.agreement(question);
        this.ownerLaysDownRules = facts.ownerLaysDownRules();
    }

    /** Another way of looking at the same question. */
    private Case(Case same, Permit permit, @Nullable HeldGrant grant) {
        this.question = same.question;
        this.facts = same.facts;
        this.permit = permit;
        this.grant = grant;
        this.names = same.names;
        this.dataset = same.dataset;
        this.agreement = same.agreement;
        this.ownerLaysDownRules = same.ownerLaysDownRules;
    }

    /** Every way of looking at the question with these facts. */
    static List<Case> of(Question question, Facts facts, AgencyNames names) {
        var bare = new Case(question, facts, null, null, names);
        if (question.emergency() != null || facts.permits().isEmpty()) {
            return List.of(bare);
        }
        var cases = new ArrayList<Case>(facts.permits().size());
        for (var permit : facts.permits()) {
            if (bare.agreement == null || permit.agreement().equals(bare.agreement)) {
                bare.addWithGrants(cases, permit);
            }
        }
        return cases.isEmpty() ? List.of(bare) : cases;
    }

    private void addWithGrants(List<Case> cases, Permit relied) {
        boolean held = false;
        for (var each : facts.grants()) {
            if (concerns(each, relied)) {
                cases.add(new Case(this, relied, each));
                held = true;
            }
        }
        if (!held) {
            cases.add(new Case(this, relied, null));
        }
    }

    /** Whether the grant is this person's, at this agency, for just this. */
    private boolean concerns(HeldGrant held, Permit relied) {
        return held.agreement().equals(relied.agreement())
                && held.holder().equals(caller().person())
                && held.agency().equals(caller().agency())
                && held.dataset().equals(dataset)
                && held.purpose().equals(question.purpose());
    }

    Question question() {
        return question;
    }

    @Nullable Permit permit() {
        return permit;
    }

    @Nullable HeldGrant grant() {
        return grant;
    }

    @Nullable DatasetId dataset() {
        return dataset;
    }

    /** The agreement relied on, or the one in question. */
    @Nullable AgreementRef agreement() {
        return agreement;
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

    /** Whether the owner of the data forbids, demands or narrows anything. */
    boolean ownerLaysDownRules() {
        return ownerLaysDownRules;
    }

    Caller caller() {
        return question.caller();
    }

    /** The agency that owns the dataset in question. */
    @Nullable AgencyCode owner() {
        return dataset == null ? null : dataset.agency();
    }

    /** The person who asked, where a request is in question. */
    @Nullable PersonId requester() {
        return question.target() instanceof Target.OfRequest request ? request.requester() : null;
    }

    /** What is left of the dataset's columns after agreement and grant. */
    ColumnScope columns() {
        var known = columns;
        if (known == null) {
            known = Left.columns(this);
            columns = known;
        }
        return known;
    }

    /** What the agreement has done to the columns that are left, and to the rows. */
    Protection protection() {
        var known = protection;
        if (known == null) {
            known = Left.protection(this);
            protection = known;
        }
        return known;
    }

    Shown shown() {
        return Shown.of(columns(), protection());
    }

    /** Until when the grant lasts, in milliseconds; where there is none, no time at all. */
    long lasts() {
        return grant == null ? 0 : grant.until().toEpochMilli();
    }

    String grantName() {
        return grant == null ? "" : grant.id().toString();
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
        return dataset == null ? "the dataset" : dataset.toString();
    }

    String agreementName() {
        if (permit != null) {
            return permit.agreement().toString();
        }
        return agreement == null ? "the agreement" : agreement.toString();
    }

    /** {@code Brent's information governance lead}. */
    String leadOf(@Nullable AgencyCode agency) {
        return possessive(name(agency)) + " information governance lead";
    }

    static String possessive(String name) {
        return name.endsWith("s") ? name + "'" : name + "'s";
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
