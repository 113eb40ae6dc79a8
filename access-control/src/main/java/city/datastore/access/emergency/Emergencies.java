package city.datastore.access.emergency;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of emergency access: open it at once, renew it once, end it, review it. Decided by
 * the gate first, then made in one transaction with its event and with what tells those concerned.
 */
public final class Emergencies {
    private static final int FIGURES_OF_MONTHS = 12;

    /** Most that one person can have running. */
    private static final int MAX_RUNNING = 20;

    private final Gatekeeper gate;
    private final Opening opening;
    private final AccessRows rows;
    private final FigureRows figures;
    private final EmergencyBell bell;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Emergencies(
            Gatekeeper gate,
            DataSource app,
            EmergencyBell bell,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.opening = new Opening(app);
        this.rows = new AccessRows(app);
        this.figures = new FigureRows(app);
        this.bell = bell;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Opens it: from now on the caller reads, until its end.
     *
     * @throws EmergencyException.BadField when a field breaks its rule, such as a column that is
     *     withheld
     * @throws EmergencyException.WrongState when the caller has too many running
     */
    public Recorded<Emergency> open(Caller caller, EmergencyAsk ask) {
        var now = now();
        gate.admit(
                Question.of(
                        caller,
                        Act.OPEN_EMERGENCY,
                        new Target.OfEmergency(
                                null, ask.dataset(), caller.person(), caller.agency())));
        var wanted = opening.checked(caller, ask, now);
        if (rows.running(caller.person(), now, MAX_RUNNING).size() >= MAX_RUNNING) {
            throw new EmergencyException.WrongState(
                    "you have "
                            + MAX_RUNNING
                            + " emergency accesses running, and that is the most: end those that"
                            + " you need no longer");
        }
        var event = event(caller, Act.OPEN_EMERGENCY, wanted, opened(wanted), now);
        return transactions.execute(_ -> {
            opening.hold(wanted);
            rows.add(wanted);
            bell.opened(wanted);
            outbox.add(event);
            return new Recorded<>(wanted, event.id());
        });
    }

    /**
     * Lets it run on from now, once, by a second person.
     *
     * @throws EmergencyException when it does not run, was renewed before, or the length breaks its
     *     rule
     */
    public Recorded<Emergency> renew(Caller caller, EmergencyId id, Duration length) {
        var now = now();
        admit(caller, Act.RENEW_EMERGENCY, found(caller, id));
        var until = now.plus(EmergencyAsk.checked(length));
        return transactions.execute(_ -> {
            var held = running(id, now);
            if (held.renewal() != null) {
                throw new EmergencyException.WrongState(
                        "this emergency access was renewed before, and that is possible once: open"
                                + " another one");
            }
            if (!until.isAfter(held.access().until())) {
                throw new EmergencyException.BadField(
                        "hours",
                        "it runs longer than that already, until "
                                + UkTime.time(held.access().until()));
            }
            rows.renew(
                    id,
                    caller,
                    now,
                    until,
                    WorkingDays.reviewDue(now),
                    WorkingDays.escalation(now));
            var event =
                    event(
                            caller,
                            Act.RENEW_EMERGENCY,
                            held,
                            Map.of("until", until.toString()),
                            now);
            outbox.add(event);
            return new Recorded<>(rows.find(id).orElseThrow(), event.id());
        });
    }

    /**
     * Ends it; nothing is read under it once this returns, and downloads under way break off.
     *
     * @throws EmergencyException when it does not run, or the reason is missing
     */
    public Recorded<Emergency> end(Caller caller, EmergencyId id, String why) {
        var now = now();
        admit(caller, Act.END_EMERGENCY, found(caller, id));
        var reason = Checks.text("reason", why, 1, Checks.MAX_TEXT, "say why it ends");
        return transactions.execute(_ -> {
            var held = running(id, now);
            rows.end(id, caller, now, reason);
            var event = event(caller, Act.END_EMERGENCY, held, Map.of(), now);
            outbox.add(event);
            return new Recorded<>(rows.find(id).orElseThrow(), event.id());
        });
    }

    /**
     * Says whether it was justified, once it has ended.
     *
     * @throws EmergencyException when it still runs or was reviewed before, or the note is missing
     */
    public Recorded<Emergency> review(
            Caller caller, EmergencyId id, Emergency.Outcome outcome, String note) {
        var now = now();
        admit(caller, Act.REVIEW_EMERGENCY, found(caller, id));
        var text = Checks.text("note", note, 1, Checks.MAX_TEXT, "say what you found");
        return transactions.execute(_ -> {
            var held = locked(id);
            if (held.review() != null) {
                throw new EmergencyException.WrongState(
                        "this emergency access was reviewed before");
            }
            if (held.runsAt(now)) {
                throw new EmergencyException.WrongState(
                        "this emergency access still runs: end it, or review it afterwards");
            }
            rows.review(id, caller, now, outcome, text);
            var reviewed = rows.find(id).orElseThrow();
            bell.reviewed(reviewed);
            var event =
                    event(
                            caller,
                            Act.REVIEW_EMERGENCY,
                            held,
                            Map.of("outcome", outcome.code()),
                            now);
            outbox.add(event);
            return new Recorded<>(reviewed, event.id());
        });
    }

    /**
     * One of them.
     *
     * @throws EmergencyException.NotFound when there is none that the caller may see
     */
    public Recorded<Emergency> see(Caller caller, EmergencyId id) {
        var found = found(caller, id);
        return new Recorded<>(found, admit(caller, Act.SEE_EMERGENCY, found));
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller) {
        return gate.admit(Question.of(caller, Act.LIST_EMERGENCIES, new Target.OfList())).event();
    }

    /**
     * Those within the caller's scope, newest first. For whom {@link #admitToList} let in.
     *
     * @param dataset null: on any
     * @param state null: in any; see {@link Emergency#stateAt}
     */
    public Page<Emergency> list(
            Caller caller, @Nullable DatasetId dataset, @Nullable String state, PageRequest page) {
        return Sight.of(caller)
                .map(sight ->
                        rows.list(
                                new AccessRows.Wanted(
                                        sight.agency(), sight.onlyOf(), dataset, state),
                                now(),
                                page))
                .orElseGet(() -> new Page<>(List.of(), null));
    }

    /**
     * How emergency access within the caller's scope was used in the last twelve months, this one
     * included; others than leads, auditors and risk owners see their own. For whom {@link
     * #admitToList} let in.
     */
    public Optional<EmergencyFigures> figures(Caller caller) {
        return Sight.of(caller).map(sight -> figures.of(sight, FIGURES_OF_MONTHS, now()));
    }

    /** The caller's own at their agency that run now, all of them, newest first. */
    public List<Emergency> running(Caller caller) {
        return rows.running(caller.person(), now(), MAX_RUNNING).stream()
                .filter(each -> caller.of(each.access().agency()))
                .toList();
    }

    /** Those of them that are on that dataset. */
    public List<Emergency> running(Caller caller, DatasetId dataset) {
        return running(caller).stream()
                .filter(each -> each.access().dataset().equals(dataset))
                .toList();
    }

    /**
     * What stops when that appointment ends, newest first: what whoever it names has running in its
     * role, unless another appointment to it stands. For whom {@link Duties#see} let in.
     */
    public List<Emergency> stoppedBy(DutyAppointment duty) {
        return rows.runningBy(duty, now(), MAX_RUNNING);
    }

    /**
     * Those on that agency's data that have ended and wait for a review, the longest waiting first.
     */
    public List<Emergency> waiting(AgencyCode owner, int limit) {
        return rows.waiting(owner, now(), limit);
    }

    /** Those of every agency whose review should have been done by then, newest first. */
    public Page<Emergency> overdue(Instant at, PageRequest page) {
        return rows.list(new AccessRows.Wanted(null, null, null, "overdue"), at, page);
    }

    /** For letters, which go to those concerned whoever asks. */
    public Optional<Emergency> find(EmergencyId id) {
        return rows.find(id);
    }

    private Emergency found(Caller caller, EmergencyId id) {
        return rows.find(id)
                .filter(one -> Sight.shows(caller, one))
                .orElseThrow(() -> new EmergencyException.NotFound("emergency access", id));
    }

    private Emergency locked(EmergencyId id) {
        return rows.locked(id)
                .orElseThrow(() -> new EmergencyException.NotFound("emergency access", id));
    }

    private Emergency running(EmergencyId id, Instant now) {
        var held = locked(id);
        if (!held.runsAt(now)) {
            throw new EmergencyException.WrongState(
                    "this emergency access has ended: open another one, if there is need");
        }
        return held;
    }

    private EventId admit(Caller caller, Act act, Emergency one) {
        var access = one.access();
        return gate.admit(
                        Question.of(
                                caller,
                                act,
                                new Target.OfEmergency(
                                        access.id(),
                                        access.dataset(),
                                        access.holder(),
                                        access.agency())))
                .event();
    }

    private static Map<String, String> opened(Emergency one) {
        var access = one.access();
        return Map.of(
                "role", access.role(),
                "kind", access.subject().kind(),
                "subject", access.subject().hash(),
                "reason", one.reason(),
                "basis", one.basis(),
                "until", access.until().toString());
    }

    private static AuditEvent event(
            Caller caller, Act act, Emergency one, Map<String, String> more, Instant now) {
        var access = one.access();
        var details = new TreeMap<>(more);
        details.put("emergency", access.id().toString());
        return Events.done(
                caller,
                act,
                About.dataset(access.dataset())
                        .withColumns(List.copyOf(access.columns()))
                        .withDetails(details),
                now);
    }

    /** Instants are kept to the millisecond, as the record keeps them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
