package city.datastore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** However much is looked at at a time, and beside each other, the findings are the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StretchesIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final int SIZE = 1_400;
    private static final int TIMES = 16;

    /** Walks through every place by itself, and takes no tile for whole. */
    private static final int NO_TILES = 0;

    /** A place is put in for %1$d, another one for %2$d. */
    private static final List<String> DAMAGE =
            List.of(
                    "UPDATE audit.event SET username = 'x' WHERE sequence = %1$d",
                    "UPDATE audit.event SET outcome = 'failed' WHERE sequence %% 100 = %1$d %% 100",
                    "UPDATE audit.event SET salt = sha256('x') WHERE sequence = %1$d",
                    "UPDATE audit.event SET digest = sha256('x') WHERE sequence = %1$d",
                    "UPDATE audit.event SET topic_offset = 0 WHERE sequence = %1$d",
                    "UPDATE audit.event SET topic_offset = topic_offset + 3 WHERE sequence = %1$d",
                    "UPDATE audit.event SET sequence = %1$d, at = at + interval '1 s' WHERE"
                            + " sequence = %2$d",
                    "UPDATE audit.event SET sequence = 90000 + sequence WHERE sequence = %1$d",
                    "DELETE FROM audit.event WHERE sequence = %1$d",
                    "DELETE FROM audit.event WHERE sequence BETWEEN %1$d AND %1$d + 300",
                    "DELETE FROM audit.event WHERE sequence > %1$d",
                    "UPDATE audit.leaf SET entry = sha256('x') WHERE leaf_index = %1$d",
                    "UPDATE audit.leaf SET event_at = now() WHERE leaf_index = %1$d",
                    "UPDATE audit.leaf SET leaf_index = 90000 + leaf_index WHERE leaf_index = %1$d",
                    "DELETE FROM audit.leaf WHERE leaf_index = %1$d",
                    "DELETE FROM audit.leaf WHERE leaf_index BETWEEN %1$d AND %1$d + 300",
                    "DELETE FROM audit.leaf WHERE leaf_index > %1$d",
                    "UPDATE audit.tile SET root = sha256('x') WHERE tile_index = %1$d / 256",
                    "UPDATE audit.tile SET hashes = overlay(hashes PLACING sha256('x') FROM %2$d)"
                            + " WHERE tile_index = %1$d / 256",
                    "UPDATE audit.tile SET tile_index = 77 + tile_index WHERE tile_index = %1$d / 256",
                    "DELETE FROM audit.tile WHERE tile_index = %1$d / 256",
                    "UPDATE audit.head SET size = %1$d, checkpoint = NULL",
                    "UPDATE audit.head SET root = sha256('x'), checkpoint = NULL",
                    "DELETE FROM audit.head");

    private RecordedLog log;

    /** A checkpoint of a size that ends no tile. */
    private String kept;

    @BeforeAll
    void record() throws Exception {
        log = new RecordedLog(SERVERS, SIZE);
        kept = kept(700);
    }

    private String kept(int size) {
        var hasher = new TreeHasher();
        var tree = Frontier.empty();
        log.stack
                .as(PostgresServer.OWNER)
                .sql("SELECT entry FROM audit.leaf ORDER BY leaf_index LIMIT " + size)
                .query((row, _) -> row.getBytes(1))
                .list()
                .forEach(entry -> tree.append(hasher.leaf(entry)));
        return AuditStack.SIGNER.sign(size, tree.root(), Instant.EPOCH).format();
    }

    @AfterEach
    void putBack() {
        log.restore();
    }

    @AfterAll
    void close() {
        log.close();
    }

    private Report report(int tiles) throws Exception {
        return log.opinion(tiles).check(kept, null);
    }

    @Test
    void of_a_log_that_nobody_touched_nothing_is_found() throws Exception {
        for (int tiles : List.of(NO_TILES, 1, 2, 3, 64)) {
            assertThat(report(tiles).findings()).isEmpty();
            assertThat(report(tiles).entries()).isEqualTo(SIZE);
        }
    }

    @Test
    void of_a_damaged_log_the_same_is_found_in_the_same_words() throws Exception {
        Random random = new Random(20261122);
        int found = 0;
        for (int i = 0; i < TIMES; i++) {
            String damage = damage(random, 1 + random.nextInt(3));

            Report walked = report(NO_TILES);

            found += walked.clean() ? 0 : 1;
            for (int tiles : List.of(1, 2, 64)) {
                Report report = report(tiles);
                assertThat(report.findings()).as(damage).isEqualTo(walked.findings());
                assertThat(report.found()).isEqualTo(walked.found());
                assertThat(report.entries()).isEqualTo(walked.entries());
            }
            log.restore();
        }
        assertThat(found).isGreaterThan(TIMES / 2);
    }

    private String damage(Random random, int times) {
        StringBuilder done = new StringBuilder();
        for (int i = 0; i < times; i++) {
            String sql =
                    DAMAGE.get(random.nextInt(DAMAGE.size()))
                            .formatted(1 + random.nextInt(1_279), 1 + random.nextInt(1_279));
            log.owner(sql);
            done.append(sql).append('\n');
        }
        return done.toString();
    }
}
