package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of {@code access.access_request}; what was asked is written once, the answer once. */
@Entity
@Table(schema = "access", name = "access_request")
class AccessRequestRow {
    static final String PENDING = "pending";
    static final String GRANTED = "granted";
    static final String REFUSED = "refused";
    static final String RETURNED = "returned";
    static final String WITHDRAWN = "withdrawn";
    static final String LAPSED = "lapsed";

    @Id private UUID id;

    @Version
    @Column(name = "revision", nullable = false)
    private @Nullable Long revision;

    @Column(updatable = false, nullable = false)
    private String requester;

    @Column(name = "requester_name", updatable = false, nullable = false)
    private String requesterName;

    @Column(updatable = false, nullable = false)
    private String agency;

    @Column(updatable = false, nullable = false)
    private String dataset;

    @Column(updatable = false, nullable = false)
    private String owner;

    @Column(updatable = false, nullable = false)
    private String agreement;

    @Column(updatable = false, nullable = false)
    private String purpose;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false, nullable = false)
    private String[] actions;

    @Column(updatable = false, nullable = false)
    private Instant until;

    @Column(updatable = false, nullable = false)
    private String justification;

    @Column(name = "asked_at", updatable = false, nullable = false)
    private Instant askedAt;

    @Column(name = "until_unsaid", updatable = false, nullable = false)
    private boolean untilUnsaid;

    @Column(updatable = false)
    private @Nullable UUID follows;

    @Column(updatable = false)
    private @Nullable UUID renews;

    @Column(updatable = false)
    private @Nullable UUID together;

    @Column(nullable = false)
    private String state;

    @Column(name = "decided_by")
    private @Nullable String decidedBy;

    @Column(name = "decided_by_name")
    private @Nullable String decidedByName;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    @Column(name = "answer")
    private @Nullable String answer;

    @Column(name = "grant_id")
    private @Nullable UUID grantId;

    /** For Hibernate, which fills in what it read. */
    @SuppressWarnings("NullAway.Init")
    protected AccessRequestRow() {}

    AccessRequestRow(AccessRequest.Asked asked) {
        this.id = asked.id().value();
        this.requester = asked.requester().value();
        this.requesterName = asked.requesterName();
        this.agency = asked.agency().value();
        this.dataset = asked.dataset().toString();
        this.owner = asked.dataset().agency().value();
        this.agreement = asked.agreement().value();
        this.purpose = asked.purpose().value();
        this.actions =
                asked.actions().stream()
                        .map(PermittedAction::value)
                        .sorted()
                        .toArray(String[]::new);
        this.until = asked.until();
        this.justification = asked.justification();
        this.askedAt = asked.askedAt();
        this.untilUnsaid = asked.untilUnsaid();
        var ties = asked.ties();
        this.follows = ties.follows() == null ? null : ties.follows().value();
        this.renews = ties.renews() == null ? null : ties.renews().value();
        this.together = ties.together();
        this.state = PENDING;
    }

    void grant(GrantId grant, Caller by, Instant at, String comment) {
        decide(GRANTED, by, at);
        answer = comment;
        grantId = grant.value();
    }

    void refuse(Caller by, Instant at, String reason) {
        decide(REFUSED, by, at);
        answer = reason;
    }

    void giveBack(Caller by, Instant at, String comment) {
        decide(RETURNED, by, at);
        answer = comment;
    }

    void withdraw(Caller by, Instant at) {
        decide(WITHDRAWN, by, at);
    }

    /** Goes up with every change, also with one of what belongs to the request. */
    long revision() {
        return known(revision);
    }

    boolean pending() {
        return state.equals(PENDING);
    }

    /** By the platform, because nobody decided it in time. */
    void lapse(PersonId by, String name, Instant at, String reason) {
        state = LAPSED;
        decidedBy = by.value();
        decidedByName = name;
        decidedAt = at;
        answer = reason;
    }

    private void decide(String outcome, Caller by, Instant at) {
        if (!state.equals(PENDING)) {
            throw new RequestException.WrongState(
                    "this request is no longer pending: it has been "
                            + (state.equals(LAPSED) ? "closed undecided" : state));
        }
        if (!outcome.equals(WITHDRAWN) && by.person().value().equals(requester)) {
            throw new RequestException.OwnRequest(
                    "this request cannot be decided by the person who made it");
        }
        state = outcome;
        decidedBy = by.person().value();
        decidedByName = by.username();
        decidedAt = at;
    }

    AccessRequest.Asked asked() {
        return new AccessRequest.Asked(
                new AccessRequestId(id),
                new PersonId(requester),
                requesterName,
                new AgencyCode(agency),
                DatasetId.parse(dataset),
                new AgreementRef(agreement),
                new PurposeCode(purpose),
                Arrays.stream(actions)
                        .map(PermittedAction::new)
                        .collect(Collectors.toUnmodifiableSet()),
                until,
                justification,
                askedAt,
                untilUnsaid,
                new AccessRequest.Ties(
                        follows == null ? null : new AccessRequestId(follows),
                        renews == null ? null : new GrantId(renews),
                        together));
    }

    AccessRequest toRecord() {
        return switch (state) {
            case PENDING -> new AccessRequest.Pending(asked(), revision());
            case GRANTED ->
                    new AccessRequest.Granted(
                            asked(),
                            new GrantId(known(grantId)),
                            new PersonId(known(decidedBy)),
                            known(decidedByName),
                            known(decidedAt),
                            known(answer));
            case REFUSED ->
                    new AccessRequest.Refused(
                            asked(),
                            new PersonId(known(decidedBy)),
                            known(decidedByName),
                            known(decidedAt),
                            known(answer));
            case RETURNED ->
                    new AccessRequest.Returned(
                            asked(),
                            new PersonId(known(decidedBy)),
                            known(decidedByName),
                            known(decidedAt),
                            known(answer));
            case LAPSED -> new AccessRequest.Lapsed(asked(), known(decidedAt), known(answer));
            case WITHDRAWN -> new AccessRequest.Withdrawn(asked(), known(decidedAt));
            default ->
                    throw new IllegalStateException(
                            "request " + id + " is in a state that there is not: " + state);
        };
    }

    private <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "request " + id + " is " + state + " and does not say by whom, when or why");
        }
        return value;
    }
}
