package city.datastore.access.certification;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Deadlines;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.RequestException;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of re-certification: opening a quarter, confirming, and ending what nobody
 * confirmed.
 *
 * <p>Both sweeps may run twice, and on several nodes at once.
 */
public final class Certifications {
    /** Most grants that are confirmed in one call, and shown on one page. */
    public static final int MAX_AT_ONCE = 200;

    private static final int SOME = 100;

    private final Gatekeeper gate;
    private final Deadlines deadlines;
    private final CertificationRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Period confirmWithin;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     * @param confirmWithin how many days an owner has, after the one on which a quarter is opened
     */
    public Certifications(
            Gatekeeper gate,
            Deadlines deadlines,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Duration confirmWithin,
            Clock clock) {
        this.gate = gate;
        this.deadlines = deadlines;
        this.rows = new CertificationRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.confirmWithin = Period.ofDays(Math.toIntExact(confirmWithin.toDays()));
        this.clock = clock;
    }

    /**
     * How many grants an owner has to confirm.
     *
     * @param due when the first of them is due
     */
    public record Waiting(AgencyCode owner, Quarter quarter, long grants, Instant due) {}

    /**
     * Puts down what has to be confirmed in the quarter that it is now: every grant in force that
     * was given, and had begun, before the quarter did.
     *
     * @return how many were not there yet
     */
    public int open() {
        var now = now();
        return rows.open(Quarter.of(now), UkTime.latest(now, confirmWithin), now);
    }

    /**
     * Ends what is due and confirmed by nobody, each with its event.
     *
     * @return the grants that ended
     */
    public List<Grant> endUnconfirmed() {
        var ended = new ArrayList<Grant>();
        List<Certification> some = rows.unconfirmed(now(), SOME);
        while (!some.isEmpty()) {
            for (var one : some) {
                var now = now();
                String reason = "Nobody confirmed it by " + UkTime.end(one.due()) + ".";
                var grant =
                        deadlines.end(
                                one.grant(),
                                reason,
                                () -> rows.settle(one.grant(), "ended", null, reason, now) > 0);
                grant.ifPresent(each -> ended.add(each.value()));
            }
            some = rows.unconfirmed(now(), SOME);
        }
        return ended;
    }

    /**
     * Grants that wait for this lead's agency, who is due first first, at most {@link
     * #MAX_AT_ONCE}; none for anybody else.
     */
    public List<Certification> waiting(Caller caller) {
        var agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : rows.waiting(agency, now(), MAX_AT_ONCE);
    }

    /** How many there are of them, however many. */
    public long count(Caller caller) {
        var agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD) ? 0 : rows.count(agency, now());
    }

    /** What waits at each owner, for letters. */
    public List<Waiting> waiting() {
        return rows.byOwner(now()).stream()
                .map(each -> new Waiting(each.owner(), each.quarter(), each.grants(), each.due()))
                .toList();
    }

    /**
     * Confirms grants on the data of the caller's agency: all of them or none. What is removed
     * instead is revoked. What is due can be confirmed until it has been ended.
     *
     * @param comment why they are still needed
     * @return the grants in the order of their ids, and the event of the first
     * @throws RequestException.BadField where there is no comment, or it is too long
     * @throws RequestException.WrongState where one of them does not wait to be confirmed
     */
    public Recorded<List<Grant>> confirm(Caller caller, List<GrantId> ids, String comment) {
        // in one order, so that two who confirm the same do not wait for each other for ever
        var wanted =
                ids.stream().distinct().sorted(Comparator.comparing(GrantId::toString)).toList();
        if (wanted.isEmpty() || wanted.size() > MAX_AT_ONCE) {
            throw new RequestException.BadField(
                    "grants", "name from 1 to " + MAX_AT_ONCE + " grants");
        }
        wanted.forEach(id -> admit(caller, id));
        var text = checked(comment);
        return transactions.execute(_ -> {
            var now = now();
            var confirmed = new ArrayList<Grant>();
            EventId first = null;
            for (var id : wanted) {
                var grant = settled(caller, id, text, now);
                var event = event(caller, grant, now);
                outbox.add(event);
                confirmed.add(grant);
                first = first == null ? event.id() : first;
            }
            return new Recorded<>(List.copyOf(confirmed), Objects.requireNonNull(first));
        });
    }

    private void admit(Caller caller, GrantId id) {
        var held =
                deadlines
                        .grant(id)
                        .orElseThrow(() -> new RequestException.NotFound("grant", id.toString()))
                        .held();
        gate.admit(
                new Question(
                        caller,
                        Act.CONFIRM_GRANT,
                        new Target.OfGrant(id, held.dataset(), held.agreement(), held.holder()),
                        held.agreement(),
                        held.purpose()));
    }

    /** First what waits and then the grant, as the sweep does; nobody ends either meanwhile. */
    private Grant settled(Caller caller, GrantId id, String text, Instant now) {
        boolean waited = rows.settle(id, "confirmed", caller.person().value(), text, now) > 0;
        var grant = deadlines.locked(id);
        if (!waited || !grant.held().inForceAt(now)) {
            throw new RequestException.WrongState(
                    "the grant of "
                            + grant.holderName()
                            + " on "
                            + grant.held().dataset()
                            + " does not wait to be confirmed any more, so none was confirmed");
        }
        return grant;
    }

    private static String checked(String comment) {
        var text = comment.strip();
        if (text.isEmpty()) {
            throw new RequestException.BadField("comment", "say why the grants are still needed");
        }
        if (text.length() > AccessRequest.Asked.MAX_TEXT) {
            throw new RequestException.BadField(
                    "comment",
                    "the text can have at most " + AccessRequest.Asked.MAX_TEXT + " characters");
        }
        return text;
    }

    private static AuditEvent event(Caller caller, Grant grant, Instant now) {
        var held = grant.held();
        return new AuditEvent(
                EventId.at(now),
                now,
                caller.actor(),
                Act.CONFIRM_GRANT.action(),
                About.dataset(held.dataset())
                        .withAgreement(held.agreement(), null)
                        .withPurpose(held.purpose())
                        .withAccessRequest(grant.request())
                        .withGrant(held.id())
                        .withDetails(Map.of("quarter", Quarter.of(now).toString())),
                new Outcome.Done(),
                caller.request());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
