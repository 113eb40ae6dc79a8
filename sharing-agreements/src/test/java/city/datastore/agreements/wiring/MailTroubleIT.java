package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.mail.MailServer;
import city.datastore.agreements.register.ReminderRows;
import city.datastore.agreements.reminders.Backlog;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.names.AgreementRef;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of letters when the mail does not go as it should. */
class MailTroubleIT extends RemindersRoom {
    @Nested
    class A_mail_server_that_is_down_for_a_day {
        @Test
        void costs_nothing_but_time() throws IOException {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            try (Socket nobody = MailServer.closedPort()) {
                Reminders down = through(nobody);
                for (int minutes = 0; minutes < 24 * 60; minutes += 5) {
                    if (minutes % 60 == 0) {
                        down.sweep();
                    }
                    assertThat(send(down)).isZero();
                    later(Duration.ofMinutes(5));
                }
            }
            Reminder waits = reminder(reference, GLA);
            assertThat(waits.state())
                    .isInstanceOfSatisfying(
                            ReminderState.Waiting.class,
                            waiting -> assertThat(waiting.hitch()).isEqualTo(Hitch.UNREACHABLE));
            assertThat(waits.tries()).as("tries in a day").isBetween(20, 40);
            assertThat(recorded()).isEmpty();
            later(Duration.ofHours(1));
            up().sweep();
            assertThat(send(up())).isEqualTo(2);
            later(Duration.ofHours(1));
            assertThat(send(up())).isZero();
            assertThat(recipients()).containsExactlyInAnyOrder(OF_BRENT, OF_GLA);
            assertThat(recorded()).hasSize(2);
        }

        @Test
        void is_asked_once_a_round_rather_than_for_each_letter() throws IOException {
            active();
            active();
            turnTo(REVIEW, 90);
            try (Socket nobody = MailServer.closedPort()) {
                Reminders down = through(nobody);
                down.sweep();
                send(down);
                assertThat(made.stream().flatMap(each -> down.of(each).stream()))
                        .extracting(Reminder::tries)
                        .containsExactlyInAnyOrder(1, 0, 0, 0);
            }
        }

        @Test
        void for_so_long_that_the_next_letter_is_due_gets_that_one_only() {
            active();
            turnTo(REVIEW, 90);
            up().sweep();
            turnTo(REVIEW, 60);
            up().sweep();
            assertThat(send(up())).isEqualTo(2);
            assertThat(recipients()).containsExactlyInAnyOrder(OF_BRENT, OF_GLA);
            assertThat(up().of(made.getFirst()))
                    .extracting(each -> each.key().ahead().days() + " " + each.state().word())
                    .containsExactlyInAnyOrder("60 sent", "60 sent", "90 dropped", "90 dropped");
        }
    }

    @Nested
    class Several_nodes {
        @Test
        void send_each_letter_once() throws Exception {
            IntStream.range(0, 6).forEach(_ -> active());
            turnTo(REVIEW, 90);
            int nodes = 4;
            var start = new CyclicBarrier(nodes);
            Callable<Integer> node =
                    () -> {
                        Reminders own = up();
                        start.await();
                        own.sweep();
                        start.await();
                        return own.send(() -> true);
                    };
            int sent = 0;
            try (var threads = Executors.newFixedThreadPool(nodes)) {
                for (var each :
                        IntStream.range(0, nodes).mapToObj(_ -> threads.submit(node)).toList()) {
                    sent += each.get();
                }
            }
            assertThat(sent).isEqualTo(12);
            assertThat(server.taken())
                    .extracting(taken -> taken.header("Message-ID"))
                    .hasSize(12)
                    .doesNotHaveDuplicates();
            assertThat(recorded()).hasSize(12);
        }

        @Test
        void take_over_from_one_that_died_and_its_late_word_counts_no_more() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            up().sweep();
            var rows = new ReminderRows(room().bean(DataSource.class));
            Instant now = room().clock.instant();
            var held = rows.claim(now, now.plus(Duration.ofMinutes(10))).orElseThrow();
            assertThat(send(up())).as("the other letter").isEqualTo(1);
            later(Duration.ofMinutes(10));
            assertThat(send(up())).isEqualTo(1);
            assertThat(rows.become(held, new ReminderState.Refused(now, 550))).isFalse();
            assertThat(up().of(reference))
                    .extracting(each -> each.state().word())
                    .containsOnly("sent");
        }
    }

    @Nested
    class An_address_that_is_refused {
        @Test
        void is_not_tried_again_and_holds_nobody_up() {
            AgreementRef reference = active();
            server.refuse(OF_BRENT, 550, "5.1.1 no such mailbox");
            turnTo(REVIEW, 90);
            up().sweep();
            assertThat(send(up())).isEqualTo(1);
            assertThat(state(reference, BRENT))
                    .isEqualTo(new ReminderState.Refused(room().clock.instant(), 550));
            server.refuseNobody();
            later(Duration.ofDays(1));
            up().sweep();
            assertThat(send(up())).isZero();
            assertThat(recipients()).containsExactly(OF_GLA);
            assertThat(recorded())
                    .extracting(event -> event.outcome().word())
                    .containsExactlyInAnyOrder("done", "failed");
        }

        @Test
        void for_now_is_tried_again() {
            AgreementRef reference = active();
            server.refuse(OF_BRENT, 450, "4.2.1 busy");
            turnTo(REVIEW, 90);
            up().sweep();
            assertThat(send(up())).isEqualTo(1);
            assertThat(state(reference, BRENT))
                    .isEqualTo(
                            new ReminderState.Waiting(
                                    room().clock.instant().plusSeconds(60), Hitch.DEFERRED));
            server.refuseNobody();
            later(Duration.ofSeconds(59));
            assertThat(send(up())).isZero();
            later(Duration.ofSeconds(1));
            assertThat(send(up())).isEqualTo(1);
        }
    }

    @Nested
    class An_agency_without_an_address {
        @Test
        void waits_for_one_and_gets_its_letter_then() {
            AgreementRef reference = active(anAgreement().terms());
            turnTo(REVIEW, 90);
            up().sweep();
            assertThat(send(up())).isZero();
            assertThat(state(reference, GLA))
                    .isEqualTo(
                            new ReminderState.Waiting(
                                    room().clock.instant().plus(Duration.ofHours(1)),
                                    Hitch.NO_ADDRESS));
            later(Duration.ofHours(1));
            var configured = new Mailboxes(Map.of(GLA, new Mailbox("configured@gla.example")));
            assertThat(send(up(configured))).isEqualTo(1);
            assertThat(recipients()).containsExactly("configured@gla.example");
        }
    }

    @Nested
    class Without_a_mail_server {
        @Test
        void letters_wait_for_one() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            Reminders none = room().bean(Reminders.class);
            assertThat(none.sends()).isFalse();
            assertThat(none.sweep()).isEqualTo(2);
            assertThat(none.backlog())
                    .isEqualTo(new Backlog(2, Optional.of(room().clock.instant())));
            assertThat(send(none)).isZero();
            assertThat(reminder(reference, GLA).tries()).isZero();
            assertThat(send(up())).isEqualTo(2);
            assertThat(none.backlog()).isEqualTo(new Backlog(0, Optional.empty()));
        }
    }
}
