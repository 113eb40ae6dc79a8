package city.datastore.agreements.mail;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.reminders.Delivery;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Mailbox;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;

/** Letters on their way to a real SMTP server. */
class SmtpPostTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2027-03-03T08:09:10Z"), ZoneOffset.UTC);
    private static final String TO = "ig@brent.example";
    private static final Letter LETTER =
            new Letter(
                    "reminder-1",
                    new Mailbox(TO),
                    "DSA-2026-0001: review due by 1 June 2027 – spending",
                    "Look at it.\n.\nFrom here on, too: “done”.\n",
                    "DSA-2026-0001-review.ics",
                    "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");

    private static Delivery send(SmtpServer server, @Nullable SSLContext trust) {
        try {
            return new SmtpPost(server, trust, CLOCK).send(LETTER);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class A_letter {
        @Test
        void arrives_as_it_was_written() throws MessagingException {
            try (var server = MailServer.started()) {
                assertThat(send(server.settings(), null)).isEqualTo(new Delivery.Taken());
                var taken = server.taken().getFirst();
                assertThat(taken.from()).isEqualTo("sharing@city.example");
                assertThat(taken.to()).isEqualTo(TO);
                assertThat(taken.subject()).isEqualTo(LETTER.subject());
                assertThat(taken.header("Message-ID")).isEqualTo("<reminder-1@city.example>");
                assertThat(taken.header("From")).isEqualTo("City DataStore <sharing@city.example>");
                assertThat(taken.header("To")).isEqualTo(TO);
                assertThat(taken.header("Auto-Submitted")).isEqualTo("auto-generated");
                assertThat(taken.message().getSentDate()).isEqualTo(CLOCK.instant());
                assertThat(taken.text().replace("\r\n", "\n")).isEqualTo(LETTER.text());
                assertThat(taken.calendar()).isEqualTo(LETTER.calendar());
                assertThat(taken.part(1).getContentType())
                        .contains("text/calendar", "method=PUBLISH");
                assertThat(taken.part(1).getFileName()).isEqualTo(LETTER.fileName());
            }
        }

        @Test
        void has_the_same_id_however_often_it_is_sent() {
            try (var server = MailServer.started()) {
                send(server.settings(), null);
                send(server.settings(), null);
                assertThat(server.taken())
                        .extracting(taken -> taken.header("Message-ID"))
                        .hasSize(2)
                        .containsOnly("<reminder-1@city.example>");
            }
        }
    }

    @Nested
    class A_server_that_says_no {
        private static Delivery after(String about, int code, String text) {
            try (var server = MailServer.started()) {
                server.refuse(about, code, text);
                return send(server.settings(), null);
            }
        }

        @Test
        void to_the_address_for_good_is_believed() {
            assertThat(after(TO, 550, "5.1.1 no such mailbox"))
                    .isEqualTo(new Delivery.Refused(550));
            assertThat(after(TO, 553, "not so")).isEqualTo(new Delivery.Refused(553));
            assertThat(after("data", 554, "5.6.0 not such a letter"))
                    .isEqualTo(new Delivery.Refused(554));
        }

        @Test
        void for_now_is_asked_again() {
            assertThat(after(TO, 450, "4.2.1 busy")).isEqualTo(new Delivery.NotYet(Hitch.DEFERRED));
            assertThat(after("data", 452, "4.3.1 full"))
                    .isEqualTo(new Delivery.NotYet(Hitch.DEFERRED));
            assertThat(after(TO, 421, "good bye"))
                    .isEqualTo(new Delivery.NotYet(Hitch.UNREACHABLE));
        }

        @Test
        void to_the_platform_is_not_the_letters_fault() {
            assertThat(after("sharing@city.example", 553, "5.7.1 who are you"))
                    .isEqualTo(new Delivery.NotYet(Hitch.NOT_LET_IN));
            assertThat(after(TO, 550, "5.7.1 no relaying"))
                    .isEqualTo(new Delivery.NotYet(Hitch.NOT_LET_IN));
        }
    }

    @Nested
    class A_server_that_is_not_there {
        @Test
        void is_unreachable() throws IOException {
            try (Socket nobody = MailServer.closedPort()) {
                assertThat(
                                send(
                                        MailServer.settings(
                                                nobody.getLocalPort(), SmtpServer.Security.NONE),
                                        null))
                        .isEqualTo(new Delivery.NotYet(Hitch.UNREACHABLE));
            }
        }

        @Test
        void any_more_when_it_should_have_said_that_it_took_the_letter_is_unreachable() {
            try (var server = MailServer.started()) {
                server.saysNoMore();
                assertThat(send(server.settings(), null))
                        .isEqualTo(new Delivery.NotYet(Hitch.UNREACHABLE));
                assertThat(server.taken()).hasSize(1);
            }
        }
    }

    /** Neither of these would ever let go of a letter by itself. */
    @Nested
    class A_server_that_takes_for_ever {
        @Test
        void to_say_anything_is_given_up() throws Exception {
            try (var server = SlowServer.started("")) {
                assertThat(send(server, Duration.ofMillis(200)))
                        .isEqualTo(new Delivery.NotYet(Hitch.UNREACHABLE));
                server.awaitHungUp();
            }
        }

        @Test
        void to_finish_what_it_says_is_given_up() throws Exception {
            try (var server = SlowServer.started("220-go on\r\n")) {
                assertThat(send(server, Duration.ofMillis(200)))
                        .isEqualTo(new Delivery.NotYet(Hitch.UNREACHABLE));
                server.awaitHungUp();
            }
        }

        @Test
        void does_not_hold_up_a_platform_that_stops() throws Exception {
            try (var server = SlowServer.started("220-go on\r\n")) {
                var ended = new CompletableFuture<Throwable>();
                Thread sending =
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        var _ = send(server, Duration.ofMinutes(4));
                                        ended.complete(new AssertionError("it was sent"));
                                    } catch (InterruptedException e) {
                                        ended.complete(e);
                                    }
                                });
                server.awaitCalled();
                sending.interrupt();
                assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
                server.awaitHungUp();
            }
        }

        private static Delivery send(SlowServer server, Duration whole)
                throws InterruptedException {
            var settings = MailServer.settings(server.port(), SmtpServer.Security.NONE);
            return new SmtpPost(settings, null, CLOCK, whole).send(LETTER);
        }
    }

    @Nested
    class A_server_on_another_machine {
        private static Delivery by(MailServer server, @Nullable SSLContext trust) {
            return send(MailServer.settings(server.port(), SmtpServer.Security.STARTTLS), trust);
        }

        @Test
        void is_talked_to_in_secret() {
            var keys = TestKeys.of("localhost");
            try (var server =
                    MailServer.started(
                            builder -> builder.startTlsSocketFactory(keys.server()).requireTLS())) {
                assertThat(by(server, keys.client())).isEqualTo(new Delivery.Taken());
            }
        }

        @Test
        void gets_no_letter_while_it_cannot_be() {
            try (var server = MailServer.started()) {
                assertThat(by(server, null)).isEqualTo(new Delivery.NotYet(Hitch.NOT_SAFE));
                assertThat(server.senders()).isEmpty();
            }
        }

        @Test
        void gets_no_letter_while_nobody_vouches_for_it_or_it_is_somebody_else() {
            var keys = TestKeys.of("localhost");
            var others = TestKeys.of("mail.evil.example");
            try (var server =
                            MailServer.started(builder ->
                                    builder.startTlsSocketFactory(keys.server()).requireTLS());
                    var somebody =
                            MailServer.started(builder ->
                                    builder.startTlsSocketFactory(others.server()).requireTLS())) {
                assertThat(by(server, null)).isEqualTo(new Delivery.NotYet(Hitch.NOT_SAFE));
                assertThat(by(somebody, others.client()))
                        .isEqualTo(new Delivery.NotYet(Hitch.NOT_SAFE));
                assertThat(server.senders()).isEmpty();
                assertThat(somebody.senders()).isEmpty();
            }
        }
    }

    @Nested
    class A_server_that_asks_for_a_password {
        private static Delivery with(String password) {
            var names =
                    new EasyAuthenticationHandlerFactory((user, given, context) -> {
                        if (!user.equals("platform") || !given.equals("right")) {
                            throw new LoginFailedException("no");
                        }
                    });
            try (var server =
                    MailServer.started(builder ->
                            builder.authenticationHandlerFactory(names).requireAuth(true))) {
                var settings = server.settings();
                return send(
                        new SmtpServer(
                                settings.host(),
                                settings.port(),
                                settings.security(),
                                new SmtpServer.User("platform", password),
                                settings.from(),
                                settings.hello()),
                        null);
            }
        }

        @Test
        void lets_in_who_knows_it_and_nobody_else() {
            assertThat(with("right")).isEqualTo(new Delivery.Taken());
            assertThat(with("wrong")).isEqualTo(new Delivery.NotYet(Hitch.NOT_LET_IN));
        }
    }
}
