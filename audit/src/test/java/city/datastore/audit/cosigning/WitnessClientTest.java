package city.datastore.audit.cosigning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.log.AddCheckpoint;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.TreeHasher;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is made of the answers of a witness that may say anything. */
class WitnessClientTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final long SIZE = 1;

    private record Said(int status, String body) {}

    private final SigningKey log = key("log.example/city", SignatureType.ED25519);
    private final SigningKey witness =
            key("witness.example/camden", SignatureType.ED25519_COSIGNATURE);
    private final SignedNote checkpoint =
            NoteSigner.note(
                    new Checkpoint("log.example/city", SIZE, new TreeHasher().leaf(new byte[32]))
                            .text(),
                    NOON,
                    log);
    private final List<Said> answers = new ArrayList<>();
    private final List<AddCheckpoint> asked = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server = server();
    private final WitnessClient client =
            new WitnessClient(
                    http,
                    new TlogPolicy.Witness(
                            "camden",
                            witness.verifierKey(),
                            Optional.of("http://127.0.0.1:" + server.getAddress().getPort())),
                    new LogTables(new DriverManagerDataSource("jdbc:none")));

    private static SigningKey key(String name, SignatureType type) {
        return SigningKey.generate(name, type, new SecureRandom());
    }

    private HttpServer server() {
        try {
            var made =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext(
                    "/add-checkpoint",
                    exchange -> {
                        try (exchange) {
                            asked.add(
                                    AddCheckpoint.parse(exchange.getRequestBody().readAllBytes()));
                            Said said = answers.removeFirst();
                            byte[] body = said.body().getBytes(UTF_8);
                            exchange.sendResponseHeaders(said.status(), body.length);
                            exchange.getResponseBody().write(body);
                        }
                    });
            made.start();
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.shutdownNow();
    }

    private WitnessAnswer answer(Said... said) {
        answers.addAll(List.of(said));
        try {
            return client.ask(SIZE, checkpoint);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String line(SigningKey by, String text, Instant at) {
        return by.sign(text, at).line();
    }

    @Nested
    class A_cosignature_is_kept {
        @Test
        void when_it_holds_and_says_its_time() {
            String line = line(witness, checkpoint.text(), NOON);

            assertThat(answer(new Said(200, line)))
                    .isEqualTo(new WitnessAnswer.Cosigned(witness.sign(checkpoint.text(), NOON)));
            assertThat(asked).containsExactly(new AddCheckpoint(0, List.of(), checkpoint));
        }

        @Test
        void among_others_by_keys_that_nobody_knows() {
            var stranger = key("witness.example/mps", SignatureType.ED25519_COSIGNATURE);
            String lines =
                    line(stranger, checkpoint.text(), NOON)
                            + line(witness, checkpoint.text(), NOON);

            assertThat(answer(new Said(200, lines))).isInstanceOf(WitnessAnswer.Cosigned.class);
        }

        @Test
        void when_the_witness_has_to_say_its_size_first() {
            String line = line(witness, checkpoint.text(), NOON);

            assertThat(answer(new Said(409, "1\n"), new Said(200, line)))
                    .isInstanceOf(WitnessAnswer.Cosigned.class);
            assertThat(asked.getLast().oldSize()).isEqualTo(1);
        }
    }

    @Nested
    class A_cosignature_is_dropped {
        @Test
        void without_a_time() {
            String line = line(witness, checkpoint.text(), Instant.EPOCH);

            assertThat(answer(new Said(200, line)))
                    .isEqualTo(new WitnessAnswer.Nothing("cosigned_without_a_time"));
        }

        @Test
        void on_another_checkpoint() {
            String other = new Checkpoint("log.example/city", 2, TreeHasher.EMPTY_ROOT).text();

            assertThat(answer(new Said(200, line(witness, other, NOON))))
                    .isEqualTo(new WitnessAnswer.Nothing("answer_does_not_hold"));
        }

        @Test
        void by_another_key() {
            var stranger = key("witness.example/camden", SignatureType.ED25519_COSIGNATURE);

            assertThat(answer(new Said(200, line(stranger, checkpoint.text(), NOON))))
                    .isEqualTo(new WitnessAnswer.Nothing("answer_does_not_hold"));
        }

        @Test
        void in_an_answer_that_has_no_form_or_no_end() {
            assertThat(answer(new Said(200, "yes\n")))
                    .isEqualTo(new WitnessAnswer.Nothing("answer_does_not_hold"));
            assertThat(answer(new Said(200, "")))
                    .isEqualTo(new WitnessAnswer.Nothing("answer_does_not_hold"));
            assertThat(answer(new Said(200, "x".repeat(100_000))).outcome()).startsWith("away");
        }
    }

    @Nested
    class A_refusal {
        @Test
        void with_422_says_that_the_witness_saw_another_history() {
            assertThat(answer(new Said(422, "no\n")))
                    .isEqualTo(new WitnessAnswer.OtherHistory(422, 0));
        }

        @Test
        void with_any_other_status_says_nothing_of_the_kind() {
            for (int status : List.of(400, 403, 404, 302)) {
                assertThat(answer(new Said(status, "no\n")))
                        .isEqualTo(new WitnessAnswer.Nothing("answered_" + status));
            }
        }

        @Test
        void with_500_or_more_says_that_the_witness_does_not_work() {
            for (int status : List.of(500, 503)) {
                assertThat(answer(new Said(status, "no\n")))
                        .isEqualTo(new WitnessAnswer.Broken(status));
            }
        }

        @Test
        void with_a_size_that_is_none_is_as_good_as_no_answer() {
            for (String size : List.of("", "1", "01\n", "-1\n", "x\n", "9".repeat(30) + "\n")) {
                assertThat(answer(new Said(409, size)).outcome()).startsWith("away");
            }
        }

        @Test
        void with_409_for_ever_is_asked_about_once() {
            assertThat(answer(new Said(409, "1\n"), new Said(409, "0\n")))
                    .isEqualTo(new WitnessAnswer.Nothing("answered_409"));
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void a_witness_that_does_not_listen_is_away() {
        server.stop(0);

        assertThat(answer().outcome()).startsWith("away");
    }
}
