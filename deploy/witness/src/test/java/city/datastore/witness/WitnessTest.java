package city.datastore.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.log.AddCheckpoint;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.merkle.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir private Path home = Path.of("");
    private final WrittenLog log = WrittenLog.of("log.example/city");

    private SigningKey key() {
        return WitnessKeyFile.open(home.resolve("witness.key"), "witness.example/camden");
    }

    private Seen seen() {
        return new Seen(home, key().verifierKey());
    }

    private Witness witness() {
        return new Witness(List.of(log.key.verifierKey()), key(), seen(), CLOCK);
    }

    /** That the witness cosigned this checkpoint, now. */
    private void assertCosigned(Answer answer, SignedNote checkpoint) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var note = new SignedNote(checkpoint.text(), SignedNote.lines(answer.body()));
        assertThat(note.verify(List.of(key().verifierKey())))
                .singleElement()
                .satisfies(cosignature ->
                        assertThat(cosignature.time()).isEqualTo(NOON.getEpochSecond()));
    }

    private static void assertConflict(Answer answer, long size) {
        assertThat(answer).isEqualTo(new Answer(409, "text/x.tlog.size", size + "\n"));
    }

    @Nested
    class A_witness_that_has_seen_nothing {
        @Test
        void cosigns_the_first_checkpoint_it_is_shown() {
            assertCosigned(witness().add(log.add(0, 7)), log.checkpoint(7));
        }

        @Test
        void cosigns_the_empty_log() {
            Witness witness = witness();

            assertCosigned(witness.add(log.add(0, 0)), log.checkpoint(0));
            assertCosigned(witness.add(log.add(0, 5)), log.checkpoint(5));
        }

        @Test
        void refuses_an_empty_log_with_the_root_of_something() {
            String text = new Checkpoint("log.example/city", 0, log.root(3)).text();
            var note = NoteSigner.note(text, NOON, log.key);

            assertThat(witness().add(new AddCheckpoint(0, List.of(), note).bytes()).status())
                    .isEqualTo(422);
        }

        @Test
        void refuses_a_proof_from_nothing() {
            var body = new AddCheckpoint(0, log.proof(3, 7), log.checkpoint(7)).bytes();

            assertThat(witness().add(body).status()).isEqualTo(422);
        }

        @Test
        void says_that_it_has_seen_nothing_to_who_thinks_otherwise() {
            assertConflict(witness().add(log.add(5, 7)), 0);
        }
    }

    @Nested
    class A_witness_that_has_seen_seven_entries {
        private Witness witness;

        @BeforeEach
        void showSeven() {
            witness = witness();
            assertThat(witness.add(log.add(0, 7)).status()).isEqualTo(200);
        }

        private void assertStillAtSeven() {
            assertConflict(witness.add(log.add(0, 20)), 7);
            assertThat(seen().last("log.example/city"))
                    .hasValue(new Checkpoint("log.example/city", 7, log.root(7)));
        }

        @Test
        void cosigns_every_later_size_that_continues_them() {
            for (int size = 8; size <= WrittenLog.SIZE; size++) {
                assertCosigned(witness.add(log.add(size - 1, size)), log.checkpoint(size));
            }
        }

        @Test
        void cosigns_the_same_again() {
            assertCosigned(witness.add(log.add(7, 7)), log.checkpoint(7));
            assertStillAtSeven();
        }

        @Test
        void tells_its_size_to_who_starts_from_another() {
            assertConflict(witness.add(log.add(0, 9)), 7);
            assertConflict(witness.add(log.add(6, 9)), 7);
            assertConflict(witness.add(log.add(8, 9)), 7);
            assertStillAtSeven();
        }

        @Test
        void refuses_a_log_that_shrank() {
            assertThat(witness.add(shrunk(7)).status()).isEqualTo(400);
            assertConflict(witness.add(log.add(5, 5)), 7);
            assertStillAtSeven();
        }

        private byte[] shrunk(long from) {
            return new AddCheckpoint(from, List.of(), log.checkpoint(5)).bytes();
        }

        @Test
        void refuses_a_fork_of_the_same_size() {
            var fork = new AddCheckpoint(7, List.of(), log.fork().checkpoint(7)).bytes();

            assertThat(witness.add(fork).status()).isEqualTo(422);
            assertStillAtSeven();
        }

        @Test
        void refuses_a_fork_that_is_larger_with_whatever_proof() {
            assertThat(witness.add(log.fork().add(7, 12)).status()).isEqualTo(422);
            var mixed = new AddCheckpoint(7, log.proof(7, 12), log.fork().checkpoint(12)).bytes();
            assertThat(witness.add(mixed).status()).isEqualTo(422);
            assertStillAtSeven();
        }

        @Test
        void refuses_a_proof_that_is_short_long_turned_round_or_for_other_sizes() {
            List<Hash> right = log.proof(7, 12);
            List<Hash> longer = new ArrayList<>(right);
            longer.add(log.root(1));
            List<Hash> turned = new ArrayList<>(right);
            Collections.reverse(turned);
            for (List<Hash> wrong :
                    List.of(
                            List.<Hash>of(),
                            right.subList(1, right.size()),
                            longer,
                            turned,
                            log.proof(6, 12))) {
                var body = new AddCheckpoint(7, wrong, log.checkpoint(12)).bytes();
                assertThat(witness.add(body).status()).isEqualTo(422);
            }
            assertStillAtSeven();
        }

        @Test
        void shows_what_it_cosigned_with_both_signatures() {
            var note = SignedNote.parse(witness.checkpoint(Seen.hash("log.example/city")).body());

            assertThat(note.verify(List.of(log.key.verifierKey(), key().verifierKey()))).hasSize(2);
            assertThat(witness.checkpoint(Seen.hash("another")).status()).isEqualTo(404);
            assertThat(witness.checkpoint("../witness").status()).isEqualTo(404);
        }

        @Test
        void lets_one_of_many_that_ask_at_once_go_first_and_never_goes_back() throws Exception {
            List<Callable<Answer>> all = new ArrayList<>();
            for (int size = 8; size <= WrittenLog.SIZE; size++) {
                byte[] body = log.add(7, size);
                all.add(() -> witness.add(body));
            }
            try (var threads = Executors.newFixedThreadPool(8)) {
                var statuses = new ArrayList<Integer>();
                for (var answer : threads.invokeAll(all)) {
                    statuses.add(answer.get().status());
                }
                assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
            }
        }
    }

    @Nested
    class Whoever_signed {
        private final SigningKey other =
                SigningKey.generate("log.example/city", SignatureType.ED25519, new SecureRandom());

        @Test
        void a_log_that_it_does_not_know_is_not_found() {
            WrittenLog unknown = WrittenLog.of("log.example/elsewhere");

            assertThat(witness().add(unknown.add(0, 7)).status()).isEqualTo(404);
        }

        @Test
        void a_checkpoint_by_another_key_alone_is_forbidden() {
            var body = new AddCheckpoint(0, List.of(), log.signedBy(7, other)).bytes();

            assertThat(witness().add(body).status()).isEqualTo(403);
        }

        @Test
        void a_signature_that_does_not_hold_is_forbidden() {
            var note = new SignedNote(log.checkpoint(8).text(), log.checkpoint(7).signatures());

            assertThat(witness().add(new AddCheckpoint(0, List.of(), note).bytes()).status())
                    .isEqualTo(403);
        }

        @Test
        void more_signatures_by_keys_it_does_not_know_do_no_harm_and_are_not_kept() {
            var note = log.checkpoint(7).with(log.signedBy(7, other).signatures());
            Witness witness = witness();

            assertCosigned(
                    witness.add(new AddCheckpoint(0, List.of(), note).bytes()), log.checkpoint(7));
            var kept = SignedNote.parse(witness.checkpoint(Seen.hash("log.example/city")).body());
            assertThat(kept.signatures()).hasSize(2);
        }
    }

    @Nested
    class A_log_with_a_key_that_signs_no_extension_lines {
        private final SigningKey slow =
                SigningKey.generate(
                        "log.example/city",
                        SignatureType.ML_DSA_44_COSIGNATURE,
                        new SecureRandom());
        private Witness witness;

        @BeforeEach
        void showSeven() {
            witness =
                    new Witness(
                            List.of(log.key.verifierKey(), slow.verifierKey()),
                            key(),
                            seen(),
                            CLOCK);
            var both = log.checkpoint(7).with(log.signedBy(7, slow).signatures());
            assertCosigned(
                    witness.add(new AddCheckpoint(0, List.of(), both).bytes()), log.checkpoint(7));
        }

        /** What anybody can make of the published note, by leaving out the quick signature. */
        private SignedNote withLine(String line) {
            return new SignedNote(
                    log.checkpoint(7).text() + line + "\n", log.signedBy(7, slow).signatures());
        }

        private void assertGoesOn() {
            assertCosigned(witness.add(log.add(7, 12)), log.checkpoint(12));
            assertThat(seen().last("log.example/city"))
                    .hasValue(new Checkpoint("log.example/city", 12, log.root(12)));
        }

        @Test
        void has_none_added_that_it_never_said() {
            var body = new AddCheckpoint(7, List.of(), withLine("the log says so")).bytes();

            assertThat(witness.add(body).status()).isEqualTo(403);
            assertGoesOn();
        }

        @Test
        void is_not_stopped_by_a_line_that_leaves_no_room_for_the_cosignature() {
            int room = SignedNote.MAX_BYTES - withLine("").bytes().length;
            SignedNote full = withLine("x".repeat(room));
            assertThat(full.bytes()).hasSize(SignedNote.MAX_BYTES);

            assertThat(witness.add(new AddCheckpoint(7, List.of(), full).bytes()).status())
                    .isEqualTo(403);
            assertGoesOn();
        }

        @Test
        void may_say_more_itself_as_long_as_the_cosignature_has_room() {
            SignedNote more = signed("more");
            int room = SignedNote.MAX_BYTES - signed("").bytes().length;
            SignedNote full = signed("x".repeat(room));

            assertThat(witness.add(new AddCheckpoint(7, List.of(), full).bytes()).status())
                    .isEqualTo(400);
            assertCosigned(witness.add(new AddCheckpoint(7, List.of(), more).bytes()), more);
            assertGoesOn();
        }

        private SignedNote signed(String line) {
            return NoteSigner.note(log.checkpoint(7).text() + line + "\n", NOON, log.key);
        }

        @Test
        void is_cosigned_by_that_key_alone_where_there_are_none() {
            var body = new AddCheckpoint(7, log.proof(7, 12), log.signedBy(12, slow)).bytes();

            assertCosigned(witness.add(body), log.checkpoint(12));
        }
    }

    @Nested
    class A_question_that_is_not_in_the_form {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\n\n",
                    "old 0\n",
                    "old 0\n\n",
                    "old 00\n\n%s",
                    "old -1\n\n%s",
                    "old +1\n\n%s",
                    "old  0\n\n%s",
                    "old 9223372036854775808\n\n%s",
                    "new 0\n\n%s",
                    "old 0\r\n\n%s",
                    "old 0\nAAAA\n\n%s",
                    "old 0\n\n%sx",
                    "old 0\n\n\n%s",
                    "%s"
                })
        void is_a_bad_request(String form) {
            String body = form.formatted(log.checkpoint(7).format());

            assertThat(witness().add(body.getBytes(UTF_8)).status()).isEqualTo(400);
        }

        @Test
        void the_same_in_the_right_form_is_not() {
            String body = "old 0\n\n%s".formatted(log.checkpoint(7).format());

            assertThat(witness().add(body.getBytes(UTF_8)).status()).isEqualTo(200);
        }

        @Test
        void with_more_than_63_hashes_is_a_bad_request() {
            String hashes = (log.root(1).base64() + "\n").repeat(64);
            String body = "old 1\n" + hashes + "\n" + log.checkpoint(7).format();

            assertThat(witness().add(body.getBytes(UTF_8)).status()).isEqualTo(400);
        }

        @Test
        void that_is_no_UTF_8_or_has_no_end_is_a_bad_request() {
            assertThat(witness().add(new byte[] {(byte) 0xff}).status()).isEqualTo(400);
            assertThat(witness().add(new byte[AddCheckpoint.MAX_BYTES + 1]).status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class A_witness_that_was_stopped {
        @Test
        void goes_on_from_what_it_saw() {
            assertThat(witness().add(log.add(0, 7)).status()).isEqualTo(200);

            assertThat(witness().add(log.fork().add(7, 12)).status()).isEqualTo(422);
            assertCosigned(witness().add(log.add(7, 12)), log.checkpoint(12));
        }

        @Test
        void between_keeping_and_answering_cosigns_the_same_when_asked_again() {
            var text = log.checkpoint(7).text();
            seen().keep(
                            "log.example/city",
                            log.checkpoint(7).with(List.of(key().sign(text, NOON))));

            assertConflict(witness().add(log.add(0, 7)), 7);
            assertCosigned(witness().add(log.add(7, 7)), log.checkpoint(7));
        }

        @Test
        void before_the_file_was_in_place_has_cosigned_nothing() throws IOException {
            assertThat(witness().add(log.add(0, 7)).status()).isEqualTo(200);
            Path file = home.resolve(Seen.hash("log.example/city") + ".checkpoint");
            Files.writeString(file.resolveSibling(file.getFileName() + ".next"), "half a no");

            assertConflict(witness().add(log.add(0, 12)), 7);
            assertCosigned(witness().add(log.add(7, 12)), log.checkpoint(12));
        }

        @Test
        void does_not_start_when_somebody_changed_what_it_saw() throws IOException {
            assertThat(witness().add(log.add(0, 7)).status()).isEqualTo(200);
            Path file = home.resolve(Seen.hash("log.example/city") + ".checkpoint");
            Files.write(file, log.checkpoint(5).bytes());

            assertThatThrownBy(WitnessTest.this::witness)
                    .isInstanceOf(WitnessException.class)
                    .hasMessageContaining("is not as this witness left it");
        }

        @Test
        void does_not_cosign_what_it_cannot_keep() throws IOException {
            Witness witness = witness();
            Path file = home.resolve(Seen.hash("log.example/city") + ".checkpoint.next");
            Files.createDirectories(file.resolve("in the way"));

            assertThatThrownBy(() -> witness.add(log.add(0, 7)))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(seen().last("log.example/city")).isEmpty();
        }
    }

    @Nested
    class Its_files {
        @Test
        void are_for_their_owner_only() throws IOException {
            var _ = witness().add(log.add(0, 7));

            try (var files = Files.list(home)) {
                assertThat(files)
                        .hasSize(2)
                        .allSatisfy(file ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }

        @Test
        void hold_one_key_for_good() {
            assertThat(key().verifierKey()).isEqualTo(key().verifierKey());
            assertThatThrownBy(
                            () -> WitnessKeyFile.open(home.resolve("witness.key"), "witness.other"))
                    .hasMessageContaining("not of witness.other");
        }

        @Test
        void keep_the_first_keys_of_a_log_and_refuse_others_later() {
            Path file = home.resolve("logs.keys");
            List<String> told = new ArrayList<>();
            var first = new TrustedLogs(file, _ -> log.key.verifierKey().text() + "\n", told::add);
            var changed =
                    new TrustedLogs(
                            file,
                            _ -> WrittenLog.of("log.example/city").key.verifierKey().text(),
                            told::add);
            var away =
                    new TrustedLogs(
                            file,
                            _ -> {
                                throw new IOException("away");
                            },
                            told::add);

            assertThatThrownBy(() -> away.with(List.of("http://log/key")))
                    .hasMessageContaining("cannot be fetched");
            assertThat(first.with(List.of("http://log/key")))
                    .containsExactly(log.key.verifierKey());
            assertThat(told).isEmpty();
            assertThat(away.with(List.of("http://log/key"))).containsExactly(log.key.verifierKey());
            assertThat(String.join("\n", told)).contains("http://log/key", "logs that it knows");
            assertThatThrownBy(() -> changed.with(List.of("http://log/key")))
                    .hasMessageContaining("by other keys");
        }
    }

    @Nested
    class Over_HTTP {
        private HttpResponse<String> send(RunningWitness witness, HttpRequest.Builder request) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(witness.url(), e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private HttpResponse<String> post(RunningWitness witness, byte[] body) {
            return send(
                    witness,
                    HttpRequest.newBuilder(URI.create(witness.url() + "/add-checkpoint"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        }

        private HttpResponse<String> get(RunningWitness witness, String path) {
            return send(witness, HttpRequest.newBuilder(URI.create(witness.url() + path)));
        }

        private RunningWitness running() {
            return new RunningWitness(
                    home, "witness.example/camden", List.of(log.key.verifierKey()));
        }

        @Test
        void it_answers_with_the_status_and_the_type_of_the_specification() {
            try (RunningWitness witness = running()) {
                assertThat(post(witness, log.add(0, 7)).statusCode()).isEqualTo(200);

                var conflict = post(witness, log.add(0, 7));
                assertThat(conflict.statusCode()).isEqualTo(409);
                assertThat(conflict.headers().firstValue("Content-Type"))
                        .hasValue("text/x.tlog.size");
                assertThat(conflict.body()).isEqualTo("7\n");
                assertThat(post(witness, log.fork().add(7, 9)).statusCode()).isEqualTo(422);
                assertThat(post(witness, WrittenLog.of("other").add(0, 7)).statusCode())
                        .isEqualTo(404);
                assertThat(post(witness, "old".getBytes(UTF_8)).statusCode()).isEqualTo(400);
                String shown = "/" + Seen.hash("log.example/city") + "/checkpoint";
                assertThat(get(witness, shown).statusCode()).isEqualTo(200);
            }
        }

        @Test
        void it_does_nothing_else() {
            try (RunningWitness witness = running()) {
                assertThat(get(witness, "/add-checkpoint").statusCode()).isEqualTo(405);
                assertThat(get(witness, "/").statusCode()).isEqualTo(404);
                assertThat(get(witness, "/checkpoint").statusCode()).isEqualTo(404);
                assertThat(get(witness, "//checkpoint").statusCode()).isEqualTo(404);
                assertThat(get(witness, "/witness.key").statusCode()).isEqualTo(404);
                assertThat(get(witness, "/..%2fwitness.key/checkpoint").statusCode())
                        .isEqualTo(404);
                assertThat(post(witness, new byte[2 * AddCheckpoint.MAX_BYTES]).statusCode())
                        .isEqualTo(400);
            }
        }

        @Test
        void it_goes_on_after_a_restart() {
            RunningWitness witness = running();
            assertThat(post(witness, log.add(0, 7)).statusCode()).isEqualTo(200);
            witness.close();
            witness.startAgain();
            try (witness) {
                assertThat(post(witness, log.add(0, 7)).body()).isEqualTo("7\n");
                assertThat(post(witness, log.add(7, 9)).statusCode()).isEqualTo(200);
            }
        }
    }

    @Nested
    class The_command_line {
        private static Options of(String... arguments) {
            return Options.of(List.of(arguments), "http://127.0.0.1:8080/log/key");
        }

        @Test
        void says_everything_or_nothing() {
            assertThat(of().address()).isEqualTo("127.0.0.1");
            assertThat(of().logs()).containsExactly("http://127.0.0.1:8080/log/key");
            assertThat(of("--port", "0", "--log", "a", "--log", "b").logs())
                    .containsExactly("a", "b");
        }

        @Test
        void is_refused_with_the_usage_when_it_is_not_understood() {
            assertThatThrownBy(() -> of("--prot", "1")).hasMessageContaining("Usage");
            assertThatThrownBy(() -> of("--port")).hasMessageContaining("Usage");
            assertThatThrownBy(() -> of("--port", "70000")).hasMessageContaining("port number");
        }
    }
}
