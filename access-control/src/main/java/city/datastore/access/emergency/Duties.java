package city.datastore.access.emergency;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of duty roles: an agency appoints people of its own for a time, and ends it. */
public final class Duties {
    private static final int MAX_STANDING = 1_000;
    private static final int MAX_MONTHS = 12;
    private static final int MAX_NAME = 128;

    private final Gatekeeper gate;
    private final Vocabulary vocabulary;
    private final DutyRows rows;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Duties(
            Gatekeeper gate,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.vocabulary = new Vocabulary(app);
        this.rows = new DutyRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Appoints somebody of the caller's agency, from now on.
     *
     * @throws EmergencyException.BadField when a field breaks its rule
     * @throws EmergencyException.WrongState when the agency has too many
     */
    public Recorded<Duty> appoint(Caller caller, DutyAsk ask) {
        var now = now();
        var person = Prohibition.normalised(ask.person().strip());
        var agency = agency(caller);
        gate.admit(
                Question.of(
                        caller,
                        Act.APPOINT_DUTY,
                        new Target.OfDuty(null, agency, person.isEmpty() ? null : name(person))));
        var wanted =
                new DutyAppointment(
                        EmergencyId.at(now),
                        name(person),
                        agency,
                        Vocabulary.known(vocabulary.dutyRoles(), "role", ask.role()),
                        now,
                        end(ask.until(), now),
                        false);
        if (rows.standing(agency, now) >= MAX_STANDING) {
            throw new EmergencyException.WrongState(
                    agency
                            + " has "
                            + MAX_STANDING
                            + " people on duty, and that is the most: end some first");
        }
        var event = event(caller, Act.APPOINT_DUTY, wanted, now);
        return transactions.execute(_ -> {
            rows.add(wanted, caller);
            outbox.add(event);
            return new Recorded<>(rows.find(wanted.id()).orElseThrow(), event.id());
        });
    }

    /**
     * Ends it: from then on the person reads nothing by it, also under access that was opened
     * before.
     *
     * @throws EmergencyException when there is none, or it has ended
     */
    public Recorded<Duty> end(Caller caller, EmergencyId id) {
        var now = now();
        var held = found(caller, id).appointment();
        gate.admit(
                Question.of(
                        caller, Act.END_DUTY, new Target.OfDuty(id, held.agency(), held.person())));
        var event = event(caller, Act.END_DUTY, held, now);
        return transactions.execute(_ -> {
            if (!rows.end(id, caller, now)) {
                throw new EmergencyException.WrongState("this appointment has already ended");
            }
            outbox.add(event);
            return new Recorded<>(rows.find(id).orElseThrow(), event.id());
        });
    }

    /**
     * One of them.
     *
     * @throws EmergencyException.NotFound when there is none that the caller may see
     */
    public Recorded<Duty> see(Caller caller, EmergencyId id) {
        var found = found(caller, id);
        return new Recorded<>(found, admitToList(caller));
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller) {
        return gate.admit(
                        Question.of(
                                caller,
                                Act.LIST_DUTIES,
                                new Target.OfDuty(null, agency(caller), null)))
                .event();
    }

    /**
     * Those of the caller's agency, or of every agency for an auditor of the city; newest first.
     * For whom {@link #admitToList} let in.
     */
    public Page<Duty> list(Caller caller, boolean standing, PageRequest page) {
        return rows.list(overseesAll(caller) ? null : agency(caller), standing, now(), page);
    }

    /** Those of the caller that are in force at their agency now. */
    public List<DutyAppointment> own(Caller caller) {
        var now = now();
        return rows.of(caller).stream().filter(duty -> duty.inForceAt(now)).toList();
    }

    private Duty found(Caller caller, EmergencyId id) {
        return rows.find(id)
                .filter(one -> overseesAll(caller) || caller.of(one.appointment().agency()))
                .orElseThrow(() -> new EmergencyException.NotFound("appointment", id));
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    /** Who has no agency is refused by the gate. */
    private static AgencyCode agency(Caller caller) {
        var agency = caller.agency();
        return agency == null ? Agency.OVERSIGHT : agency;
    }

    private static String name(String person) {
        if (person.isEmpty()
                || person.length() > MAX_NAME
                || person.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
            throw new EmergencyException.BadField(
                    "person", "a user name is from 1 to 128 characters long, without spaces");
        }
        return person;
    }

    private static Instant end(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw new EmergencyException.BadField(
                    "until",
                    "it has to end in the future, and " + UkTime.end(until) + " is in the past");
        }
        if (until.isAfter(UkTime.latest(now, Period.ofMonths(MAX_MONTHS)))) {
            throw new EmergencyException.BadField(
                    "until", "it can last at most " + MAX_MONTHS + " months");
        }
        return until.truncatedTo(ChronoUnit.MILLIS);
    }

    private static AuditEvent event(Caller caller, Act act, DutyAppointment one, Instant now) {
        return Events.done(
                caller,
                act,
                About.NOTHING.withDetails(
                        Map.of(
                                "duty", one.id().toString(),
                                "person", one.person(),
                                "role", one.role(),
                                "until", one.until().toString())),
                now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
