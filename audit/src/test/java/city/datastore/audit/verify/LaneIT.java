package city.datastore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tile is called whole, and not walked through, only where nothing in it was touched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    private RecordedLog log;

    @BeforeAll
    void record() throws Exception {
        log = new RecordedLog(SERVERS, 600);
        log.owner("ALTER TABLE audit.leaf DROP CONSTRAINT leaf_leaf_index_check");
        log.owner("ALTER TABLE audit.event DROP CONSTRAINT event_owner_is_of_its_dataset");
        log.owner("ALTER TABLE audit.event DROP CONSTRAINT event_canonical_check");
        log.owner("ALTER TABLE audit.event DROP CONSTRAINT event_salt_check");
    }

    @AfterEach
    void putBack() {
        log.restore();
    }

    @AfterAll
    void close() {
        log.close();
    }

    private List<Long> whole() throws Exception {
        try (Connection connection = log.stack.connect(PostgresServer.AUDIT)) {
            connection.setAutoCommit(false);
            return new Lane(connection, 4).check(0).tiles().stream().map(WholeTile::first).toList();
        }
    }

    @Test
    void full_tiles_that_nobody_touched_are_whole() throws Exception {
        assertThat(whole()).containsExactly(0L, 256L);
    }

    @Test
    void full_tiles_whose_rows_lie_in_another_order_are_whole() throws Exception {
        log.owner("UPDATE audit.event SET stored_at = now() WHERE sequence BETWEEN 3 AND 9");
        log.owner("UPDATE audit.event SET stored_at = now() WHERE sequence = 4");
        assertThat(
                        log.stack.count(
                                "SELECT count(*) FROM audit.event AS one JOIN audit.event AS other"
                                        + " ON one.sequence = 3 AND other.sequence = 500"
                                        + " WHERE one.ctid > other.ctid"))
                .isOne();

        assertThat(whole()).containsExactly(0L, 256L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = gen_random_uuid()",
                "at = at + interval '1 microsecond'",
                "actor = 'somebody-else'",
                "username = 'mps.another'",
                "username = 'mps.officer '",
                "actor_agency = 'lfb'",
                "actor_agency = NULL",
                "owner_agency = 'lfb'",
                "owner_agency = NULL",
                "dataset = 'camden/other'",
                "dataset = NULL",
                "agreement = 'DSA-2026-0001'",
                "purpose = 'another'",
                "action = 'dataset.write'",
                "outcome = 'refused'",
                "canonical = canonical || ' '::bytea, digest = sha256(canonical || ' '::bytea)",
                "canonical = ''",
                "digest = sha256('x')",
                "digest = ''",
                "salt = sha256('x')",
                "salt = salt || '\\x00'::bytea"
            })
    void with_an_event_that_was_changed_in_any_way_it_is_not_whole(String change) throws Exception {
        log.owner("UPDATE audit.event SET " + change + " WHERE sequence = 143");

        assertThat(whole()).containsExactly(256L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "topic_offset + 100000"})
    void with_an_event_out_of_its_order_in_the_topic_it_is_not_whole(String offset)
            throws Exception {
        log.owner(
                "UPDATE audit.event SET topic_offset = "
                        + offset
                        + " WHERE sequence = (SELECT sequence FROM audit.event WHERE"
                        + " topic_partition = (SELECT topic_partition FROM audit.event WHERE"
                        + " sequence <= 256 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"
                        + " ORDER BY sequence LIMIT 1 OFFSET 20)");

        assertThat(whole()).containsExactly(256L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entry = sha256('x')",
                "event_id = gen_random_uuid()",
                "event_at = event_at + interval '1 microsecond'",
                "leaf_index = -5",
                "leaf_index = 700"
            })
    void with_a_leaf_that_was_changed_in_any_way_it_is_not_whole(String change) throws Exception {
        log.owner("UPDATE audit.leaf SET " + change + " WHERE leaf_index = 142");

        assertThat(whole()).containsExactly(256L);
    }

    @Test
    void with_an_event_less_it_is_not_whole() throws Exception {
        log.owner("DELETE FROM audit.event WHERE sequence = 1");

        assertThat(whole()).containsExactly(256L);
    }

    @Test
    void with_an_event_more_it_is_not_whole() throws Exception {
        log.owner(
                "INSERT INTO audit.event SELECT sequence, id, at + interval '1 s', stored_at,"
                        + " actor, username, actor_agency, owner_agency, dataset, agreement,"
                        + " purpose, action, outcome, canonical, digest, salt, topic_partition,"
                        + " topic_offset FROM audit.event WHERE sequence = 256");

        assertThat(whole()).containsExactly(256L);
    }

    @Test
    void with_two_events_the_other_way_round_it_is_not_whole() throws Exception {
        log.owner("UPDATE audit.event SET sequence = 9999 WHERE sequence = 300");
        log.owner("UPDATE audit.event SET sequence = 300 WHERE sequence = 301");
        log.owner("UPDATE audit.event SET sequence = 301 WHERE sequence = 9999");

        assertThat(whole()).containsExactly(0L);
    }
}
