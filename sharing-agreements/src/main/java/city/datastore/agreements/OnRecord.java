package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.AgreementException.OwnProposal;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes changes of an agreement, or of what is written about it, in one transaction with their
 * events. A refusal that shows only there is on the record all the same: its event is committed,
 * and it is thrown afterwards.
 */
public final class OnRecord {
    private final Outbox outbox;
    private final TransactionOperations transactions;

    public OnRecord(Outbox outbox, TransactionOperations transactions) {
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /** What a transaction came to: a change, or a refusal. */
    public sealed interface Result<T> {}

    private record Done<T>(Recorded<T> recorded) implements Result<T> {}

    private record Refused<T>(AgreementException why, EventId event) implements Result<T> {}

    /**
     * Does the work in a transaction.
     *
     * @param work ends with {@link #done} or {@link #refused}; any other exception undoes it
     */
    public <T> Recorded<T> make(Supplier<Result<T>> work) {
        Result<T> result = Objects.requireNonNull(transactions.execute(_ -> work.get()));
        return switch (result) {
            case Done<T>(var recorded) -> recorded;
            case Refused<T>(var why, var event) -> {
                why.recordedAs(event);
                throw why;
            }
        };
    }

    /**
     * Writes down that it was done; only within {@link #make}.
     *
     * @param text the version of the agreement that it is about
     */
    public <T> Result<T> done(
            Caller caller, Act act, Head text, Instant at, Map<String, String> details, T what) {
        return new Done<>(
                new Recorded<>(what, add(caller, act, text, at, details, new Outcome.Done())));
    }

    /** Writes down that it was refused; only within {@link #make}. */
    public <T> Result<T> refused(
            Caller caller, Act act, Head text, Instant at, AgreementException why) {
        String code =
                switch (why) {
                    case OwnProposal _ -> "own-proposal";
                    case WrongSigner wrong -> wrong.code();
                    default -> "wrong-agency";
                };
        String said = Objects.requireNonNullElse(why.getMessage(), code);
        var outcome = new Outcome.Refused(List.of(new Reason(code, said)));
        return new Refused<>(why, add(caller, act, text, at, Map.of(), outcome));
    }

    private EventId add(
            Caller caller,
            Act act,
            Head text,
            Instant at,
            Map<String, String> details,
            Outcome outcome) {
        var event =
                AuditEvent.now(
                        at,
                        caller.actor(),
                        act.action(),
                        About.agreement(text.reference(), text.version()).withDetails(details),
                        outcome,
                        caller.request());
        outbox.add(event);
        return event.id();
    }
}
