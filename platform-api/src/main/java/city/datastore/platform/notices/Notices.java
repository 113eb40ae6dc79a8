package city.datastore.platform.notices;

import city.datastore.access.RequestsProperties;
import city.datastore.access.certification.Certifications;
import city.datastore.access.identity.Agencies;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Deadlines;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.reminders.Delivery;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Post;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Closes what nobody decided, ends what nobody confirmed, and sends the letters before and after;
 * all of it may run twice, and on several nodes at once.
 */
public final class Notices {
    private static final Action SEND = new Action("notice.send", Activity.OTHER);
    private static final Actor PLATFORM =
            new Actor(new PersonId("city-datastore"), "city-datastore", null, new TreeSet<>());
    private static final Duration HELD = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** How far back a sweep looks for what has already happened. */
    private static final Duration BACK = Duration.ofDays(7);

    private static final Duration LAST_CALL = Duration.ofDays(7);
    private static final int SOME = 200;
    private static final int MOST_IN_A_ROUND = 1_000;

    private final NoticeRows rows;
    private final Deadlines deadlines;
    private final Certifications certifications;
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
     * Does what is due, and puts letters down.
     *
     * @return how many letters were not there yet
     */
    public int sweep() {
        var now = now();
        int _ = deadlines.lapse(limits.undecidedFor());
        int _ = certifications.open();
        var _ = certifications.endUnconfirmed();
        return putDownOfRequests(now) + putDownOfGrants(now) + putDownOfQuarters(now);
    }

    private int putDownOfRequests(Instant now) {
        int put = 0;
        var since = now.minus(limits.remindAfter());
        var some = deadlines.undecided(since, null, SOME);
        while (!some.isEmpty()) {
            for (var request : some) {
                var asked = request.asked();
                boolean still = !asked.askedAt().isAfter(now.minus(limits.escalateAfter()));
                var kind = still ? NoticeKind.STILL_WAITING : NoticeKind.WAITING;
                put += putDown(kind, asked.id(), asked.dataset().agency(), now);
                put += still ? putDown(kind, asked.id(), asked.agency(), now) : 0;
            }
            some = deadlines.undecided(since, some.getLast().asked().id(), SOME);
        }
        for (var request : deadlines.lapsed(now.minus(BACK), MOST_IN_A_ROUND)) {
            var asked = request.asked();
            put += putDown(NoticeKind.LAPSED, asked.id(), asked.agency(), now);
        }
        return put;
    }

    private int putDownOfGrants(Instant now) {
        int put = 0;
        var by = now.plus(limits.renewAhead());
        var some = deadlines.ending(by, null, SOME);
        while (!some.isEmpty()) {
            for (var grant : some) {
                put += putDown(NoticeKind.ENDING, grant.held().id(), grant.held().agency(), now);
            }
            some = deadlines.ending(by, some.getLast().held().id(), SOME);
        }
        for (var grant : deadlines.ended(now.minus(BACK), MOST_IN_A_ROUND)) {
            put += putDown(NoticeKind.UNCONFIRMED, grant.held().id(), grant.held().agency(), now);
        }
        return put;
    }

    private int putDownOfQuarters(Instant now) {
        int put = 0;
        for (var waiting : certifications.waiting()) {
            var kind =
                    now.isBefore(waiting.due().minus(LAST_CALL))
                            ? NoticeKind.TO_CONFIRM
                            : NoticeKind.LAST_CALL;
            put += putDown(kind, waiting.quarter(), waiting.owner(), now);
        }
        return put;
    }

