package city.datastore.audit.alerts;

import city.datastore.audit.names.VersionId;
import city.datastore.audit.use.UseCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the record in the order of its events, from where it stood, and has the rules look at each.
 *
 * <p>On the way it counts the decisions of each day, for charts, and the use of each agreement, for
 * reviews. What the rules count, what they raise, these counts and how far it has read are stored
 * in one transaction, so each event counts exactly once; a second platform finds the position held,
 * or moved, and does nothing. Who is in the data is asked before, since no thread holds two
 * connections.
 */
final class AlertFollower {
    /** Most events looked at in one transaction. */
    static final int BATCH = 1_000;

    private static final Step NOTHING = new Step(0, List.of(), 0);

    /** What one step did. */
    record Step(int events, List<Alert> raised, long behind) {}

    /** Events after the one, up to the other, in a record of that size. */
    private record Batch(long after, long upTo, long size, List<Seen> events) {}

    private record Reading(VersionId version, String username) {}

    private final AlertRows rows;
    private final UseCounts uses;
    private final TransactionOperations transactions;
    private final List<AlertRule> rules;
    private final OwnRecords own;

    AlertFollower(DataSource audit, AlertLimits limits, OwnRecords own) {
        this.rows = new AlertRows(audit);
        this.uses = new UseCounts(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        this.rules = limits.rules();
        this.own = own;
    }

    /** How many events of the record have not been looked at. */
    long behind() {
        return Math.max(0, rows.size() - rows.position());
    }

    Step step() {
        long from = rows.position();
        long size = rows.size();
        long to = Math.min(size, from + BATCH);
        if (to <= from) {
            return NOTHING;
        }
        Batch batch = new Batch(from, to, size, known(rows.events(from, to)));
        return transactions.execute(_ -> store(batch));
    }

    private Step store(Batch batch) {
        OptionalLong position = rows.lock();
        if (position.isEmpty() || position.getAsLong() != batch.after()) {
            return NOTHING;
        }
        List<Alert> raised = look(batch.events());
        rows.countDecisions(batch.after(), batch.upTo());
        uses.count(batch.after(), batch.upTo());
        rows.move(batch.upTo());
        return new Step((int) (batch.upTo() - batch.after()), raised, batch.size() - batch.upTo());
    }

    /** The events, those marked by which somebody read records about themselves. */
    private List<Seen> known(List<Seen> events) {
        Map<Reading, Boolean> answers = new HashMap<>();
        return events.stream().map(event -> known(event, answers)).toList();
    }

    private Seen known(Seen event, Map<Reading, Boolean> answers) {
        VersionId read = event.read();
        if (read == null) {
            return event;
        }
        boolean found =
                answers.computeIfAbsent(
                        new Reading(read, event.actor().username()),
                        reading -> own.hold(reading.version(), reading.username()));
        return found ? event.ofThemselves() : event;
    }

    private List<Alert> look(List<Seen> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Instant earliest = events.stream().map(Seen::at).min(Instant::compareTo).orElseThrow();
        Facts facts = rows.facts(events, earliest);
        for (Seen event : events) {
            rules.forEach(rule -> rule.look(event, facts));
        }
        rows.store(facts, earliest);
        return facts.fresh();
    }
}
