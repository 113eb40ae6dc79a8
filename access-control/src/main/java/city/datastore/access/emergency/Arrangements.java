package city.datastore.access.emergency;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of arrangements: an owner says beforehand who may see what in an emergency, and
 * ends it, which ends everything that runs under it.
 */
public final class Arrangements {
    private static final int MAX_DUTIES = 100;

    private final Gatekeeper gate;
    private final Agencies agencies;
    private final Vocabulary vocabulary;
    private final ArrangementRows rows;
    private final DutyRows duties;
    private final AccessRows accesses;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public Arrangements(
            Gatekeeper gate,
            Agencies agencies,
            DataSource app,
            TransactionOperations transactions,
            Outbox outbox,
            Clock clock) {
        this.gate = gate;
        this.agencies = agencies;
        this.vocabulary = new Vocabulary(app);
        this.rows = new ArrangementRows(app);
        this.duties = new DutyRows(app);
        this.accesses = new AccessRows(app);
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Arranges anew; what stood before ends, and accesses under way are from now on as narrow as
     * the new one.
     *
     * @throws EmergencyException.BadField when a field breaks its rule
     */
    public Recorded<Arrangement> set(Caller caller, ArrangementAsk ask) {
        var now = now();
        gate.admit(Question.of(caller, Act.SET_ARRANGEMENT, new Target.OfDataset(ask.dataset())));
        var wanted = checked(ask, now);
        var event = Events.done(caller, Act.SET_ARRANGEMENT, about(wanted), now);
        try {
            return transactions.execute(_ -> {
                rows.end(wanted.dataset(), caller, now, "arranged anew");
                rows.add(wanted, caller, now);
                outbox.add(event);
                return new Recorded<>(rows.find(wanted.id()).orElseThrow(), event.id());
            });
        } catch (DuplicateKeyException _) {
            throw new EmergencyException.WrongState(
                    "somebody else has just arranged for "
                            + wanted.dataset()
                            + ": look at what they did first");
        }
    }

    /**
     * Ends it, and every emergency access that runs under it; in force when it returns.
     *
     * @throws EmergencyException when there is none that stands, or the reason is missing
     */
    public Recorded<Arrangement> end(Caller caller, EmergencyId id, String why) {
        var now = now();
        var dataset = found(caller, id).arranged().dataset();
        gate.admit(Question.of(caller, Act.END_ARRANGEMENT, new Target.OfDataset(dataset)));
        var reason = Checks.text("reason", why, 1, Checks.MAX_TEXT, "say why it ends");
        return transactions.execute(_ -> {
            if (!rows.end(id, caller, now, reason)) {
                throw new EmergencyException.WrongState("this arrangement has already been ended");
            }
            int ended = accesses.endAll(dataset, caller, now, "the arrangement was ended");
            var event =
                    Events.done(
                            caller,
                            Act.END_ARRANGEMENT,
                            About.dataset(dataset)
                                    .withDetails(
                                            Map.of(
                                                    "arrangement",
                                                    id.toString(),
                                                    "ended",
                                                    Integer.toString(ended))),
                            now);
            outbox.add(event);
            return new Recorded<>(rows.find(id).orElseThrow(), event.id());
        });
    }

    /** Decides that the caller may list them; the event of that decision. */
    public EventId admitToList(Caller caller) {
        return gate.admit(Question.of(caller, Act.LIST_ARRANGEMENTS, new Target.OfList())).event();
    }

    /**
     * Those on the caller's agency's data and those that it may use, newest first; all of them for
     * an auditor of the city. For whom {@link #admitToList} let in.
     */
    public Page<Arrangement> list(Caller caller, boolean standing, PageRequest page) {
        var agency = caller.agency();
        return agency == null
                ? new Page<>(List.of(), null)
                : rows.list(overseesAll(caller) ? null : agency, standing, page);
    }

    /**
     * One of them.
     *
     * @throws EmergencyException.NotFound when there is none that the caller may see
     */
    public Recorded<Arrangement> see(Caller caller, EmergencyId id) {
        var found = found(caller, id);
        return new Recorded<>(found, admitToList(caller));
    }

    /** The one that stands on a dataset. */
    public Optional<Arrangement> standing(DatasetId dataset) {
        return rows.standing(dataset);
    }

    /** Those that the caller may use now, because of a duty role; newest first. */
    public Page<Arrangement> usable(Caller caller, PageRequest page) {
        var agency = caller.agency();
        var roles = roles(caller);
        return agency == null || roles.isEmpty()
                ? new Page<>(List.of(), null)
                : rows.usable(agency, roles, page);
    }

    /** The one on that dataset, where the caller may use it now. */
    public Optional<EmergencyArrangement> usable(Caller caller, DatasetId dataset) {
        var agency = caller.agency();
        var roles = roles(caller);
        return agency == null || roles.isEmpty()
                ? Optional.empty()
                : rows.standing(dataset)
                        .map(Arrangement::arranged)
                        .filter(each -> roles.stream().anyMatch(role -> each.names(agency, role)));
    }

    /** The duty roles that the caller has now, in their agency. */
    private Set<String> roles(Caller caller) {
        var now = now();
        return duties.of(caller).stream()
                .filter(duty -> duty.inForceAt(now))
                .map(DutyAppointment::role)
                .collect(Collectors.toSet());
    }

    private Arrangement found(Caller caller, EmergencyId id) {
        var agency = caller.agency();
        return rows.find(id)
                .filter(one ->
                        overseesAll(caller)
                                || caller.of(one.arranged().dataset().agency())
                                || (agency != null && one.arranged().duties().containsKey(agency)))
                .orElseThrow(() -> new EmergencyException.NotFound("arrangement", id));
    }

    private static boolean overseesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    private EmergencyArrangement checked(ArrangementAsk ask, Instant now) {
        return new EmergencyArrangement(
                EmergencyId.at(now),
                ask.dataset(),
                duties(ask),
                Checks.columns(ask.columns()),
                ask.subjectColumn(),
                ask.subjectKind(),
                Checks.text(
                        "call",
                        ask.call(),
                        1,
                        ArrangementAsk.MAX_CALL,
                        "say whom to call about what is withheld"));
    }

    private SortedMap<AgencyCode, SortedSet<String>> duties(ArrangementAsk ask) {
        var words = vocabulary.dutyRoles();
        var named = new TreeMap<AgencyCode, SortedSet<String>>();
        ask.duties()
                .forEach((agency, roles) -> {
                    if (agency.equals(ask.dataset().agency())) {
                        throw new EmergencyException.BadField(
                                "duties",
                                "name other agencies: your own people are let in by your"
                                        + " data stewards");
                    }
                    if (agencies.find(agency).isEmpty()) {
                        throw new EmergencyException.BadField(
                                "duties", "no agency is called " + agency);
                    }
                    roles.forEach(role -> Vocabulary.known(words, "duties", role));
                    if (!roles.isEmpty()) {
                        named.put(agency, new TreeSet<>(roles));
                    }
                });
        int all = named.values().stream().mapToInt(each -> each.size()).sum();
        if (all == 0 || all > MAX_DUTIES) {
            throw new EmergencyException.BadField(
                    "duties", "name from 1 to " + MAX_DUTIES + " duty roles of other agencies");
        }
        return named;
    }

    private static About about(EmergencyArrangement one) {
        var roles =
                one.duties().entrySet().stream()
                        .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
                        .collect(Collectors.joining("; "));
        return About.dataset(one.dataset())
                .withColumns(List.copyOf(one.columns()))
                .withDetails(
                        Map.of(
                                "arrangement",
                                one.id().toString(),
                                "duties",
                                Events.cut(roles),
                                "kind",
                                one.subjectKind()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
