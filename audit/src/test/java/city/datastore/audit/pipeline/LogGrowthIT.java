package city.datastore.audit.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.Commitment;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.TilePath;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log grows with the record, in the same transaction. */
class LogGrowthIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    private final AuditStack stack = new AuditStack(SERVERS);
    private final LogTables tables = new LogTables(stack.audit());
    private final Progress progress = new Progress(stack.audit(), stack.alarm());
    private final EventStore store = store(AuditStack.SIGNER);
    private long offset;

    @AfterEach
    void stop() {
        stack.close();
    }

    private EventStore store(CheckpointSigner signer) {
        return new EventStore(
                stack.audit(),
                progress,
                new LogRows(stack.audit(), signer, Clock.systemUTC()),
                stack.alarm(),
                Clock.systemUTC());
    }

    /** Stores this many events in one batch, as if they had come out of partition 0. */
    private List<AuditEvent> add(EventStore through, int count) {
        var _ = progress.positions("topic", 1);
        List<AuditEvent> events = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>();
        long from = offset;
        for (int i = 0; i < count; i++) {
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            events.add(event);
            arrivals.add(
                    new Arrival.Legible(0, offset++, new Content(EventCodec.encode(event)), event));
        }
        var _ = through.store(new EventStore.Stretch("topic", Map.of(0, from), arrivals));
        return events;
    }

    private List<byte[]> entries() {
        return JdbcClient.create(stack.audit())
                .sql("SELECT entry FROM audit.leaf ORDER BY leaf_index")
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    private Hash rootOfEntries() {
        var hasher = new TreeHasher();
        var frontier = Frontier.empty();
        entries().forEach(entry -> frontier.append(hasher.leaf(entry)));
        return frontier.root();
    }

    private Checkpoint checkpoint() {
        var note = SignedNote.parse(Objects.requireNonNull(tables.head().checkpoint()));
        assertThat(note.verify(AuditStack.SIGNER.keys())).hasSize(1);
        return Checkpoint.parse(note.text());
    }

    @Nested
    class After_every_batch {
        @Test
        void a_signed_checkpoint_covers_every_event_there_is() {
            for (int count : List.of(1, 2, 3, 250, 256, 1)) {
                add(store, count);

                LogHead head = tables.head();
                assertThat(head.size()).isEqualTo(offset);
                assertThat(head.root()).isEqualTo(rootOfEntries());
                assertThat(checkpoint())
                        .isEqualTo(new Checkpoint("example.test/log", offset, head.root()));
            }
        }

        @Test
        void an_event_and_its_salt_give_its_leaf_and_nothing_else_does() {
            List<AuditEvent> events = add(store, 3);

            StoredEvent stored = found(events.get(1));

            byte[] canonical = EventCodec.encode(events.get(1));
            var commitment = new Commitment();
            assertThat(stored.leafIndex()).isEqualTo(1);
            assertThat(commitment.opens(stored.salt(), canonical, entries().get(1))).isTrue();
            assertThat(commitment.opens(stored.salt(), canonical, entries().get(2))).isFalse();
        }

        @Test
        void an_event_has_a_receipt_that_proves_it_offline_and_no_other() {
            List<AuditEvent> events = add(store, 300);
            StoredEvent stored = found(events.get(42));

            var text = new Receipts(tables).of(stored).orElseThrow().format();

            var receipt = Receipt.parse(text.getBytes(UTF_8));
            var policy = TlogPolicy.trusting(AuditStack.SIGNER.keys().getFirst());
            assertThat(receipt.verify(EventCodec.encode(events.get(42)), policy).checkpoint())
                    .isEqualTo(checkpoint());
            assertThatThrownBy(() -> receipt.verify(EventCodec.encode(events.get(41)), policy))
                    .isInstanceOf(ProofException.class);
        }

        private StoredEvent found(AuditEvent event) {
            return stack.trail().find(new TrailScope.Everything(), event.id()).orElseThrow();
        }

        @Test
        void each_leaf_is_proved_from_the_tables() {
            for (int batch = 0; batch < 3; batch++) {
                add(store, 200);
            }
            LogHead head = tables.head();
            var hasher = new TreeHasher();
            List<byte[]> entries = entries();

            for (long index : List.of(0L, 1L, 255L, 256L, 511L, 512L, 599L)) {
                var proof = Proofs.inclusion(index, head.size(), tables.nodes(head.size()));
                proof.verify(hasher.leaf(entries.get((int) index)), head.root());
            }
            var consistency = Proofs.consistency(200, 600, tables.nodes(600));
            consistency.verify(Proofs.root(200, tables.nodes(200)), head.root());
        }

        @Test
        void full_tiles_lie_in_the_tables_and_growing_ones_are_worked_out() {
            add(store, 256);
            add(store, 256);
            add(store, 10);

            assertThat(stack.count("SELECT count(*) FROM audit.tile")).isEqualTo(2);
            assertThat(tables.tile(new TilePath.Hashes(0, 0, 256))).isPresent();
            assertThat(tables.tile(new TilePath.Hashes(0, 2, 10))).isPresent();
            assertThat(tables.tile(new TilePath.Hashes(1, 0, 2))).isPresent();
            assertThat(tables.tile(new TilePath.Hashes(0, 2, 11))).isEmpty();
            assertThat(tables.tile(new TilePath.Hashes(1, 0, 3))).isEmpty();
            assertThat(tables.bundle(new TilePath.Entries(2, 10))).isPresent();
            assertThat(tables.bundle(new TilePath.Entries(2, 11))).isEmpty();
        }
    }

    @Nested
    class Another_sequencer {
        @Test
        void goes_on_where_the_first_one_stopped_and_the_first_one_after_it() {
            EventStore other = store(AuditStack.SIGNER);
            add(store, 300);
            add(other, 300);
            add(store, 1);

            assertThat(tables.head().size()).isEqualTo(601);
            assertThat(tables.head().root()).isEqualTo(rootOfEntries());
        }

        @Test
        void with_another_key_adds_nothing() {
            add(store, 1);
            var key =
                    SigningKey.generate(
                            "example.test/log", SignatureType.ED25519, new SecureRandom());
            EventStore stranger = store(new CheckpointSigner("example.test/log", List.of(key)));

            assertThatThrownBy(() -> add(stranger, 1)).hasMessageContaining("other keys");

            assertThat(tables.head().size()).isEqualTo(1);
        }
    }

    @Nested
    class A_log_that_somebody_changed {
        private void change(String sql) {
            stack.as(PostgresServer.OWNER)
                    .sql("ALTER TABLE audit.leaf DISABLE TRIGGER ALL")
                    .update();
            stack.as(PostgresServer.OWNER).sql(sql).update();
        }

        @Test
        void is_not_added_to_when_a_leaf_is_gone() {
            add(store, 5);
            change("DELETE FROM audit.leaf WHERE leaf_index = 3");

            assertThatThrownBy(() -> add(store(AuditStack.SIGNER), 1))
                    .isInstanceOf(RuntimeException.class);
        }

        @Test
        void is_not_added_to_when_a_leaf_is_another() {
            add(store, 5);
            change("UPDATE audit.leaf SET entry = sha256('x') WHERE leaf_index = 3");

            assertThatThrownBy(() -> add(store(AuditStack.SIGNER), 1))
                    .hasMessageContaining("does not match its tiles");
        }

        @Test
        void is_not_added_to_when_its_head_is_another() {
            add(store, 5);
            change("UPDATE audit.head SET root = sha256('x')");

            assertThatThrownBy(() -> add(store, 1)).hasMessageContaining("does not match");
        }

        /** In every table, as its owner can, who does not have the key. */
        private void rewrite() {
            change("UPDATE audit.leaf SET entry = sha256('x') WHERE leaf_index = 3");
            head(entries().size(), rootOfEntries(), tables.head().checkpoint());
        }

        private void head(long size, Hash root, @Nullable String checkpoint) {
            stack.as(PostgresServer.OWNER)
                    .sql("UPDATE audit.head SET size = ?, root = ?, checkpoint = ?")
                    .param(size)
                    .param(root.bytes())
                    .param(checkpoint)
                    .update();
        }

        private void isNotAddedTo(EventStore by, String because) {
            LogHead before = tables.head();
            long from = offset;

            assertThatThrownBy(() -> add(by, 1)).hasMessageContaining(because);

            offset = from;
            assertThat(tables.head()).isEqualTo(before);
            assertThat(entries()).hasSize((int) before.size());
        }

        @Test
        void is_not_added_to_when_all_of_it_is_another_under_the_checkpoint_that_was_there() {
            add(store, 5);
            rewrite();

            isNotAddedTo(store, "speaks of another tree");
            isNotAddedTo(store(AuditStack.SIGNER), "speaks of another tree");
        }

        @Test
        void is_not_added_to_when_all_of_it_is_another_without_a_checkpoint() {
            add(store, 5);
            rewrite();
            change("UPDATE audit.head SET checkpoint = NULL");

            isNotAddedTo(store, "missing");
            isNotAddedTo(store(AuditStack.SIGNER), "missing");
        }

        @Test
        void is_not_added_to_by_who_knew_it_when_somebody_with_the_key_signed_for_another() {
            add(store, 5);
            rewrite();
            signAnew();

            isNotAddedTo(store, "does not continue");
        }

        @Test
        void is_not_added_to_by_who_knew_it_when_another_with_the_key_grew_beyond_it() {
            add(store, 5);
            rewrite();
            signAnew();
            add(store(AuditStack.SIGNER), 300);

            isNotAddedTo(store, "does not continue");
        }

        private void signAnew() {
            var note = AuditStack.SIGNER.sign(5, rootOfEntries(), Instant.now()).format();
            head(5, rootOfEntries(), note);
        }

        @Test
        void is_not_added_to_by_who_knew_it_when_an_older_database_was_put_back() {
            add(store, 5);
            LogHead older = tables.head();
            add(store, 3);
            change("DELETE FROM audit.leaf WHERE leaf_index >= 5");
            head(older.size(), older.root(), older.checkpoint());

            isNotAddedTo(store, "does not continue");
        }

        @Test
        void is_not_added_to_by_who_knew_it_when_it_was_emptied() {
            add(store, 5);
            change("DELETE FROM audit.leaf");
            head(0, TreeHasher.EMPTY_ROOT, null);

            isNotAddedTo(store, "does not continue");
        }
    }
}
