package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One server after the other goes away and comes back; the platform itself is never restarted. */
class ServersAwayIT {
    private static final byte[] FILE = {1, 2, 3};

    private static LocalStack stack;
    private static RunningPlatform platform;

    private final Caller steward = People.steward("camden");
    private Workbench bench;
    private DatasetId id;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(StackOptions.inTests(Server.POSTGRES, Server.KAFKA));
        platform = RunningPlatform.on(stack, Map.of());
    }

    @AfterAll
    static void stop() {
        platform.close();
        stack.close();
    }

    @BeforeEach
    void aVersion() {
        bench = new Workbench(platform);
        id = bench.created(steward);
        bench.store(steward, id, FILE);
    }

    @Test
    void nothing_is_released_or_stored_while_Kafka_is_away_and_all_goes_on_when_it_is_back()
            throws Exception {
        stack.kafka().kill();
        try {
            assertThatThrownBy(() -> bench.read(steward, id, 1))
                    .isInstanceOf(NotRecordedException.class);
            assertThatThrownBy(() -> bench.store(steward, id, FILE))
                    .isInstanceOf(NotRecordedException.class);
            assertThat(bench.rows("version", id)).isEqualTo(1);
            assertThat(bench.rows("reservation", id)).isZero();
        } finally {
            stack.kafka().start();
        }

        byte[] read =
                Workbench.await(
                        () -> {
                            try {
                                return bench.read(steward, id, 1);
                            } catch (NotRecordedException _) {
                                return new byte[0];
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        bytes -> bytes.length > 0);
        assertThat(read).isEqualTo(FILE);
    }

    @Test
    void a_restarted_PostgreSQL_is_found_again() {
        stack.postgres().stop();
        assertThatThrownBy(() -> bench.read(steward, id, 1)).isInstanceOf(RuntimeException.class);
        stack.postgres().start();

        byte[] read =
                Workbench.await(
                        () -> {
                            try {
                                return bench.read(steward, id, 1);
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            } catch (RuntimeException _) {
                                return new byte[0];
                            }
                        },
                        bytes -> bytes.length > 0);
        assertThat(read).isEqualTo(FILE);
        assertThat(bench.store(steward, id, FILE).value().id().number()).isEqualTo(2);
    }
}
