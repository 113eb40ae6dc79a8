package city.datastore.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.verify.Finding;
import city.datastore.audit.verify.Report;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyAuditTest {
    /** The example of docs/audit-log-format.md. */
    private static final String KEY =
            "log.city.example/audit+b321740b+Aa8Go+MpFxTk81bBnJsVzRlR7G5mYqp3vgdUfyiTgzQd\n";

    private static final String RECEIPT =
            """
            c2sp.org/tlog-proof@v1
            extra AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
            index 1
            f5yeMayCVsovJYWD3yYtvH1vaPKgMEPVyZpK5ac5bOk=
            XhbTFuzVdz5Qw7AnN9QkGSsC8ltCRYIgeRgcVXqv2n0=

            log.city.example/audit
            3
            NgFGsG/urE6O5CJk+dCiqDCXd0Xn+JFccoRtbIsfvnI=

            — log.city.example/audit syF0C0nsuvQJKVQKPhSYG/UfR2lkKiCE2+X7UrShHLFUxd317fPLaOvNEjIjMAeyQ5ypvurujNvn4lN9QblU5zZ+HwQ=
            """;

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws Exception {
        return VerifyAudit.run(
                List.of(arguments),
                new StackState(folder),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Nested
    class With_nothing_up {
        @Test
        void the_whole_log_cannot_be_checked() throws Exception {
            assertThat(run()).isEqualTo(2);
            assertThat(err.toString(UTF_8)).contains("Nothing is up").contains("./dev up");
        }

        @Test
        void a_receipt_needs_a_key() throws Exception {
            assertThat(run(file("r", RECEIPT))).isEqualTo(2);
            assertThat(err.toString(UTF_8)).contains("Say whom you trust");
        }

        @Test
        void a_receipt_is_checked_with_a_key() throws Exception {
            assertThat(run(file("r", RECEIPT), "--key", file("k", KEY))).isZero();
            assertThat(out.toString(UTF_8)).contains("index 1 of 3");
        }
    }

    @Nested
    class A_platform_anywhere {
        private static final String SETTINGS =
                """
                database=jdbc:postgresql://127.0.0.1:1/datastore
                database-password-file=password
                kafka=127.0.0.1:1
                keys=log.vkeys
                kept=kept
                """;

        private int check(String settings) throws Exception {
            return run("--deployment", file("city.properties", settings));
        }

        @Test
        void is_looked_for_where_its_file_says() throws Exception {
            file("password", "secret\n");
            file("log.vkeys", KEY);

            assertThat(check(SETTINGS)).isEqualTo(2);
            assertThat(err.toString(UTF_8)).contains("PostgreSQL could not be read", "127.0.0.1:1");
        }

        @Test
        void has_keys_that_whoever_checks_was_given() throws Exception {
            assertThat(check(SETTINGS)).isEqualTo(2);
            assertThat(err.toString(UTF_8))
                    .contains(folder.resolve("log.vkeys") + " is not there", "whom you trust");
        }

        @Test
        void is_not_checked_by_a_file_that_says_too_little_or_something_unknown() throws Exception {
            assertThat(check(SETTINGS.replace("kafka=127.0.0.1:1", ""))).isEqualTo(2);
            assertThat(check(SETTINGS + "datbase=x")).isEqualTo(2);
            assertThat(run("--deployment")).isEqualTo(2);
            assertThat(run("--deployment", folder.resolve("none").toString())).isEqualTo(2);
            assertThat(err.toString(UTF_8))
                    .contains("does not say kafka=", "sets datbase; it may set database, ")
                    .contains("Say which", "none cannot be read");
        }
    }

    @Nested
    class The_newest_checkpoint {
        private void found(String checkpoint, Finding.Kind... kinds) {
            var findings =
                    Arrays.stream(kinds).map(kind -> new Finding(kind, 7, null, "so")).toList();
            LogCheck.keep(
                    new StackState(folder).kept(),
                    new Report(findings, kinds.length, 9, 0, Duration.ZERO, checkpoint, null));
        }

        @Test
        void is_kept_also_where_something_is_found_by_every_check() {
            found("first\n");
            found("second\n", Finding.Kind.MISSING, Finding.Kind.OUT_OF_ORDER);

            assertThat(folder.resolve("verify/checkpoint")).hasContent("second\n");
        }

        @ParameterizedTest
        @EnumSource(names = {"ROOT_MISMATCH", "BAD_SIGNATURE", "SHRUNK"})
        void is_not_kept_where_something_speaks_against_it(Finding.Kind kind) {
            found("first\n");
            found("second\n", Finding.Kind.MISSING, kind);

            assertThat(folder.resolve("verify/checkpoint")).hasContent("first\n");
        }
    }

    @Nested
    class The_keys_of_a_platform {
        private void served(String keys) throws Exception {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/log/key",
                    exchange -> {
                        byte[] bytes = keys.getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
            server.start();
            try {
                Files.createDirectories(folder.resolve("run"));
                file("run/supervisor.properties", "platform=" + server.getAddress().getPort());
                var _ =
                        new LogCheck(new StackState(folder), new PrintStream(out, true, UTF_8))
                                .keys(new StackState(folder).kept());
            } finally {
                server.stop(0);
            }
        }

        @Test
        void are_kept_when_they_are_first_seen() throws Exception {
            served(KEY);

            assertThat(folder.resolve("verify/log.vkeys")).hasContent(KEY);
            assertThat(run(file("r", RECEIPT))).isZero();
        }

        @Test
        void are_not_replaced_by_others_later() throws Exception {
            served(KEY);
            served(KEY.replace("b321740b", "00000000"));

            assertThat(folder.resolve("verify/log.vkeys")).hasContent(KEY);
        }
    }
}
