package city.datastore.audit.pipeline;

import city.datastore.audit.log.Salt;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores each event once, adds it to the log, and moves the reading position, all in one
 * transaction (law 8).
 *
 * <p>Every writer first locks the row {@code audit.head}; so places in the order are given one by
 * one, without gaps, and what is already stored cannot change under the writer's eyes.
 */
final class EventStore {
    /**
     * A stretch of the topic.
     *
     * @param from for each partition in it, where reading stood before
     * @param arrivals by partition in the order of their offsets
     */
    record Stretch(String topicId, Map<Integer, Long> from, List<Arrival> arrivals) {
        Map<Integer, Long> until() {
            Map<Integer, Long> until = new HashMap<>(from);
            arrivals.forEach(
                    arrival -> until.merge(arrival.partition(), arrival.offset() + 1, Math::max));
            return until;
        }
    }

    /** What came of a stretch. */
    record Stored(int added, int repeated, int aside) {
        Stored plus(Stored other) {
            return new Stored(added + other.added, repeated + other.repeated, aside + other.aside);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

    /** Classes of SQLSTATE: data exception, constraint violation, program limit exceeded. */
    private static final Set<String> VALUE_REFUSED = Set.of("22", "23", "54");

    private final TransactionOperations transactions;
    private final Progress progress;
    private final EventRows events;
    private final LogRows log;
    private final Omissions omissions;
    private final SecureRandom random = new SecureRandom();

    EventStore(DataSource audit, Progress progress, LogRows log, Omissions omissions, Clock clock) {
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        this.progress = progress;
        this.events = new EventRows(audit, clock);
        this.log = log;
        this.omissions = omissions;
    }

    /**
     * Stores a stretch and moves the positions past it, or does nothing at all.
     *
     * @throws Progress.LostRaceException when another sequencer got there first
     */
    Stored store(Stretch stretch) {
        try {
            return inOneTransaction(stretch);
        } catch (DataAccessException e) {
            if (!refusesAValue(e)) {
                throw e;
            }
            return oneByOne(stretch);
        }
    }

    /** The database refused a value among these: the others must not wait for it. */
    private Stored oneByOne(Stretch stretch) {
        Map<Integer, Long> from = new HashMap<>(stretch.from());
        Stored result = new Stored(0, 0, 0);
        for (Arrival arrival : stretch.arrivals()) {
            int partition = arrival.partition();
            long before = from.getOrDefault(partition, 0L);
            result = result.plus(alone(stretch.topicId(), Map.of(partition, before), arrival));
            from.put(partition, arrival.offset() + 1);
        }
        return result;
    }

    private Stored alone(String topicId, Map<Integer, Long> from, Arrival arrival) {
        try {
            return inOneTransaction(new Stretch(topicId, from, List.of(arrival)));
        } catch (DataAccessException e) {
            if (!refusesAValue(e)) {
                throw e;
            }
            Arrival refused = refused(arrival, "the database refused it: " + state(e));
            return inOneTransaction(new Stretch(topicId, from, List.of(refused)));
        }
    }

    private static Arrival refused(Arrival arrival, String reason) {
        return switch (arrival) {
            case Arrival.Legible event -> new Arrival.Refused(event, reason);
            case Arrival.SetAside other ->
                    new Arrival.Unreadable(
                            other.partition(), other.offset(), other.content(), reason);
        };
    }

    /** Whether trying again cannot help: the value itself is what the database refuses. */
    private static boolean refusesAValue(DataAccessException failure) {
        return VALUE_REFUSED.contains(state(failure).substring(0, 2));
    }

    private static String state(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause
                        && cause.getSQLState() != null
                        && cause.getSQLState().length() == 5
                ? cause.getSQLState()
                : "?????";
    }

    private Stored inOneTransaction(Stretch stretch) {
        events.openMonths(stretch.arrivals());
        Stored stored = transactions.execute(_ -> add(stretch));
        log.keep();
        return stored;
    }

    private Stored add(Stretch stretch) {
        long sequence = log.lock();
        progress.move(stretch.topicId(), stretch.from(), stretch.until());
        Sorted sorted = sort(stretch.arrivals());
        List<Sequenced> fresh = new ArrayList<>(sorted.fresh().size());
        for (Arrival.Legible arrival : sorted.fresh()) {
            Salt salt = Salt.random(random);
            fresh.add(new Sequenced(sequence + fresh.size(), arrival, salt));
        }
        events.insert(fresh);
        events.setAside(stretch.topicId(), sorted.aside());
        log.add(fresh);
        sorted.aside().forEach(this::tell);
        return new Stored(fresh.size(), sorted.repeated(), sorted.aside().size());
    }

    private void tell(Arrival.SetAside message) {
        switch (message) {
            case Arrival.Unreadable unreadable ->
                    LOG.error(
                            "event=message_is_no_event partition={} offset={} size={}",
                            unreadable.partition(),
                            unreadable.offset(),
                            unreadable.content().size());
            case Arrival.Refused(var event, String reason) -> {
                LOG.error(
                        "event=event_set_aside partition={} offset={} id={} reason=\"{}\"",
                        event.partition(),
                        event.offset(),
                        event.event().id(),
                        reason);
                omissions.setAside(event.event().id(), event.partition(), event.offset(), reason);
            }
        }
    }

    private record Sorted(
            List<Arrival.Legible> fresh, List<Arrival.SetAside> aside, int repeated) {}

    private Sorted sort(List<Arrival> arrivals) {
        Map<UUID, byte[]> known = events.digests(arrivals);
        List<Arrival.Legible> fresh = new ArrayList<>();
        List<Arrival.SetAside> aside = new ArrayList<>();
        int repeated = 0;
        for (Arrival arrival : arrivals) {
            switch (arrival) {
                case Arrival.SetAside message -> aside.add(message);
                case Arrival.Legible legible -> {
                    byte[] digest = legible.content().digest();
                    byte[] before = known.putIfAbsent(legible.event().id().value(), digest);
                    if (before == null) {
                        fresh.add(legible);
                    } else if (before.length == 0 || Arrays.equals(before, digest)) {
                        repeated++;
                    } else {
                        aside.add(new Arrival.Refused(legible, "another event has the same id"));
                    }
                }
            }
        }
        return new Sorted(fresh, aside, repeated);
    }
}
