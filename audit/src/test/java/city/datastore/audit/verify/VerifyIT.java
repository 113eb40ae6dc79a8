package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.verify.Finding.Kind;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever owns the database can change everything in it, and is found out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final int SIZE = 600;

    private RecordedLog log;

    @BeforeAll
    void record() throws Exception {
        log = new RecordedLog(SERVERS, SIZE);
    }

    @AfterEach
    void putBack() {
        log.restore();
    }

    @AfterAll
    void close() {
        log.close();
    }

    private static Tuple found(Kind kind, long index) {
        return tuple(kind, index);
    }

    private void assertFound(Tuple... expected) throws Exception {
        assertThat(log.findings())
                .extracting(Finding::kind, Finding::index)
                .containsExactly(expected);
    }

    /** What the one finding says. */
    private String words() throws Exception {
        return log.findings().getFirst().what();
    }

    @Nested
    class A_log_that_nobody_touched {
        @Test
        void is_found_whole_in_the_tables_and_in_kafka() throws Exception {
            Report report = log.opinion().check(log.checkpoint(), log.topic());

            assertThat(report.findings()).isEmpty();
            assertThat(report.clean()).isTrue();
            assertThat(report.entries()).isEqualTo(SIZE);
            assertThat(report.checkpoint()).isEqualTo(log.checkpoint());
        }

        @Test
        void says_how_fast_it_was_looked_at() throws Exception {
            Report report = log.opinion().check(null, null);

            assertThat(report.entriesPerSecond()).isPositive();
            assertThat(report.took()).isPositive();
        }
    }

    @Nested
    class An_event {
        @Test
        void whose_bytes_were_edited_is_named() throws Exception {
            log.owner(
                    "UPDATE audit.event SET canonical = replace(convert_from(canonical, 'UTF8'),"
                            + " 'mps.officer', 'mps.another')::bytea WHERE sequence = 43");

            assertFound(found(Kind.ALTERED, 42));
            assertThat(log.findings().getFirst().at()).isEqualTo(Events.NOON);
            assertThat(words())
                    .contains("the event was changed")
                    .contains("do not have the digest beside them");
        }

        @Test
        void whose_bytes_digest_and_columns_were_all_edited_is_named() throws Exception {
            log.owner(
                    "WITH edited AS (SELECT sequence, replace(convert_from(canonical, 'UTF8'),"
                            + " 'mps.officer', 'mps.another')::bytea AS bytes FROM audit.event)"
                            + " UPDATE audit.event SET canonical = bytes, digest = sha256(bytes),"
                            + " username = 'mps.another', actor = 'sub-mps.another' FROM edited"
                            + " WHERE event.sequence = 43 AND edited.sequence = 43");

            assertFound(found(Kind.ALTERED, 42));
            assertThat(words())
                    .isEqualTo("the event was changed: the signed root is that of the leaves");
        }

        @Test
        void whose_columns_were_edited_is_named_with_the_columns() throws Exception {
            log.owner(
                    "UPDATE audit.event SET username = 'mps.another', outcome = 'refused' WHERE"
                            + " sequence = 43");

            assertFound(found(Kind.ALTERED, 42));
            assertThat(words()).endsWith("username, outcome");
        }

        @Test
        void whose_salt_was_edited_is_named() throws Exception {
            log.owner("UPDATE audit.event SET salt = sha256('x') WHERE sequence = 600");

            assertFound(found(Kind.ALTERED, 599));
        }

        @Test
        void that_was_deleted_is_named() throws Exception {
            log.owner("DELETE FROM audit.event WHERE sequence = 43");

            assertFound(found(Kind.MISSING, 42));
            assertThat(log.findings().getFirst().at()).isEqualTo(Events.NOON);
        }

        @Test
        void that_was_deleted_with_its_leaf_is_named_and_the_tiles_tell_the_rest()
                throws Exception {
            log.owner("DELETE FROM audit.event WHERE sequence = 43");
            log.owner("DELETE FROM audit.leaf WHERE leaf_index = 42");

            assertFound(found(Kind.MISSING, 42));
        }

        @Test
        void that_was_deleted_with_its_leaf_after_the_last_full_tile_leaves_no_root()
                throws Exception {
            log.owner("DELETE FROM audit.event WHERE sequence > 590");
            log.owner("DELETE FROM audit.leaf WHERE leaf_index >= 590");

            assertFound(found(Kind.ROOT_MISMATCH, Finding.NO_INDEX), found(Kind.MISSING, 590));
            assertThat(log.findings().getLast().what()).contains("10 entries");
        }

        @Test
        void that_was_inserted_after_the_end_is_named() throws Exception {
            log.owner(
                    "INSERT INTO audit.event SELECT 601, gen_random_uuid(), at, stored_at, actor,"
                            + " username, actor_agency, owner_agency, dataset, agreement, purpose,"
                            + " action, outcome, canonical, digest, salt, topic_partition, 9999"
                            + " FROM audit.event WHERE sequence = 1");

            assertFound(found(Kind.INSERTED, 600));
        }

        @Test
        void that_was_inserted_at_a_place_that_is_taken_is_named() throws Exception {
            log.owner(
                    "INSERT INTO audit.event SELECT 43, gen_random_uuid(), at + interval '1 s',"
                            + " stored_at, actor, username, actor_agency, owner_agency, dataset,"
                            + " agreement, purpose, action, outcome, canonical, digest, salt,"
                            + " topic_partition, topic_offset FROM audit.event WHERE sequence = 43");

            assertFound(found(Kind.INSERTED, 42));
        }
    }

    @Nested
    class Two_events {
        /** In one partition, so that their order is promised, and under the first tile. */
        private List<Long> neighbours() {
            return log.stack
                    .as(PostgresServer.OWNER)
                    .sql(
                            "SELECT sequence FROM audit.event WHERE topic_partition = (SELECT"
                                    + " topic_partition FROM audit.event WHERE sequence <= 256"
                                    + " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"
                                    + " ORDER BY sequence LIMIT 2 OFFSET 20")
                    .query((row, _) -> row.getLong(1))
                    .list();
        }

        private void swap(String table, String place, long one, long other) {
            String move = "UPDATE audit.%s SET %s = ".formatted(table, place);
            log.owner(move + "? WHERE " + place + " = ?", 5000, one);
            log.owner(move + "? WHERE " + place + " = ?", one, other);
            log.owner(move + "? WHERE " + place + " = ?", other, 5000);
        }

        @Test
        void whose_bodies_were_swapped_are_both_named_and_their_order_too() throws Exception {
            long one = neighbours().getFirst();
            long other = neighbours().getLast();
            swap("event", "sequence", one, other);

            assertThat(log.findings())
                    .extracting(Finding::kind, Finding::index)
                    .containsExactlyInAnyOrder(
                            found(Kind.ALTERED, one - 1),
                            found(Kind.ALTERED, other - 1),
                            found(Kind.OUT_OF_ORDER, other - 1));
        }

        @Test
        void swapped_with_their_leaves_no_longer_lead_to_the_root() throws Exception {
            long one = neighbours().getFirst();
            long other = neighbours().getLast();
            swap("event", "sequence", one, other);
            swap("leaf", "leaf_index", one - 1, other - 1);

            assertThat(log.findings())
                    .extracting(Finding::kind, Finding::index)
                    .containsExactlyInAnyOrder(
                            found(Kind.ROOT_MISMATCH, Finding.NO_INDEX),
                            found(Kind.TILE_MISMATCH, 0),
                            found(Kind.OUT_OF_ORDER, other - 1));
        }
    }

    @Nested
    class A_leaf {
        @Test
        void that_was_edited_is_named() throws Exception {
            log.owner("UPDATE audit.leaf SET entry = sha256('x') WHERE leaf_index = 300");

            assertFound(found(Kind.ALTERED, 300));
            assertThat(words())
                    .isEqualTo("the leaf was changed: the signed root is that of the events");
        }

        @Test
        void that_names_another_event_is_named() throws Exception {
            log.owner("UPDATE audit.leaf SET event_id = gen_random_uuid() WHERE leaf_index = 300");

            assertFound(found(Kind.ALTERED, 300));
        }

        @Test
        void that_was_deleted_is_named() throws Exception {
            log.owner("DELETE FROM audit.leaf WHERE leaf_index = 599");

            assertFound(found(Kind.MISSING, 599));
        }

        @Test
        void that_was_edited_like_another_event_leaves_neither_right() throws Exception {
            log.owner("UPDATE audit.leaf SET entry = sha256('x') WHERE leaf_index = 300");
            log.owner("UPDATE audit.event SET salt = sha256('y') WHERE sequence = 302");

            assertFound(
                    found(Kind.ROOT_MISMATCH, Finding.NO_INDEX),
                    found(Kind.TILE_MISMATCH, 256),
                    found(Kind.ALTERED, 300),
                    found(Kind.ALTERED, 301));
        }
    }

    @Nested
    class A_tile {
        @Test
        void that_was_edited_is_named() throws Exception {
            log.owner(
                    "UPDATE audit.tile SET hashes = set_byte(hashes, 77, 1 + get_byte(hashes, 77) %"
                            + " 255) WHERE tile_index = 1");

            assertFound(found(Kind.TILE_MISMATCH, 256));
        }

        @Test
        void whose_root_was_edited_is_named() throws Exception {
            log.owner("UPDATE audit.tile SET root = sha256('x') WHERE tile_index = 1");

            assertFound(found(Kind.TILE_MISMATCH, 256));
        }

        @Test
        void that_was_deleted_is_named() throws Exception {
            log.owner("DELETE FROM audit.tile WHERE tile_index = 0");

            assertFound(found(Kind.TILE_MISMATCH, 0));
        }

        @Test
        void that_nothing_lies_below_is_named() throws Exception {
            log.owner(
                    "INSERT INTO audit.tile SELECT 2, 5, hashes, root FROM audit.tile WHERE tile_index"
                            + " = 0");

            assertFound(found(Kind.TILE_MISMATCH, 5L << 24));
        }
    }

    @Nested
    class The_head {
        private String signed(long size, Hash root, SigningKey key) {
            return NoteSigner.note(
                            new Checkpoint("example.test/log", size, root).text(),
                            Instant.EPOCH,
                            key)
                    .format();
        }

        private Hash root() {
            return Checkpoint.parse(SignedNote.parse(log.checkpoint()).text()).root();
        }

        @Test
        void whose_root_was_edited_does_not_fit_its_checkpoint() throws Exception {
            log.owner("UPDATE audit.head SET root = sha256('x')");

            assertFound(found(Kind.ROOT_MISMATCH, Finding.NO_INDEX));
        }

        @Test
        void whose_size_was_edited_does_not_fit_its_checkpoint() throws Exception {
            log.owner("UPDATE audit.head SET size = 599");

            assertFound(found(Kind.ROOT_MISMATCH, Finding.NO_INDEX));
        }

        @Test
        void that_was_deleted_is_missed() throws Exception {
            log.owner("DELETE FROM audit.head");

            assertFound(found(Kind.MISSING, Finding.NO_INDEX));
        }

        @Test
        void whose_checkpoint_another_key_signed_is_refused() throws Exception {
            var key =
                    SigningKey.generate(
                            "example.test/log", SignatureType.ED25519, new SecureRandom());
            log.owner("UPDATE audit.head SET checkpoint = ?", signed(SIZE, root(), key));

            assertFound(found(Kind.BAD_SIGNATURE, Finding.NO_INDEX));
            assertThat(words()).startsWith("the newest checkpoint, of 600 entries");
        }

        @Test
        void whose_checkpoint_was_edited_is_refused() throws Exception {
            log.owner("UPDATE audit.head SET checkpoint = replace(checkpoint, '600', '601')");

            assertFound(found(Kind.BAD_SIGNATURE, Finding.NO_INDEX));
        }

        @Test
        void that_the_log_signed_for_other_entries_is_found() throws Exception {
            var key = (SigningKey) AuditStack.SIGNER.signers().getFirst();
            Hash other = TreeHasher.EMPTY_ROOT;
            log.owner(
                    "UPDATE audit.head SET root = ?, checkpoint = ?",
                    other.bytes(),
                    signed(SIZE, other, key));

            assertFound(found(Kind.ROOT_MISMATCH, Finding.NO_INDEX));
        }
    }

    @Nested
    class A_checkpoint_that_was_kept {
        private String kept(long size, Hash root) {
            return AuditStack.SIGNER.sign(size, root, Instant.EPOCH).format();
        }

        private Hash rootOf(int size) {
            var hasher = new TreeHasher();
            var tree = city.datastore.audit.merkle.Frontier.empty();
            log.stack
                    .as(PostgresServer.OWNER)
                    .sql("SELECT entry FROM audit.leaf ORDER BY leaf_index LIMIT " + size)
                    .query((row, _) -> row.getBytes(1))
                    .list()
                    .forEach(entry -> tree.append(hasher.leaf(entry)));
            return tree.root();
        }

        @Test
        void is_continued_by_the_log() throws Exception {
            assertThat(log.findings(kept(123, rootOf(123)))).isEmpty();
        }

        @Test
        void of_more_entries_than_there_are_shows_that_the_log_shrank() throws Exception {
            assertThat(log.findings(kept(700, rootOf(600))))
                    .extracting(Finding::kind, Finding::index)
                    .containsExactly(found(Kind.SHRUNK, 600));
        }

        @Test
        void of_other_entries_shows_that_the_log_was_rewritten() throws Exception {
            assertThat(log.findings(kept(123, rootOf(124))))
                    .extracting(Finding::kind)
                    .containsExactly(Kind.SHRUNK);
        }

        @Test
        void and_is_served_with_all_signatures_is_looked_at_too() throws Exception {
            String insert =
                    "INSERT INTO audit.cosigned (size, root, checkpoint, signed_at) VALUES (?, ?, ?,"
                            + " now())";
            log.owner(insert, 123, rootOf(123).bytes(), kept(123, rootOf(123)));
            assertThat(log.findings()).isEmpty();

            log.owner("UPDATE audit.cosigned SET root = sha256('x')");
            assertThat(log.findings())
                    .extracting(Finding::kind)
                    .containsExactly(Kind.ROOT_MISMATCH);

            log.owner("DELETE FROM audit.cosigned");
            log.owner(insert, 123, rootOf(124).bytes(), kept(123, rootOf(124)));
            assertThat(log.findings()).extracting(Finding::kind).containsExactly(Kind.SHRUNK);
        }

        @Test
        void that_nobody_signed_is_refused() throws Exception {
            String edited = kept(123, rootOf(123)).replace("\n123\n", "\n124\n");

            assertThat(log.findings(edited))
                    .extracting(Finding::kind)
                    .containsExactly(Kind.BAD_SIGNATURE);
        }
    }

    @Nested
    class Kafka_beside_the_tables {
        private List<Finding> compared() throws Exception {
            return log.opinion().check(null, log.topic()).findings();
        }

        /** As if the pipeline had been told that it has taken everything. */
        private void claimAllTaken() {
            log.owner("UPDATE audit.progress SET next_offset = 1000000");
        }

        @Test
        void may_hold_what_is_recorded_and_not_yet_stored() throws Exception {
            long before = kafka().notYetStored();
            log.send(1, EventCodec.encode(Events.read("lfb.officer", "camden/extra")));

            assertThat(kafka().notYetStored()).isEqualTo(before + 1);
            assertThat(compared()).isEmpty();
        }

        private Report.Compared kafka() throws Exception {
            return Objects.requireNonNull(log.opinion().check(null, log.topic()).kafka());
        }

        @Test
        void holds_an_event_that_the_tables_do_not() throws Exception {
            AuditEvent event = Events.read("lfb.officer", "camden/extra");
            long offset = log.send(2, EventCodec.encode(event));
            claimAllTaken();

            assertThat(compared())
                    .anySatisfy(finding -> {
                        assertThat(finding.kind()).isEqualTo(Kind.MISSING);
                        assertThat(finding.at()).isEqualTo(Events.NOON);
                        assertThat(finding.what())
                                .contains(event.id().toString())
                                .contains("offset " + offset + " of partition 2");
                    });
        }

        @Test
        void holds_something_else_that_was_not_set_aside() throws Exception {
            long offset = log.send(2, "{}".getBytes(UTF_8));
            claimAllTaken();

            assertThat(compared())
                    .extracting(Finding::what)
                    .contains(
                            "Kafka holds a message that is no event at offset "
                                    + offset
                                    + " of partition 2, which was not set aside");
        }

        /** As somebody does who has the rights of the pipeline. */
        private void setAside(int partition, long offset, byte[] message) {
            log.owner(
                    "INSERT INTO audit.unreadable (topic_id, topic_partition, topic_offset, reason,"
                            + " bytes, digest) SELECT DISTINCT topic_id, ?, ?, 'a test', ?, sha256(?)"
                            + " FROM audit.progress",
                    partition,
                    offset,
                    message,
                    message);
        }

        @Test
        void may_hold_something_else_that_was_set_aside() throws Exception {
            byte[] message = "{}".getBytes(UTF_8);
            long offset = log.send(2, message);
            setAside(2, offset, message);
            claimAllTaken();

            assertThat(compared())
                    .extracting(Finding::what)
                    .noneMatch(what -> what.contains("offset " + offset + " of partition 2"));
        }

        @Test
        void holds_an_event_that_was_set_aside_as_if_it_were_none() throws Exception {
            byte[] message = EventCodec.encode(Events.read("lfb.officer", "camden/extra"));
            long offset = log.send(2, message);
            setAside(2, offset, message);
            claimAllTaken();

            assertThat(compared())
                    .anySatisfy(finding -> {
                        assertThat(finding.kind()).isEqualTo(Kind.MISSING);
                        assertThat(finding.what()).contains("offset " + offset + " of partition 2");
                    });
        }

        @Test
        void holds_an_event_that_was_set_aside_because_another_took_its_id() throws Exception {
            AuditEvent event = EventCodec.decode(canonical(43));
            byte[] message =
                    EventCodec.encode(
                            new AuditEvent(
                                    event.id(),
                                    event.at(),
                                    event.actor(),
                                    event.action(),
                                    event.about(),
                                    new Outcome.Refused(List.of()),
                                    event.request()));
            long offset = log.send(2, message);
            setAside(2, offset, message);
            claimAllTaken();

            assertThat(compared())
                    .anySatisfy(finding -> {
                        assertThat(finding.kind()).isEqualTo(Kind.ALTERED);
                        assertThat(finding.index()).isEqualTo(42);
                        assertThat(finding.what()).contains("offset " + offset + " of partition 2");
                    });
        }

        private byte[] canonical(long sequence) {
            return log.stack
                    .as(PostgresServer.OWNER)
                    .sql("SELECT canonical FROM audit.event WHERE sequence = ?")
                    .param(sequence)
                    .query((row, _) -> row.getBytes(1))
                    .single();
        }

        @Test
        void may_hold_an_event_twice() throws Exception {
            long offset = log.send(0, canonical(43));
            claimAllTaken();

            assertThat(compared())
                    .extracting(Finding::what)
                    .noneMatch(what -> what.contains("offset " + offset + " of partition 0"));
        }

        @Test
        void still_holds_an_event_whose_body_was_deleted() throws Exception {
            log.owner("DELETE FROM audit.event WHERE sequence = 43");

            assertThat(compared())
                    .extracting(Finding::kind, Finding::index)
                    .containsExactly(found(Kind.MISSING, 42), found(Kind.MISSING, 42));
            assertThat(compared().getLast().what()).startsWith("Kafka still holds the event");
        }

        @Test
        void holds_an_event_that_was_cut_off_the_end_together_with_its_head() throws Exception {
            log.owner("DELETE FROM audit.event WHERE sequence = 600");
            log.owner("DELETE FROM audit.leaf WHERE leaf_index = 599");
            log.owner("DELETE FROM audit.head");

            assertThat(compared())
                    .extracting(Finding::kind)
                    .containsExactly(Kind.MISSING, Kind.MISSING);
            assertThat(compared().getLast().what()).endsWith("the tables do not");
        }

        @Test
        void never_held_an_event_that_was_inserted() throws Exception {
            log.owner(
                    "INSERT INTO audit.event SELECT 601, gen_random_uuid(), at, stored_at, actor,"
                            + " username, actor_agency, owner_agency, dataset, agreement, purpose,"
                            + " action, outcome, canonical, digest, salt, topic_partition, 777777"
                            + " FROM audit.event WHERE sequence = 1");

            assertThat(compared())
                    .extracting(Finding::kind, Finding::index)
                    .containsExactly(found(Kind.INSERTED, 600), found(Kind.INSERTED, 600));
            assertThat(compared())
                    .extracting(Finding::what)
                    .anyMatch(what -> what.startsWith("the event was never in Kafka"));
        }

        @Test
        void holds_another_event_than_one_that_was_edited() throws Exception {
            log.owner("UPDATE audit.event SET digest = sha256('x') WHERE sequence = 43");

            assertThat(compared())
                    .extracting(Finding::what)
                    .containsExactlyInAnyOrder(
                            "the canonical bytes do not have the digest beside them",
                            compared().getLast().what())
                    .anyMatch(what -> what.startsWith("Kafka holds another event at offset"));
        }

        @Test
        void need_not_hold_events_of_a_topic_that_was_there_before() throws Exception {
            log.owner("INSERT INTO audit.progress VALUES ('an-earlier-topic', 0, 9999)");
            log.owner(
                    "UPDATE audit.event SET topic_offset = topic_offset + 5000 WHERE sequence <= 100");

            assertThat(log.findings()).isEmpty();
            assertThat(kafka().noLongerHeld()).isEqualTo(100);
        }
    }
}
