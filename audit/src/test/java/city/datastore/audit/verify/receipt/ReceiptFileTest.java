package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.Commitment;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.Salt;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.audit.verify.receipt.RefusedException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that the platform's own code writes, read by the second implementation. */
class ReceiptFileTest {
    private static final String ORIGIN = "example.test/log";
    private static final SigningKey ED = key(ORIGIN, SignatureType.ED25519);
    private static final SigningKey PQ = key(ORIGIN, SignatureType.ML_DSA_44_COSIGNATURE);
    private static final SigningKey STRANGER = key(ORIGIN, SignatureType.ED25519);
    private static final SigningKey WITNESS = key("w.test/1", SignatureType.ED25519_COSIGNATURE);
    private static final SigningKey WITNESS_PQ =
            key("w.test/2", SignatureType.ML_DSA_44_COSIGNATURE);
    private static final Instant NOON = Events.NOON;
    private static final int SIZE = 7;
    private static final int INDEX = 4;
    private static final byte[] EVENT = EventCodec.encode(Events.documented());
    private static final byte[] OTHER =
            EventCodec.encode(Events.read("gla.officer", "brent/council-spend"));
    private static final Salt SALT = Salt.random(new SecureRandom());
    private static final String RECEIPT = receipt(ED, PQ);

    private static SigningKey key(String name, SignatureType type) {
        return SigningKey.generate(name, type, new SecureRandom());
    }

    private static String receipt(NoteSigner... signers) {
        return receipt(ORIGIN, signers);
    }

    private static String receipt(String origin, NoteSigner... signers) {
        var hasher = new TreeHasher();
        Map<String, Hash> nodes = new HashMap<>();
        var tree = Frontier.empty();
        for (int i = 0; i < SIZE; i++) {
            byte[] other = new byte[Hash.BYTES];
            other[0] = (byte) i;
            byte[] entry = i == INDEX ? new Commitment().entry(SALT, EVENT) : other;
            tree.append(
                    hasher.leaf(entry),
                    (level, index, hash) -> nodes.put(level + "/" + index, hash));
        }
        var path =
                Proofs.inclusion(
                                INDEX,
                                SIZE,
                                (level, index) ->
                                        Objects.requireNonNull(nodes.get(level + "/" + index)))
                        .path();
        SignedNote note =
                NoteSigner.note(
                        new city.datastore.audit.log.Checkpoint(origin, SIZE, tree.root()).text(),
                        NOON,
                        signers);
        return Receipt.of(SALT, INDEX, path, note).format();
    }

    private static TrustedKey trusted(SigningKey key) {
        return TrustedKey.parse(key.verifierKey().text());
    }

    private static Trust trust(SigningKey... keys) {
        return Trust.keys(List.of(keys).stream().map(ReceiptFileTest::trusted).toList());
    }

    private static void refused(String receipt, Why why, String words) {
        assertThatThrownBy(() -> ReceiptFile.parse(receipt.getBytes(UTF_8)).check(EVENT, trust(ED)))
                .isInstanceOfSatisfying(
                        RefusedException.class, refusal -> assertThat(refusal.why()).isEqualTo(why))
                .hasMessageContaining(words);
    }

    @Nested
    class A_receipt {
        @Test
        void proves_its_event() {
            var receipt = ReceiptFile.parse(RECEIPT.getBytes(UTF_8));

            Trust.Accepted accepted = receipt.check(EVENT, trust(ED, PQ));

            assertThat(receipt.index()).isEqualTo(INDEX);
            assertThat(accepted.checkpoint().size()).isEqualTo(SIZE);
            assertThat(accepted.signers()).containsExactly(trusted(ED), trusted(PQ));
        }

        @Test
        void proves_its_event_by_either_of_the_keys() {
            var receipt = ReceiptFile.parse(RECEIPT.getBytes(UTF_8));

            assertThat(receipt.check(EVENT, trust(ED)).signers()).containsExactly(trusted(ED));
            assertThat(receipt.check(EVENT, trust(PQ)).signers()).containsExactly(trusted(PQ));
        }

