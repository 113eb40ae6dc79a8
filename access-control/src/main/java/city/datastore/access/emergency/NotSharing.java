package city.datastore.access.emergency;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of decisions not to share: write one down, list them. */
public final class NotSharing {
    private final Gatekeeper gate;
    private final NotSharedRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public NotSharing(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.rows = new NotSharedRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Writes one down.
     *
     * @throws EmergencyException.BadField when a field breaks its rule
     */
    public Recorded<NotShared> record(Caller caller, NotSharedAsk ask) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        gate.admit(
                Question.of(caller, Act.DECLINE_SHARING, new Target.OfMark(null, agency(caller))));
        var one =
                new NotShared(
                        EmergencyId.at(now),
                        agency(caller),
                        Checks.text(
                                "askedBy",
                                ask.askedBy(),
                                1,
                                NotSharedAsk.MAX_ASKED_BY,
                                "say who asked"),
                        ask.dataset(),
                        ask.subject(),
                        Checks.text(
                                "why",
                                ask.why(),
                                EmergencyAsk.MIN_TEXT,
                                EmergencyAsk.MAX_TEXT,
                                "say why sharing would do more harm"),
                        Checks.text(
                                "caseReference",
                                ask.caseReference(),
                                1,
                                EmergencyAsk.MAX_REFERENCE,
                                "give the reference of your case"),
                        caller.person().value(),
                        caller.username(),
                        now);
        var event = Events.done(caller, Act.DECLINE_SHARING, about(one), now);
        return transactions.execute(_ -> {
            rows.add(one);
            outbox.add(event);
            return new Recorded<>(one, event.id());
        });
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller) {
        return gate.admit(
                        Question.of(
                                caller, Act.LIST_DECLINED, new Target.OfMark(null, agency(caller))))
                .event();
    }

    /**
     * Those of the caller's agency, or of every agency for an auditor of the city; newest first.
     * For whom {@link #admitToList} let in.
     */
    public Page<NotShared> list(Caller caller, PageRequest page) {
        boolean all = caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
        return rows.list(all ? null : agency(caller), page);
    }

    /** Who has no agency is refused by the gate. */
    private static AgencyCode agency(Caller caller) {
        var agency = caller.agency();
        return agency == null ? Agency.OVERSIGHT : agency;
    }

    private static About about(NotShared one) {
        var details = new TreeMap<String, String>();
        details.put("decision", one.id().toString());
        EmergencySubject subject = one.subject();
        if (subject != null) {
            details.put("kind", subject.kind());
            details.put("subject", subject.hash());
        }
        return About.NOTHING.withDataset(one.dataset(), null).withDetails(details);
    }
}
