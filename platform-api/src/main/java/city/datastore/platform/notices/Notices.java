package city.datastore.platform.notices;

import city.datastore.access.RequestsProperties;
import city.datastore.access.certification.Certifications;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.identity.Agencies;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Deadlines;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.comments.OpenComments;
import city.datastore.agreements.permits.Permits;
import city.datastore.agreements.reminders.Backlog;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Needless;
import city.datastore.agreements.reminders.Post;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.agreements.reminders.Trying;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends the letters that {@link NoticeSweep} put down, unless there is nothing to say any more; may
 * run on several nodes at once.
 */
public final class Notices {
    public static final Action SEND = new Action("notice.send", Activity.OTHER);

    private final NoticeRows rows;
    private final Deadlines deadlines;
    private final Certifications certifications;
    private final Emergencies emergencies;
    private final Comments comments;
    private final AgreementRegister agreements;
    private final Mailboxes mailboxes;
    private final NoticeLetters letters;
    private final @Nullable Post post;
    private final RequestsProperties limits;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     * @param post null where no mail server is set; letters then wait
     */
    public Notices(
            DataSource app,
            Deadlines deadlines,
            Certifications certifications,
            Emergencies emergencies,
            Comments comments,
            AgreementRegister agreements,
            Agencies agencies,
            Mailboxes mailboxes,
            Letters letters,
            @Nullable Post post,
            RequestsProperties limits,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.rows = new NoticeRows(app);
        this.deadlines = deadlines;
        this.certifications = certifications;
        this.emergencies = emergencies;
        this.comments = comments;
        this.agreements = agreements;
        this.mailboxes = mailboxes;
        this.letters = new NoticeLetters(letters, agencies);
        this.post = post;
        this.limits = limits;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A letter, and what it is about; the agreement says where it goes. */
    private record Written(Letter letter, About about) {}

    /**
     * Sends what waits and is due for a try; one round ends early when the mail server is away.
     *
     * @param goOn asked before each letter
     * @return how many letters a mail server took
     */
    public int send(BooleanSupplier goOn) throws InterruptedException {
        if (post == null) {
            return 0;
        }
        var by = post;
        return Trying.round(
                goOn,
                () -> {
                    var claim = rows.claim(now(), now().plus(Trying.HELD));
                    return claim.isEmpty()
                            ? Optional.empty()
                            : Optional.of(settle(claim.get(), by));
                });
    }

    /** How much waits, in the whole city. */
    public Backlog backlog() {
        return rows.backlog();
    }

    private ReminderState settle(NoticeRows.Claim claim, Post by) throws InterruptedException {
        var notice = claim.notice();
        var known = known(notice);
        if (known.isEmpty()) {
            return written(
                    claim, About.NOTHING, new ReminderState.Dropped(now(), Needless.SETTLED));
        }
        var to = mailbox(notice, known.get().agreement());
        if (to.isEmpty()) {
            return written(
                    claim, About.NOTHING, Trying.waiting(Hitch.NO_ADDRESS, claim.tries(), now()));
        }
        var written = known.get().writing().write(to.get(), now());
        return written(
                claim,
                written.about(),
                Trying.after(by.send(written.letter()), claim.tries(), now()));
    }

    /** What a letter is about while there is something to say. */
    private record Known(@Nullable AgreementRef agreement, Writing writing) {}

    @FunctionalInterface
    private interface Writing {
        Written write(Mailbox to, Instant now);
    }

    private Optional<Known> known(Notice notice) {
        return switch (notice.kind()) {
            case WAITING, STILL_WAITING, ESCALATED ->
                    request(notice)
                            .filter(AccessRequest.Pending.class::isInstance)
                            .map(request -> known(notice, request.asked()));
            case LAPSED -> request(notice).map(request -> known(notice, request.asked()));
            case ENDING ->
                    grant(notice)
                            .filter(grant -> grant.held().inForceAt(now()))
                            .filter(grant -> !deadlines.renewed(grant.held().id()))
                            .flatMap(grant ->
                                    promise(grant.held())
                                            .map(permit -> known(notice, grant, permit.until())));
            case UNCONFIRMED -> grant(notice).map(grant -> known(notice, grant, Instant.MAX));
            case EMERGENCY_OPENED, EMERGENCY_REVIEWED ->
                    emergency(notice).map(emergency -> known(notice, emergency));
            case EMERGENCY_OVERDUE, EMERGENCY_ESCALATED ->
                    emergency(notice)
                            .filter(emergency -> emergency.review() == null)
                            .map(emergency -> known(notice, emergency));
            case COMMENTS_OPEN -> comments(notice).map(open -> known(notice, open));
            case COMMENT_ANSWERED -> answered(notice).map(comment -> known(notice, comment));
            case TO_CONFIRM, LAST_CALL ->
                    certifications.waiting().stream()
                            .filter(each -> each.owner().equals(notice.agency()))
                            .filter(each -> each.quarter().toString().equals(notice.subject()))
                            .findFirst()
                            .map(each ->
                                    new Known(
                                            null,
                                            (to, now) ->
                                                    new Written(
                                                            letters.ofQuarter(
                                                                    notice, each, to, now),
                                                            About.NOTHING)));
        };
    }

    private Known known(Notice notice, AccessRequest.Asked asked) {
        return new Known(
                asked.agreement(),
                (to, now) ->
                        new Written(
                                letters.ofRequest(notice, asked, limits.undecidedFor(), to, now),
                                About.dataset(asked.dataset())
                                        .withAgreement(asked.agreement(), null)
                                        .withAccessRequest(asked.id())));
    }

    /** What the agreement promises of it, while anybody reads by it now or when it is resumed. */
    private Optional<Permit> promise(HeldGrant held) {
        return agreements
                .find(held.agreement())
                .map(Permits::of)
                .filter(permit ->
                        permit.standing() == Permit.Standing.ACTIVE
                                || permit.standing() == Permit.Standing.SUSPENDED)
                .filter(permit -> now().isBefore(permit.until()) && permit.gives(held));
    }

    /**
     * @param agreed until when its agreement lets it last
     */
    private Known known(Notice notice, Grant grant, Instant agreed) {
        var held = grant.held();
        return new Known(
                held.agreement(),
                (to, now) ->
                        new Written(
                                letters.ofGrant(notice, grant, agreed, to, now),
                                About.dataset(held.dataset())
                                        .withAgreement(held.agreement(), null)
                                        .withAccessRequest(grant.request())
                                        .withGrant(held.id())));
    }

    private Known known(Notice notice, Emergency emergency) {
        return new Known(
                null,
                (to, now) ->
                        new Written(
                                letters.ofEmergency(notice, emergency, to, now),
                                About.dataset(emergency.access().dataset())));
    }

    private Known known(Notice notice, OpenComments open) {
        return new Known(
                open.agreement(),
                (to, now) ->
                        new Written(
                                letters.ofComments(notice, open, to, now),
                                About.NOTHING.withAgreement(open.agreement(), null)));
    }

    private Known known(Notice notice, Comment comment) {
        return new Known(
                comment.agreement(),
                (to, now) ->
                        new Written(
                                letters.ofAnswer(notice, comment, to, now),
                                About.agreement(comment.agreement(), comment.version())));
    }

    /** While nothing was said after the answer that the letter is about. */
    private Optional<Comment> answered(Notice notice) {
        String[] parts = notice.subject().split("/", -1);
        return comments.glance(new AgreementRef(parts[0]), Integer.parseInt(parts[1]))
                .filter(comment -> parts[2].equals(String.valueOf(comment.answers().size())));
    }

    /** While the comment that the letter is about is still the oldest that nobody has settled. */
    private Optional<OpenComments> comments(Notice notice) {
        String[] parts = notice.subject().split("/", -1);
        return comments.unsettledOn(new AgreementRef(parts[0]))
                .filter(open -> parts[1].equals(String.valueOf(open.first())))
                .filter(open -> open.writer().equals(notice.agency()));
    }

    private Optional<Emergency> emergency(Notice notice) {
        return emergencies.find(EmergencyId.parse(notice.subject()));
    }

    private Optional<AccessRequest> request(Notice notice) {
        return deadlines.request(AccessRequestId.parse(notice.subject()));
    }

    private Optional<Grant> grant(Notice notice) {
        return deadlines.grant(GrantId.parse(notice.subject()));
    }

    private Optional<Mailbox> mailbox(Notice notice, @Nullable AgreementRef agreement) {
        var agency = notice.agency();
        boolean up = notice.kind().escalated();
        if (agreement == null) {
            return up ? mailboxes.riskOwner(agency) : mailboxes.of(agency);
        }
        return agreements
                .find(agreement)
                .map(found -> found.head().terms())
                .flatMap(terms ->
                        up ? mailboxes.riskOwner(terms, agency) : mailboxes.of(terms, agency));
    }

    private ReminderState written(NoticeRows.Claim claim, About about, ReminderState state) {
        transactions.executeWithoutResult(_ -> {
            if (rows.become(claim, state, now())) {
                Trying.outcome(state)
                        .ifPresent(outcome -> outbox.add(event(claim, about, outcome)));
            }
        });
        return state;
    }

    private AuditEvent event(NoticeRows.Claim claim, About about, Outcome outcome) {
        var notice = claim.notice();
        var now = now();
        return new AuditEvent(
                EventId.at(now),
                now,
                Trying.PLATFORM,
                SEND,
                about.withDetails(
                        Map.of(
                                "to", notice.agency().value(),
                                "kind", notice.kind().word(),
                                "tries", Integer.toString(claim.tries()))),
                outcome,
                new RequestId("notice-" + claim.id()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
