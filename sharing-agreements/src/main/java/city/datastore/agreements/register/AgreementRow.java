package city.datastore.agreements.register;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Stop;
import city.datastore.agreements.Agreement.Superseded;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One agreement as it stands; its terms lie in the edition that it points to, its signatures under
 * its round.
 *
 * <p>{@code expired} is never stored: it follows from {@code ends} and the clock.
 */
@Entity
@Table(schema = "agreements", name = "agreement")
class AgreementRow {
    @Id
    @Column(updatable = false)
    private String reference;

    @Column(updatable = false)
    private int year;

    @Column(updatable = false)
    private int number;

    private String state;
    private int version;

    /** Which stored terms are the current ones. */
    private int edition;

    /** Counts proposals; signatures belong to one of them. */
    private int round;

    /** Number of the step that began the round; later ones say who came and went in it. */
    @Column(name = "round_step")
    private int roundStep;

    /** Last numbers given to an edition and to a round; the next version has its own. */
    private int editions;

    private int rounds;

    /** Which stored terms are those of the next version; null while it is not being varied. */
    @Column(name = "next_edition")
    private @Nullable Integer nextEdition;

    /** The round in which the next version is signed; null while it is being written. */
    @Column(name = "next_round")
    private @Nullable Integer nextRound;

    /** Number of the step that began that round. */
    @Column(name = "next_step")
    private @Nullable Integer nextStep;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "next_demanded")
    private List<String> nextDemanded = List.of();

    /** The agency that began the next version. */
    @Column(name = "next_by")
    private @Nullable String nextBy;

    /** Offices that sign for each party besides its lead. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> demanded = List.of();

    /** Number of the last step; every change raises it, so every change raises the revision. */
    private int steps;

    @Version private long revision;

    @Column(name = "drafted_by", updatable = false)
    private String draftedBy;

    @Column(name = "drafted_at", updatable = false)
    private Instant draftedAt;

    // the dates are for queries; the terms have them too
    @Column(name = "starts")
    private Instant starts;

    @Column(name = "ends")
    private Instant ends;

    @Column(name = "review_due")
    private Instant reviewDue;

    /** When the last review said that the next one is due; then that is the date above, too. */
    @Column(name = "next_review")
    private @Nullable Instant nextReview;

    @Column(name = "stopped_by_agency")
    private @Nullable String stoppedByAgency;

    @Column(name = "stopped_by_person")
    private @Nullable String stoppedByPerson;

    @Column(name = "stopped_by_name")
    private @Nullable String stoppedByName;

    @Column(name = "stopped_at")
    private @Nullable Instant stoppedAt;

    @Column(name = "stop_reason")
    private @Nullable String stopReason;

    @Column(name = "superseded_by")
    private @Nullable String supersededBy;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected AgreementRow() {}

    AgreementRow(Draft draft, int year, int number, Instant at) {
        Head head = draft.head();
        this.reference = head.reference().value();
        this.year = year;
        this.number = number;
        this.state = draft.state();
        this.version = head.version();
        this.edition = 1;
        this.editions = 1;
        this.round = 0;
        this.rounds = 0;
        this.steps = 1;
        this.revision = head.revision();
        this.draftedBy = head.draftedBy().value();
        this.draftedAt = at;
        this.starts = head.terms().starts();
        this.ends = head.terms().ends();
        this.reviewDue = head.terms().reviewDue();
    }

    String reference() {
        return reference;
    }

    int edition() {
        return edition;
    }

    int round() {
        return round;
    }

    Set<String> demanded() {
        return Set.copyOf(demanded);
    }

    int steps() {
        return steps;
    }

    long revision() {
        return revision;
    }

    /** Points to the terms that were stored next. */
    void takeEdition(Terms terms) {
        editions++;
        edition = editions;
        take(terms);
    }

    private void take(Terms terms) {
        starts = terms.starts();
        ends = terms.ends();
    }

    /** Starts collecting signatures anew. */
    void startRound(Set<String> offices) {
        demanded = offices.stream().sorted().toList();
        rounds++;
        round = rounds;
        roundStep = steps + 1;
    }

    /** Stores other terms for the next version, begun by that agency. */
    void takeNextEdition(String by) {
        editions++;
        nextEdition = editions;
        nextBy = nextBy == null ? by : nextBy;
    }

    /** Starts collecting signatures for the next version. */
    void startNextRound(Set<String> offices) {
        nextDemanded = offices.stream().sorted().toList();
        rounds++;
        nextRound = rounds;
        nextStep = steps + 1;
    }

    /** Back to the writing desk with the next version: its signatures are void. */
    void endNextRound() {
        nextRound = null;
        nextStep = null;
        nextDemanded = List.of();
    }

    void dropNext() {
        endNextRound();
        nextEdition = null;
        nextBy = null;
    }

    /** Puts the next version in place of this one. */
    void adopt(Agreement after) {
        edition = Objects.requireNonNull(nextEdition);
        round = Objects.requireNonNull(nextRound);
        roundStep = Objects.requireNonNull(nextStep);
        demanded = nextDemanded;
        take(after.head().terms());
        dropNext();
    }

    /** Counts something that changed nothing of the version in force. */
    void stepOn() {
        steps++;
    }

    boolean varied() {
        return nextEdition != null;
    }

    int nextEdition() {
        return Objects.requireNonNull(nextEdition);
    }

    @Nullable Integer nextRound() {
        return nextRound;
    }

    int roundStep() {
        return roundStep;
    }

    int nextStep() {
        return Objects.requireNonNull(nextStep);
    }

    Set<String> nextDemanded() {
        return Set.copyOf(nextDemanded);
    }

    int version() {
        return version;
    }

    /** The head of the next version. */
    Head nextHead(Terms terms) {
        return new Head(
                new AgreementRef(reference),
                version + 1,
                revision,
                terms,
                new AgencyCode(Objects.requireNonNull(nextBy)));
    }

    /** Takes the state that a move led to. */
    void become(Agreement after) {
        steps++;
        version = after.head().version();
        reviewDue = after.head().reviewDue();
        nextReview = after.head().nextReview();
        state = after.state();
        Stop stop =
                switch (after) {
                    case Draft _, Proposed _, Active _ -> null;
                    case Suspended suspended -> suspended.stop();
                    case Terminated terminated -> terminated.stop();
                    case Superseded superseded -> superseded.stop();
                    case Expired _ ->
                            throw new IllegalStateException(
                                    "no move leads to expired; that follows from the clock");
                };
        stoppedByAgency = stop == null ? null : stop.agency().value();
        stoppedByPerson = stop == null ? null : stop.person().value();
        stoppedByName = stop == null ? null : stop.name();
        stoppedAt = stop == null ? null : stop.at();
        stopReason = stop == null ? null : stop.reason();
        supersededBy = after instanceof Superseded it ? it.successor().value() : null;
    }

    /**
     * The agreement that this row, its terms and its signatories tell of.
     *
     * @param signatories not asked for while it is a draft
     */
    Agreement agreement(Terms terms, Supplier<Signatories> signatories) {
        var head = head(version, terms);
        return switch (state) {
            case "draft" -> new Draft(head);
            case "proposed" -> new Proposed(head, signatories.get());
            case "active" -> new Active(head, signatories.get());
            case "suspended" -> new Suspended(head, signatories.get(), stop());
            case "terminated" -> new Terminated(head, signatories.get(), stop());
            case "superseded" ->
                    new Superseded(
                            head,
                            signatories.get(),
                            stop(),
                            new AgreementRef(Objects.requireNonNull(supersededBy)));
            default -> throw new IllegalStateException(reference + " is in unknown state " + state);
        };
    }

    /** Its head with terms of that version. */
    Head head(int ofVersion, Terms terms) {
        return new Head(
                new AgreementRef(reference),
                ofVersion,
                revision,
                terms,
                new AgencyCode(draftedBy),
                nextReview);
    }

    private Stop stop() {
        return new Stop(
                new AgencyCode(Objects.requireNonNull(stoppedByAgency)),
                new PersonId(Objects.requireNonNull(stoppedByPerson)),
                Objects.requireNonNull(stoppedByName),
                Objects.requireNonNull(stoppedAt),
                Objects.requireNonNull(stopReason));
    }
}
