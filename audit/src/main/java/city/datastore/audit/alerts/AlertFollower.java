package city.datastore.audit.alerts;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the record in the order of its events, from where it stood, and has the rules look at each.
 *
 * <p>On the way it counts the decisions of each day, for charts. What the rules count, what they
 * raise, these counts and how far it has read are stored in one transaction, so each event counts
 * exactly once; a second platform finds the position held and does nothing.
 */
final class AlertFollower {
    /** Most events looked at in one transaction. */
    static final int BATCH = 1_000;

    /** What one step did. */
    record Step(int events, List<Alert> raised, long behind) {}

    private final AlertRows rows;
    private final TransactionOperations transactions;
    private final List<AlertRule> rules;

    AlertFollower(DataSource audit, AlertLimits limits) {
        this.rows = new AlertRows(audit);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(audit));
        this.rules = limits.rules();
    }

    Step step() {
        return transactions.execute(_ -> {
            OptionalLong position = rows.lock();
            if (position.isEmpty()) {
                return new Step(0, List.of(), 0);
            }
            long from = position.getAsLong();
            long size = rows.size();
            long to = Math.min(size, from + BATCH);
            if (to <= from) {
                return new Step(0, List.of(), 0);
            }
            List<Alert> raised = look(rows.events(from, to));
            rows.countDecisions(from, to);
            rows.move(to);
            return new Step((int) (to - from), raised, size - to);
        });
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
