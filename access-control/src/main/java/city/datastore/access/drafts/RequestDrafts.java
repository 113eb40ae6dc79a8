package city.datastore.access.drafts;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.pipeline.Outbox;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of drafts of requests; each is its writer's alone. */
public final class RequestDrafts {
    /** Most drafts that one person keeps. */
    public static final int MAX_KEPT = 50;

    private final Gatekeeper gate;
    private final AccessRequests requests;
    private final Grants grants;
    private final EntityManager rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final Tying tying;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    public RequestDrafts(
            Gatekeeper gate,
            AccessRequests requests,
            Grants grants,
            EntityManager rows,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.requests = requests;
        this.grants = grants;
        this.rows = rows;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.tying = new Tying(requests, grants);
    }

    /**
     * Begins one.
     *
     * @throws RequestException.BadField when what is filled in breaks a rule
     * @throws RequestException.WrongState when there are as many drafts as one person keeps
     */
    public Recorded<Draft> begin(Caller caller, Draft.Content content) {
        return begin(caller, content, AccessRequest.Ties.NONE);
    }

    /**
     * Begins one with what an earlier request of the caller's asked. Where that was returned for
     * changes, the new one follows it.
     */
    public Recorded<Draft> copy(Caller caller, AccessRequestId id) {
        var earlier = requests.request(caller, id);
        if (!earlier.asked().requester().equals(caller.person())) {
            throw new RequestException.NotFound("request of yours", id.toString());
        }
        boolean follows =
                earlier instanceof AccessRequest.Returned
                        && requests.course(earlier).followedBy() == null;
        var ties =
                follows
                        ? new AccessRequest.Ties(id, earlier.asked().ties().renews(), null)
                        : AccessRequest.Ties.NONE;
        return begin(caller, Draft.Content.of(earlier.asked()), ties);
    }

    /**
     * Begins one that asks to continue a grant of the caller's, whoever asked for it: with what it
     * gives, and why it was asked for.
     *
     * @throws RequestException.WrongState where it was revoked, has been renewed, or the caller has
     *     asked for that before and it waits for the answer or for their changes
     */
    public Recorded<Draft> renewal(Caller caller, GrantId id) {
        var grant = grants.grant(caller, id);
        var held = grant.held();
        if (!held.holder().equals(caller.person())) {
            throw new RequestException.NotFound("grant of yours", id.toString());
        }
        if (held.revoked()) {
            throw new RequestException.WrongState(
                    "your grant on "
                            + held.dataset()
                            + " has been revoked, so it cannot be renewed: ask anew");
        }
        requests.requireNotRenewing(caller, held);
        var content =
                new Draft.Content(
                        List.of(held.dataset()),
                        held.agreement(),
                        held.purpose(),
                        held.actions(),
                        null,
                        requests.granted(grant.request()).asked().justification());
        return begin(caller, content, new AccessRequest.Ties(null, id, null));
    }

    private Recorded<Draft> begin(Caller caller, Draft.Content content, AccessRequest.Ties ties) {
        checked(content);
        var now = now();
        admit(caller, Act.SAVE_DRAFT, content);
        var draft = new Draft(AccessRequestId.at(now), caller.person(), content, ties, now, now);
        var event = event(caller, Act.SAVE_DRAFT, draft, now);
        return transactions.execute(_ -> {
            if (kept(caller).size() >= MAX_KEPT) {
                throw new RequestException.WrongState(
                        "you already keep " + MAX_KEPT + " drafts: send or discard one first");
            }
            rows.persist(new DraftRow(draft));
            outbox.add(event);
            return new Recorded<>(draft, event.id());
        });
    }

    /** Writes over what a draft had. */
    public Recorded<Draft> save(Caller caller, AccessRequestId id, Draft.Content content) {
        checked(content);
        var now = now();
        var before = draft(caller, id);
        admit(caller, Act.SAVE_DRAFT, content);
        var event = event(caller, Act.SAVE_DRAFT, before, now);
        return transactions.execute(_ -> {
            var row = locked(caller, id);
            row.save(content, now);
            outbox.add(event);
            return new Recorded<>(row.toRecord(), event.id());
        });
    }

    public Recorded<Draft> discard(Caller caller, AccessRequestId id) {
        var now = now();
        var draft = draft(caller, id);
        admit(caller, Act.DISCARD_DRAFT, draft.content());
        var event = event(caller, Act.DISCARD_DRAFT, draft, now);
        return transactions.execute(_ -> {
            rows.remove(locked(caller, id));
            outbox.add(event);
            return new Recorded<>(draft, event.id());
        });
    }

