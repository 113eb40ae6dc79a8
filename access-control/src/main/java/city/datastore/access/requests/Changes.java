package city.datastore.access.requests;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Question;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What every step of a request or grant is made of: the gate asked first, with no transaction open,
 * then one transaction with the rows and their event.
 */
final class Changes {
    private final Gatekeeper gate;
    private final PermitSource permits;
    private final RequestRows requests;
    private final GrantRows grants;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    Changes(
            Gatekeeper gate,
            PermitSource permits,
            RequestRows requests,
            GrantRows grants,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.permits = permits;
        this.requests = requests;
        this.grants = grants;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Decided by the gate and on the record. */
    Pass admit(Question question) {
        return gate.admit(question);
    }

    <T> T inOne(Supplier<T> change) {
        return transactions.execute(_ -> change.get());
    }

    void record(AuditEvent event) {
        outbox.add(event);
    }

    @Nullable Permit permit(AgreementRef agreement) {
        return permits.permit(agreement).orElse(null);
    }

    AccessRequest found(AccessRequestId id) {
        return requests.find(id).orElseThrow(() -> noRequest(id));
    }

    /** Held until the transaction ends. */
    AccessRequestRow locked(AccessRequestId id) {
        return requests.locked(id).orElseThrow(() -> noRequest(id));
    }

    Grant found(GrantId id) {
        return grants.find(id).orElseThrow(() -> noGrant(id));
    }

    /** Held until the transaction ends. */
    GrantRow locked(GrantId id) {
        return grants.locked(id).orElseThrow(() -> noGrant(id));
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static AuditEvent event(Caller caller, Act act, About about, Instant now) {
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                about,
                new Outcome.Done(),
                caller.request());
    }

    static About about(AccessRequest.Asked asked, @Nullable Permit permit) {
        return About.dataset(asked.dataset())
                .withAgreement(asked.agreement(), permit == null ? null : permit.version())
                .withPurpose(asked.purpose())
                .withAccessRequest(asked.id());
    }

    static About about(Grant grant) {
        var held = grant.held();
        return About.dataset(held.dataset())
                .withAgreement(held.agreement(), null)
                .withPurpose(held.purpose())
                .withAccessRequest(grant.request())
                .withGrant(held.id());
    }

    static List<String> named(ColumnScope columns) {
        return switch (columns) {
            case ColumnScope.All _ -> List.of();
            case ColumnScope.Only(var names) -> List.copyOf(names);
        };
    }

    static RequestException.NotFound noRequest(AccessRequestId id) {
        return new RequestException.NotFound("request", id.toString());
    }

    static RequestException.NotFound noGrant(GrantId id) {
        return new RequestException.NotFound("grant", id.toString());
    }
}
