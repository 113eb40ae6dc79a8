package city.datastore.agreements.reminders;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Puts down the letters that are due, and sends those that wait.
 *
 * <p>Both can run twice, and on several nodes at once: a letter is put down once, and of several
 * nodes one sends it. A mail server that is away costs nothing but time. What a mail server took is
 * sent again only if the platform dies, or loses its database, before it could write that down;
 * such a letter has the same Message-ID.
 */
public final class Reminders {
    public static final Action SEND = new Action("reminder.send", Activity.OTHER);

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);

    private final ReminderRegister reminders;
    private final AgreementRegister agreements;
    private final Mailboxes mailboxes;
    private final Letters letters;
    private final @Nullable Post post;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    /**
     * @param post null where no mail server is set; letters then wait
     */
    public Reminders(
            ReminderRegister reminders,
            AgreementRegister agreements,
            Mailboxes mailboxes,
            Letters letters,
            @Nullable Post post,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.reminders = reminders;
        this.agreements = agreements;
        this.mailboxes = mailboxes;
        this.letters = letters;
        this.post = post;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether there is a mail server to send by. */
    public boolean sends() {
        return post != null;
    }

    /** The mail server, for letters about other things; empty where none is set. */
    public Optional<Post> post() {
        return Optional.ofNullable(post);
    }

    /** How letters are written, for those about other things. */
    public Letters letters() {
        return letters;
    }

    /** Where letters to the parties of those agreements go. */
    public Mailboxes mailboxes() {
        return mailboxes;
    }

    /** How much waits, in the whole city. */
    public Backlog backlog() {
        return reminders.backlog();
    }

    /** The letters of an agreement, newest first. */
    public List<Reminder> of(AgreementRef agreement) {
        return reminders.of(agreement);
    }

    /**
     * The dates of an agreement as a file for a calendar (RFC 5545).
     *
     * @throws WrongState unless it is active or suspended: only then its dates are settled
     */
    public String calendar(Agreement agreement) {
        if (!(agreement instanceof Active || agreement instanceof Suspended)) {
            throw new WrongState(
                    agreement.head().reference()
                            + " is "
                            + agreement.state()
                            + "; only an active or suspended agreement has dates for a calendar");
        }
        return letters.calendar(agreement, now());
    }

    /**
     * Puts down what is due.
     *
     * @return how many letters were not there yet
     */
    public int sweep() {
        int put = reminders.putDown(now());
        if (put > 0) {
            LOG.info("event=reminders_put_down count={}", put);
        }
        return put;
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
        var by = post;
        return Trying.round(
                goOn,
                () -> {
                    Optional<Claim> claim = reminders.claim(now(), now().plus(Trying.HELD));
                    return claim.isEmpty()
                            ? Optional.empty()
                            : Optional.of(settle(claim.get(), by));
                });
    }

    private ReminderState settle(Claim claim, Post by) throws InterruptedException {
        ReminderKey key = claim.key();
        Agreement agreement =
                agreements
                        .find(key.agreement())
                        .orElseThrow(() -> new IllegalStateException(key.agreement() + " is gone"))
                        .asOf(now());
        Optional<Needless> needless = Needless.since(key, agreement, now());
        if (needless.isPresent()) {
            return written(claim, agreement, new ReminderState.Dropped(now(), needless.get()));
        }
        Optional<Mailbox> to = mailboxes.of(agreement.head().terms(), key.agency());
        if (to.isEmpty()) {
            return written(
                    claim, agreement, Trying.waiting(Hitch.NO_ADDRESS, claim.tries(), now()));
        }
        Delivery delivery = by.send(letters.write(key, agreement, to.get(), now()));
        return written(claim, agreement, Trying.after(delivery, claim.tries(), now()));
    }

    private ReminderState written(Claim claim, Agreement agreement, ReminderState state) {
        transactions.executeWithoutResult(_ -> {
            if (reminders.become(claim, state)) {
                Trying.outcome(state)
                        .ifPresent(outcome -> outbox.add(event(claim, agreement, outcome)));
            }
        });
        LOG.info(
                "event=reminder_tried agreement={} agency={} occasion={} ahead={} tries={} state={}"
                        + " hitch={}",
                claim.key().agreement(),
                claim.key().agency(),
                claim.key().occasion().word(),
                claim.key().ahead().days(),
                claim.tries(),
                state.word(),
                state instanceof ReminderState.Waiting(_, Hitch hitch) ? hitch.word() : "none");
        return state;
    }

    private AuditEvent event(Claim claim, Agreement agreement, Outcome outcome) {
        ReminderKey key = claim.key();
        return AuditEvent.now(
                now(),
                Trying.PLATFORM,
                SEND,
                About.agreement(key.agreement(), agreement.head().version())
                        .withDetails(
                                Map.of(
                                        "to", key.agency().value(),
                                        "occasion", key.occasion().word(),
                                        "due", key.due().toString(),
                                        "ahead", Integer.toString(key.ahead().days()),
                                        "tries", Integer.toString(claim.tries()))),
                outcome,
                new RequestId("reminder-" + key.fingerprint()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