    /**
     * Sends it: a request to each owner for each dataset, all of them or none. The draft is gone
     * then. Throws like {@link AccessRequests#ask}.
     *
     * @return the requests, and the event of the first
     * @throws RequestException.WrongState when it is saved at the same time
     */
    public Recorded<List<AccessRequest.Pending>> send(Caller caller, AccessRequestId id) {
        var draft = draft(caller, id);
        var content = draft.content();
        var under = content.agreement();
        var aim = content.purpose();
        if (under == null) {
            throw new RequestException.BadField("agreement", "say under which agreement you ask");
        }
        if (aim == null) {
            throw new RequestException.BadField("purpose", "say what you need the data for");
        }
        var asks = new ArrayList<AccessRequests.Ask>();
        for (var dataset : content.datasets()) {
            asks.add(
                    new AccessRequests.Ask(
                            dataset,
                            under,
                            aim,
                            content.actions(),
                            content.until(),
                            content.justification(),
                            tying.of(caller, draft, dataset, now())));
        }
        return requests.askAll(caller, asks, () -> remove(caller, draft));
    }

    /** While it says what was sent; what was saved since is not to be lost. */
    private void remove(Caller caller, Draft sent) {
        var row = locked(caller, sent.id());
        if (!row.toRecord().equals(sent)) {
            throw new RequestException.WrongState(
                    "the draft was saved just now, from another window, so it was not sent: look at"
                            + " it again and send it");
        }
        rows.remove(row);
    }

    /** The caller's drafts, newest first. */
    public List<Draft> mine(Caller caller) {
        return kept(caller).stream().map(DraftRow::toRecord).toList();
    }

    /** One draft of the caller's. */
    public Draft draft(Caller caller, AccessRequestId id) {
        return rows
                .createQuery(
                        "select r from DraftRow r where r.id = :id and r.requester = :me",
                        DraftRow.class)
                .setParameter("id", id.value())
                .setParameter("me", caller.person().value())
                .getResultList()
                .stream()
                .findFirst()
                .map(DraftRow::toRecord)
                .orElseThrow(() -> noDraft(id));
    }

    private List<DraftRow> kept(Caller caller) {
        return rows.createQuery(
                        "select r from DraftRow r where r.requester = :me order by r.id desc",
                        DraftRow.class)
                .setParameter("me", caller.person().value())
                .setMaxResults(MAX_KEPT)
                .getResultList();
    }

    private DraftRow locked(Caller caller, AccessRequestId id) {
        return Optional.ofNullable(
                        rows.find(DraftRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(row -> row.toRecord().requester().equals(caller.person()))
                .orElseThrow(() -> noDraft(id));
    }

    private void admit(Caller caller, Act act, Draft.Content content) {
        gate.admit(Question.of(caller, act, new Target.OfDataset(content.datasets().getFirst())));
    }

    private static void checked(Draft.Content content) {
        if (content.datasets().isEmpty()
                || content.datasets().size() > Draft.Content.MAX_DATASETS) {
            throw new RequestException.BadField(
                    "datasets",
                    "a request names from 1 to " + Draft.Content.MAX_DATASETS + " datasets");
        }
        if (content.actions().size() > Draft.Content.MAX_DATASETS) {
            throw new RequestException.BadField("actions", "a request names at most 20 actions");
        }
        if (content.justification().length() > AccessRequest.Asked.MAX_TEXT) {
            throw new RequestException.BadField(
                    "justification",
                    "the text can have at most "
                            + AccessRequest.Asked.MAX_TEXT
                            + " characters, and it has "
                            + content.justification().length());
        }
    }

    private static AuditEvent event(Caller caller, Act act, Draft draft, Instant now) {
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                About.dataset(draft.content().datasets().getFirst()).withDetails(details(draft)),
                new Outcome.Done(),
                caller.request());
    }

    private static Map<String, String> details(Draft draft) {
        var details = new TreeMap<String, String>();
        details.put("draft", draft.id().toString());
        var ties = draft.ties();
        if (ties.follows() != null) {
            details.put("follows", ties.follows().toString());
        }
        if (ties.renews() != null) {
            details.put("renews", ties.renews().toString());
        }
        return details;
    }

    private static RequestException.NotFound noDraft(AccessRequestId id) {
        return new RequestException.NotFound("draft", id.toString());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