    private int putDown(NoticeKind kind, Object subject, AgencyCode to, Instant now) {
        return rows.putDown(new Notice(kind, subject.toString(), to), now) ? 1 : 0;
    }

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
        int sent = 0;
        for (int tried = 0; tried < MOST_IN_A_ROUND && goOn.getAsBoolean(); tried++) {
            var now = now();
            var claim = rows.claim(now, now.plus(HELD));
            if (claim.isEmpty()) {
                return sent;
            }
            var state = settle(claim.get(), post);
            if (state instanceof ReminderState.Sent) {
                sent++;
            } else if (state instanceof ReminderState.Waiting(_, Hitch hitch)
                    && (hitch == Hitch.UNREACHABLE
                            || hitch == Hitch.NOT_LET_IN
                            || hitch == Hitch.NOT_SAFE)) {
                return sent;
            }
        }
        return sent;
    }

    /** Empty where there was nothing to send any more. */
    private @Nullable ReminderState settle(NoticeRows.Claim claim, Post by)
            throws InterruptedException {
        var notice = claim.notice();
        var known = known(notice);
        if (known.isEmpty()) {
            boolean _ = rows.settle(claim, "dropped", now());
            return null;
        }
        var to = mailbox(notice.agency(), known.get().agreement());
        if (to.isEmpty()) {
            return waits(claim, Hitch.NO_ADDRESS);
        }
        var written = known.get().writing().write(to.get(), now());
        return switch (by.send(written.letter())) {
            case Delivery.Taken() ->
                    settled(claim, written, new ReminderState.Sent(now()), new Outcome.Done());
            case Delivery.Refused(int code) ->
                    settled(
                            claim,
                            written,
                            new ReminderState.Refused(now(), code),
                            new Outcome.Failed(
                                    List.of(
                                            new Reason(
                                                    "mail-refused",
                                                    "A mail server refused the letter for good, with"
                                                            + " the code "
                                                            + code
                                                            + "."))));
            case Delivery.NotYet(var why) -> waits(claim, why);
        };
    }

    /** What a letter is about while there is something to say. */
    private record Known(@Nullable AgreementRef agreement, Writing writing) {}

    @FunctionalInterface
    private interface Writing {
        Written write(Mailbox to, Instant now);
    }

    private Optional<Known> known(Notice notice) {
        return switch (notice.kind()) {
            case WAITING, STILL_WAITING ->
                    request(notice)
                            .filter(AccessRequest.Pending.class::isInstance)
                            .map(request -> known(notice, request.asked()));
            case LAPSED -> request(notice).map(request -> known(notice, request.asked()));
            case ENDING ->
                    grant(notice)
                            .filter(grant -> grant.held().inForceAt(now()))
                            .filter(grant -> !deadlines.renewed(grant.held().id()))
                            .map(grant -> known(notice, grant));
            case UNCONFIRMED -> grant(notice).map(grant -> known(notice, grant));
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

    private Known known(Notice notice, Grant grant) {
        var held = grant.held();
        return new Known(
                held.agreement(),
                (to, now) ->
                        new Written(
                                letters.ofGrant(notice, grant, to, now),
                                About.dataset(held.dataset())
                                        .withAgreement(held.agreement(), null)
                                        .withAccessRequest(grant.request())
                                        .withGrant(held.id())));
    }

    private Optional<AccessRequest> request(Notice notice) {
        return deadlines.request(AccessRequestId.parse(notice.subject()));
    }

    private Optional<Grant> grant(Notice notice) {
        return deadlines.grant(GrantId.parse(notice.subject()));
    }

    private Optional<Mailbox> mailbox(AgencyCode agency, @Nullable AgreementRef agreement) {
        return agreement == null
                ? Optional.ofNullable(mailboxes.configured().get(agency))
                : agreements
                        .find(agreement)
                        .flatMap(found -> mailboxes.of(found.head().terms(), agency));
    }

    /** Waits a minute after the first try, twice as long after each, an hour at most. */
    private ReminderState waits(NoticeRows.Claim claim, Hitch hitch) {
        int doublings = Math.min(claim.tries() - 1, 10);
        var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        boolean hourly = hitch == Hitch.NO_ADDRESS || pause.compareTo(LONGEST_PAUSE) > 0;
        var waiting = new ReminderState.Waiting(now().plus(hourly ? LONGEST_PAUSE : pause), hitch);
        boolean _ = rows.waits(claim, waiting);
        return waiting;
    }

    private ReminderState settled(
            NoticeRows.Claim claim, Written written, ReminderState state, Outcome outcome) {
        transactions.executeWithoutResult(_ -> {
            if (rows.settle(claim, state.word(), now())) {
                outbox.add(event(claim, written.about(), outcome));
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
                PLATFORM,
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