        @Test
        void proves_no_other_event() {
            assertThatThrownBy(() ->
                            ReceiptFile.parse(RECEIPT.getBytes(UTF_8)).check(OTHER, trust(ED)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("not the one that this receipt is for");
        }

        @Test
        void that_another_key_signed_is_refused() {
            refused(receipt(STRANGER), Why.DOES_NOT_HOLD, "not signed by a key that you trust");
        }

        @Test
        void of_another_log_under_the_same_key_is_refused() {
            refused(receipt("example.test/other", ED), Why.DOES_NOT_HOLD, "belongs to another");
        }

        @Test
        void whose_checkpoint_was_changed_is_refused() {
            refused(RECEIPT.replace("\n7\n", "\n8\n"), Why.DOES_NOT_HOLD, "changed after it was");
        }

        @Test
        void whose_salt_was_altered_is_refused() {
            byte[] extra = new byte[33];
            extra[0] = 1;
            String altered =
                    RECEIPT.replaceFirst(
                            "extra .*", "extra " + Base64.getEncoder().encodeToString(extra));

            refused(altered, Why.DOES_NOT_HOLD, "event, salt and hashes do not lead");
        }

        @Test
        void whose_index_was_altered_is_refused() {
            refused(RECEIPT.replace("index 4", "index 5"), Why.DOES_NOT_HOLD, "do not lead");
            refused(RECEIPT.replace("index 4", "index 7"), Why.DOES_NOT_HOLD, "was changed");
            refused(RECEIPT.replace("index 4", "index -4"), Why.NOT_READABLE, "whole number");
            refused(RECEIPT.replace("index 4", "index 04"), Why.NOT_READABLE, "whole number");
        }

        @Test
        void whose_hashes_were_reordered_or_taken_out_is_refused() {
            List<String> lines = new ArrayList<>(List.of(RECEIPT.split("\n", -1)));
            String first = lines.remove(3);
            refused(String.join("\n", lines), Why.DOES_NOT_HOLD, "was changed");
            lines.add(4, first);
            refused(String.join("\n", lines), Why.DOES_NOT_HOLD, "do not lead");
        }

        @Test
        void whose_lines_were_reordered_is_refused() {
            List<String> lines = new ArrayList<>(List.of(RECEIPT.split("\n", -1)));
            lines.add(1, lines.remove(2));

            refused(String.join("\n", lines), Why.NOT_READABLE, "not in their order");
        }

        @Test
        void that_was_cut_off_anywhere_is_refused_or_has_lost_a_signature() {
            for (int length = 0; length < RECEIPT.length(); length++) {
                String cut = RECEIPT.substring(0, length);
                if (cut.endsWith("\n") && cut.contains("\u2014")) {
                    var receipt = ReceiptFile.parse(cut.getBytes(UTF_8));
                    assertThat(receipt.check(EVENT, trust(ED, PQ)).signers()).hasSize(1);
                } else {
                    assertThatThrownBy(() -> ReceiptFile.parse(cut.getBytes(UTF_8)))
                            .as("cut at " + length)
                            .isInstanceOf(RefusedException.class);
                }
            }
        }

        @Test
        void with_any_bit_turned_proves_nothing() {
            String one = receipt(ED);
            byte[] bytes = one.getBytes(UTF_8);
            var random = new Random(7);
            for (int i = 0; i < bytes.length; i++) {
                byte[] turned = bytes.clone();
                turned[i] ^= (byte) (1 << random.nextInt(8));
                assertThatThrownBy(() -> ReceiptFile.parse(turned).check(EVENT, trust(ED)))
                        .as("byte " + i)
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    @Nested
    class A_policy {
        private static String line(String kind, SigningKey key) {
            return kind + " " + key.verifierKey().text();
        }

        private static Trust policy(String... lines) {
            return Trust.policy(String.join("\n", lines).getBytes(UTF_8));
        }

        private static List<TrustedKey> cosigners(Trust trust, NoteSigner... signers) {
            return ReceiptFile.parse(receipt(signers).getBytes(UTF_8))
                    .check(EVENT, trust)
                    .cosigners();
        }

        @Test
        void asks_for_as_many_witnesses_as_it_says() {
            Trust both =
                    policy(
                            "# whom we trust",
                            line("log", ED) + " https://log.example.test/",
                            line("witness one", WITNESS),
                            line("witness two", WITNESS_PQ),
                            "group both all one two",
                            "quorum both",
                            "");

            assertThat(cosigners(both, ED, WITNESS, WITNESS_PQ))
                    .containsExactly(trusted(WITNESS), trusted(WITNESS_PQ));
            assertThatThrownBy(() -> cosigners(both, ED, WITNESS_PQ))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Too few witnesses");
        }

        @Test
        void may_ask_for_any_or_for_none() {
            Trust any =
                    policy(
                            line("log", ED),
                            line("witness one", WITNESS),
                            line("witness two", WITNESS_PQ),
                            "group any any one two",
                            "quorum any");
            Trust none = policy(line("log", ED), line("witness one", WITNESS), "quorum none");

            assertThat(cosigners(any, ED, WITNESS)).hasSize(1);
            assertThat(cosigners(none, ED)).isEmpty();
            assertThatThrownBy(() -> cosigners(any, ED)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> cosigners(none, STRANGER))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void in_any_other_form_is_refused_with_the_line() {
            String log = line("log", ED);
            String witness = line("witness one", WITNESS);
            List<List<String>> faults =
                    List.of(
                            List.of(log),
                            List.of(log, "quorum one"),
                            List.of(log, "quorum none", "quorum none"),
                            List.of(log, log, "quorum none"),
                            List.of(log, witness, witness, "quorum one"),
                            List.of(log, witness, "group g 2 one", "quorum g"),
                            List.of(log, witness, "group g 0 one", "quorum g"),
                            List.of(log, witness, "group none all one", "quorum one"),
                            List.of(log, line("witness two", ED), "quorum two"),
                            List.of(log, "wintess", "quorum none"),
                            List.of(log.replace("+A", "+B"), "quorum none"));
            for (List<String> fault : faults) {
                assertThatThrownBy(() -> policy(fault.toArray(String[]::new)))
                        .as(fault.toString())
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    @Nested
    class The_command {
        @TempDir private Path folder;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        private String file(String name, String text) throws IOException {
            return Files.writeString(folder.resolve(name), text).toString();
        }

        private int run(@Nullable Path usualKey, String... words) {
            return new CheckReceipt(
                            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                    .run(List.of(words), usualKey);
        }

        private String keys() throws IOException {
            return file(
                    "log.vkeys", ED.verifierKey().text() + "\n" + PQ.verifierKey().text() + "\n");
        }

        @Test
        void says_that_an_event_is_in_the_log() throws IOException {
            String event = file("event.json", new String(EVENT, UTF_8));

            int exit = run(null, file("r", RECEIPT), "--event", event, "--key", keys());

            assertThat(exit).isZero();
            assertThat(out.toString(UTF_8))
                    .startsWith("The event is in the log. ")
                    .contains("  time        2026-11-21T12:00:00.123Z\n")
                    .contains("  person      gla.officer\n")
                    .contains("  action      dataset.read\n")
                    .contains("  dataset     brent/council-spend\n")
                    .contains("index 4 of 7")
                    .contains("(Ed25519)")
                    .contains("(ML-DSA-44)");
        }

        @Test
        void shows_what_was_proved_and_not_what_stood_beside_it() throws IOException {
            String inner = new String(EVENT, UTF_8).replace("\\", "\\\\").replace("\"", "\\\"");
            String event =
                    file(
                            "event.json",
                            "{\"actor\": {\"username\": \"somebody.else\"}, \"canonical\": \""
                                    + inner
                                    + "\"}");

            int exit = run(Path.of(keys()), file("r", RECEIPT), "--event", event);

            assertThat(exit).isZero();
            assertThat(out.toString(UTF_8)).contains("gla.officer").doesNotContain("somebody.else");
        }

        @Test
        void takes_an_answer_of_the_api_too() throws IOException {
            String inner = new String(EVENT, UTF_8).replace("\\", "\\\\").replace("\"", "\\\"");
            String event =
                    file(
                            "event.json",
                            "{\"id\": \"x\", \"grant\": null, \"actor\": {\"canonical\": \"no\"},"
                                    + " \"canonical\" : \""
                                    + inner.replace("£", "\\u00a3")
                                    + "\",\n \"sequence\": 1.5}");

            int exit = run(Path.of(keys()), file("r", RECEIPT), "--event", event);

            assertThat(exit).isZero();
        }

        @Test
        void says_what_is_proved_without_the_event() throws IOException {
            int exit = run(null, file("r", RECEIPT), "--key", keys());

            assertThat(exit).isZero();
            assertThat(out.toString(UTF_8)).contains("only together with the event");
        }

        @Test
        void lets_nobody_s_words_move_the_cursor_or_turn_the_line_round() throws IOException {
            String origin = "example.test\u009b2J\u202egol\u2028/\u007f";

            int exit = run(null, file("r", receipt(origin, STRANGER)), "--key", keys());

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString(UTF_8))
                    .contains("It names the log example.test?2J?gol?/?.")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
        }

        @Test
        void tells_what_does_not_hold_from_what_cannot_be_read() throws IOException {
            String other = file("other.json", new String(OTHER, UTF_8));
            String laidOut = file("laid.json", new String(EVENT, UTF_8).replace(",", ", "));

            assertThat(run(null, file("r", RECEIPT), "--event", other, "--key", keys()))
                    .isEqualTo(1);
            assertThat(run(null, file("r", RECEIPT), "--event", laidOut, "--key", keys()))
                    .isEqualTo(2);
            assertThat(run(null, file("cut", RECEIPT.substring(0, 90)), "--key", keys()))
                    .isEqualTo(2);
            assertThat(run(null, "no-such-file", "--key", keys())).isEqualTo(2);
            assertThat(run(null, file("r", RECEIPT), "--key", file("k", "no key"))).isEqualTo(2);
            assertThat(run(null, file("r", RECEIPT))).isEqualTo(2);
            assertThat(run(null)).isEqualTo(2);
            assertThat(run(null, "a", "b", "--key")).isEqualTo(2);
            assertThat(err.toString(UTF_8))
                    .contains("not the one that this receipt is for")
                    .contains("laid out anew")
                    .contains("There is no file")
                    .contains("Say whom you trust");
        }
    }

    @Test
    void the_checkpoint_of_a_log_with_both_keys_is_accepted() {
        var signer = new CheckpointSigner(ORIGIN, List.of(ED, PQ));
        String note = signer.cosign(signer.sign(0, TreeHasher.EMPTY_ROOT, NOON), NOON).format();

        assertThat(trust(ED, PQ).accept(Note.parse(note)).signers()).hasSize(2);
    }
}
