package city.datastore.access.emergency;

import static city.datastore.access.policy.Worlds.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.stack.PostgresServer;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** An arrangement that ends just while somebody opens emergency access under it. */
class ArrangementsThatEndIT extends EmergenciesRoom {
    private final TransactionTemplate transactions =
            new TransactionTemplate(stack.get(PlatformTransactionManager.class));

    private Emergencies with(TransactionOperations transactions, EmergencyBell bell) {
        return new Emergencies(
                gate,
                stack.get(DataSource.class),
                bell,
                transactions,
                stack.get(Outbox.class),
                stack.get(Clock.class));
    }

    @Test
    void nothing_is_opened_that_a_later_one_would_bring_to_life() {
        var endedMeanwhile =
                new TransactionOperations() {
                    @Override
                    public <T extends @Nullable Object> T execute(TransactionCallback<T> opening) {
                        var standing = arrangements.standing(CHILDREN).orElseThrow();
                        arrangements.end(OWNER, standing.arranged().id(), "Too wide.");
                        arrangements.set(OWNER, arrangement("address"));
                        return transactions.execute(opening);
                    }
                };
        var ask = ask(CHILDREN, Duration.ofHours(4), "address");

        assertThatThrownBy(() -> with(endedMeanwhile, EmergencyBell.SILENT).open(OFFICER, ask))
                .isInstanceOf(EmergencyException.WrongState.class)
                .hasMessageContaining("just been changed");
        assertThat(emergencies.running(OFFICER, CHILDREN)).isEmpty();
    }

    @Test
    void it_waits_for_what_is_being_opened_to_end_that_too() {
        var whileOpening = new StandingLocked();

        with(transactions, whileOpening)
                .open(OFFICER, ask(CHILDREN, Duration.ofHours(4), "address"));

        assertThat(whileOpening.locked).isTrue();
    }

    @Test
    void the_one_that_has_just_taken_its_place_stays() throws Exception {
        var old = arrangements.standing(CHILDREN).orElseThrow().arranged().id();
        var next = EmergencyId.at(NOW);

        Future<?> ending;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = stack.doing("LOCK TABLE access.emergency_arrangement IN SHARE MODE")) {
            ending = threads.submit(() -> arrangements.end(OWNER, old, "Too wide."));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> stack.blocked() > 0);
            AccessStack.also(
                    other,
                    """
                    UPDATE access.emergency_arrangement SET ended_by = 'x', ended_by_name = 'x',
                        ended_at = set_at, ended_why = 'arranged anew' WHERE id = '%s'
                    """
                            .formatted(old),
                    """
                    INSERT INTO access.emergency_arrangement (id, owner, dataset, columns,
                        subject_column, subject_kind, call, set_by, set_by_name, set_at)
                    SELECT '%s', owner, dataset, columns, subject_column, subject_kind, call,
                        set_by, set_by_name, set_at
                    FROM access.emergency_arrangement WHERE id = '%s'
                    """
                            .formatted(next, old),
                    """
                    INSERT INTO access.emergency_arrangement_duty (arrangement, agency, role)
                    SELECT '%s', agency, role FROM access.emergency_arrangement_duty
                    WHERE arrangement = '%s'
                    """
                            .formatted(next, old));
            other.commit();
        }

        assertThat(ending.exceptionNow()).isInstanceOf(EmergencyException.WrongState.class);
        assertThat(arrangements.standing(CHILDREN)).map(one -> one.arranged().id()).contains(next);
    }

    /** Looks, in the transaction that opens it, whether anybody could end the arrangement. */
    private static final class StandingLocked implements EmergencyBell {
        private boolean locked;

        @Override
        public void opened(Emergency emergency) {
            locked =
                    stack.as(PostgresServer.OWNER)
                            .sql(
                                    "SELECT id FROM access.emergency_arrangement WHERE id = ? FOR"
                                            + " NO KEY UPDATE SKIP LOCKED")
                            .param(emergency.arrangement().value())
                            .query(UUID.class)
                            .optional()
                            .isEmpty();
        }

        @Override
        public void reviewed(Emergency emergency) {}
    }
}
