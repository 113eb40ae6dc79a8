package city.datastore.access.teams;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of teams: naming one, and each member's accepting or declining. */
public final class Teams {
    /** Most people of one team beside the requester. */
    public static final int MAX_MEMBERS = 50;

    private static final int MAX_NAME = 128;
    private static final int MAX_WAITING = 50;

    private final Gatekeeper gate;
    private final AccessRequests requests;
    private final Grants grants;
    private final TeamRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Teams(
            Gatekeeper gate,
            AccessRequests requests,
            Grants grants,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.requests = requests;
        this.grants = grants;
        this.rows = new TeamRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Names the team of a request of the caller's that nobody has decided yet; those and nobody
     * else from now on.
     *
     * @param names user names, in any case of letters; the platform need not have seen them
     */
    public Recorded<List<Member>> name(Caller caller, AccessRequestId id, List<String> names) {
        var now = now();
        var asked = requests.request(caller, id).asked();
        admit(caller, Act.NAME_TEAM, asked);
        var members = checked(caller, names);
        var event =
                event(
                        caller,
                        Act.NAME_TEAM,
                        asked,
                        null,
                        Map.of("members", Integer.toString(members.size())),
                        new Outcome.Done(),
                        now);
        return transactions.execute(_ -> {
            requests.whilePending(id, () -> rows.replace(id, members));
            outbox.add(event);
            return new Recorded<>(rows.of(id), event.id());
        });
    }

    /** The team of a request; for whom the gate lets see it. */
    public List<Member> of(AccessRequestId id) {
        return rows.of(id);
    }

    /**
     * Requests that were granted and wait for the caller to accept their terms; the first of them.
     */
    public List<AccessRequest.Granted> waiting(Caller caller) {
        var agency = caller.agency();
        return agency == null
                ? List.of()
                : rows.waiting(me(caller), agency.value(), null, now(), MAX_WAITING).stream()
                        .map(requests::granted)
                        .toList();
    }

    /** The grant that the caller has held since they accepted the terms of that request. */
    public Optional<Grant> joined(Caller caller, AccessRequestId id) {
        return rows.of(id).stream()
                .filter(member -> member.name().equals(me(caller)) && member.grant() != null)
                .findFirst()
                .flatMap(member -> Optional.ofNullable(member.grant()))
                .flatMap(grants::grantOf)
                .filter(grant -> grant.held().holder().equals(caller.person()));
    }

    /** One of them, however many there are. */
    public AccessRequest.Granted offer(Caller caller, AccessRequestId id) {
        return Optional.ofNullable(caller.agency()).stream()
                .flatMap(agency -> rows.waiting(me(caller), agency.value(), id, now(), 1).stream())
                .findFirst()
                .map(requests::granted)
                .orElseThrow(() -> new RequestException.NotFound("offer", id.toString()));
    }

    /**
     * Accepts the terms: from now on the caller holds a grant of their own, as wide and as long as
     * the one that the owner gave.
     *
     * @throws RequestException.NotCovered when the agreement no longer covers it
     * @throws RequestException.WrongState when they have just answered
     * @throws RequestException.OwnRequest when they gave that grant; the refusal is on the record
     */
    public Recorded<Grant> accept(Caller caller, AccessRequestId id) {
        var now = now();
        var granted = offer(caller, id);
        admit(caller, Act.ANSWER_TERMS, granted.asked());
        var grant = grantFor(caller, granted, now);
        var event =
                event(
                        caller,
                        Act.ANSWER_TERMS,
                        granted.asked(),
                        grant.held().id(),
                        Map.of("answer", "accepted"),
                        new Outcome.Done(),
                        now);
        return transactions.execute(_ -> {
            answered(rows.waits(id, me(caller)), granted);
            grants.addForMember(grant, granted.grant());
            answered(rows.answer(id, me(caller), "accepted", grant.held().id(), now), granted);
            outbox.add(event);
            return new Recorded<>(grant, event.id());
        });
    }

    private Grant grantFor(Caller caller, AccessRequest.Granted granted, Instant now) {
        try {
            return grants.forMember(caller, granted);
        } catch (RequestException.OwnRequest e) {
            var text = Objects.requireNonNullElse(e.getMessage(), "own request");
            var refused =
                    event(
                            caller,
                            Act.ANSWER_TERMS,
                            granted.asked(),
                            granted.grant(),
                            Map.of("answer", "accepted"),
                            new Outcome.Refused(List.of(new Reason("own-request", text))),
                            now);
            transactions.executeWithoutResult(_ -> outbox.add(refused));
            e.recordedAs(refused.id());
            throw e;
        }
    }

    /** Declines: the caller gets nothing, and is not asked again. */
    public Recorded<AccessRequest.Granted> decline(Caller caller, AccessRequestId id) {
        var now = now();
        var granted = offer(caller, id);
        admit(caller, Act.ANSWER_TERMS, granted.asked());
        var event =
                event(
                        caller,
                        Act.ANSWER_TERMS,
                        granted.asked(),
                        null,
                        Map.of("answer", "declined"),
                        new Outcome.Done(),
                        now);
        return transactions.execute(_ -> {
            answered(rows.answer(id, me(caller), "declined", null, now), granted);
            outbox.add(event);
            return new Recorded<>(granted, event.id());
        });
    }

    private static void answered(boolean now, AccessRequest.Granted granted) {
        if (!now) {
            var asked = granted.asked();
            throw new RequestException.WrongState(
                    "you have already answered the terms of "
                            + asked.requesterName()
                            + "'s request for "
                            + asked.dataset());
        }
    }

    private static List<String> checked(Caller caller, List<String> names) {
        if (names.size() > MAX_MEMBERS) {
            throw new RequestException.BadField(
                    "members",
                    "a team has at most "
                            + MAX_MEMBERS
                            + " people beside you, and this one has "
                            + names.size());
        }
        var members = new TreeSet<String>();
        for (var name : names) {
            var member = name.strip().toLowerCase(Locale.ROOT);
            if (member.isEmpty()
                    || member.length() > MAX_NAME
                    || member.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
                throw new RequestException.BadField(
                        "members", "a user name is from 1 to 128 characters long, without spaces");
            }
            if (member.equals(me(caller))) {
                throw new RequestException.BadField(
                        "members", "leave yourself out: you have accepted by asking");
            }
            members.add(member);
        }
        return List.copyOf(members);
    }

    private void admit(Caller caller, Act act, AccessRequest.Asked asked) {
        gate.admit(
                new Question(
                        caller,
                        act,
                        new Target.OfRequest(
                                asked.id(),
                                asked.dataset(),
                                asked.agreement(),
                                asked.requester(),
                                asked.agency()),
                        asked.agreement(),
                        asked.purpose()));
    }

    private static AuditEvent event(
            Caller caller,
            Act act,
            AccessRequest.Asked asked,
            @Nullable GrantId grant,
            Map<String, String> details,
            Outcome outcome,
            Instant now) {
        var about =
                About.dataset(asked.dataset())
                        .withAgreement(asked.agreement(), null)
                        .withPurpose(asked.purpose())
                        .withAccessRequest(asked.id())
                        .withDetails(details);
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                act.action(),
                grant == null ? about : about.withGrant(grant),
                outcome,
                caller.request());
    }

    private static String me(Caller caller) {
        return caller.username().toLowerCase(Locale.ROOT);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
