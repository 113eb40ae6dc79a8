package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Move;
import city.datastore.agreements.Terms;
import city.datastore.agreements.reminders.Needless;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.NotRecordedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What letters say, and when they are not sent after all. */
class LettersIT extends RemindersRoom {
    @Nested
    class What_is_written_down_of_a_letter {
        @Test
        void is_an_event_without_an_address() {
            AgreementRef reference = active();
            turnTo(REVIEW, 60);
            up().sweep();
            send(up());
            assertThat(recorded()).hasSize(2);
            AuditEvent event = recorded().getFirst();
            assertThat(event.outcome().word()).isEqualTo("done");
            assertThat(event.about().agreement()).isEqualTo(reference);
            assertThat(event.about().details())
                    .containsEntry("occasion", "review")
                    .containsEntry("ahead", "60")
                    .containsEntry("due", REVIEW.toString());
            assertThat(recorded())
                    .allSatisfy(each ->
                            assertThat(new String(EventCodec.encode(each), StandardCharsets.UTF_8))
                                    .doesNotContain("@"));
        }

        @Test
        void goes_together_with_the_event_or_not_at_all() {
            AgreementRef reference = active();
            turnTo(REVIEW, 60);
            up().sweep();
            room().changes.broken = true;
            assertThatThrownBy(() -> send(up())).isInstanceOf(NotRecordedException.class);
            assertThat(server.taken()).hasSize(1);
            assertThat(up().of(reference))
                    .allSatisfy(each ->
                            assertThat(each.state()).isInstanceOf(ReminderState.Waiting.class));
            room().changes.broken = false;
            later(Duration.ofMinutes(10));
            assertThat(send(up())).isEqualTo(2);
            assertThat(server.taken())
                    .as("the one that was taken before comes again, with the same id")
                    .extracting(taken -> taken.header("Message-ID"))
                    .hasSize(3);
            assertThat(server.taken().stream().map(taken -> taken.header("Message-ID")).distinct())
                    .hasSize(2);
        }

        @Test
        void names_no_address_in_any_log_line() {
            var log = new ListAppender<ILoggingEvent>();
            log.start();
            var root = (Logger) LoggerFactory.getLogger("city.datastore");
            Level before = root.getLevel();
            root.setLevel(Level.TRACE);
            root.addAppender(log);
            try {
                active();
                turnTo(REVIEW, 60);
                server.refuse(OF_BRENT, 550, "5.1.1 no such mailbox: " + OF_BRENT);
                up().sweep();
                send(up());
            } finally {
                root.detachAppender(log);
                root.setLevel(before);
            }
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("state=sent"))
                    .anyMatch(line -> line.contains("state=refused"))
                    .noneMatch(line -> line.contains("@") || line.contains("mailbox"));
        }
    }

    @Nested
    class A_letter_that_is_of_no_use_any_more {
        @Test
        void is_not_sent_when_the_agreement_is_over() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            up().sweep();
            var _ = room().agreements().terminate(lead(GLA), reference, "no longer needed");
            assertThat(send(up())).isZero();
            assertThat(server.senders()).isEmpty();
            assertThat(state(reference, GLA))
                    .isEqualTo(new ReminderState.Dropped(room().clock.instant(), Needless.ENDED));
        }

        @Test
        void is_not_sent_to_who_has_left() {
            AgreementRef reference = active(anAgreement().between(BRENT, GLA, MPS));
            var _ = room().agreements().approve(lead(MPS), reference, "", null);
            turnTo(REVIEW, 90);
            up(OF_MPS).sweep();
            var _ = room().agreements().leave(lead(MPS), reference, "not any more");
            assertThat(send(up(OF_MPS))).isEqualTo(2);
            assertThat(recipients()).containsExactlyInAnyOrder(OF_BRENT, OF_GLA);
            assertThat(state(reference, MPS))
                    .isEqualTo(new ReminderState.Dropped(room().clock.instant(), Needless.LEFT));
            assertThat(up(OF_MPS).sweep()).isZero();
        }

        @Test
        void is_not_sent_once_the_date_has_come() {
            AgreementRef reference = active();
            turnTo(REVIEW, 1);
            up().sweep();
            turnTo(REVIEW, 0);
            assertThat(send(up())).isZero();
            assertThat(state(reference, GLA))
                    .isEqualTo(new ReminderState.Dropped(room().clock.instant(), Needless.PAST));
        }
    }

    @Nested
    class A_date_that_moves {
        private void review(AgreementRef reference, Instant due) {
            var register = room().register();
            var transactions =
                    new TransactionTemplate(room().bean(PlatformTransactionManager.class));
            transactions.executeWithoutResult(_ -> {
                var before = (Active) register.lock(reference).orElseThrow();
                Terms old = before.head().terms();
                var terms =
                        new Terms(
                                old.title(),
                                old.parties(),
                                old.datasets(),
                                old.purposes(),
                                old.actions(),
                                old.lawfulBasis(),
                                old.starts(),
                                old.ends(),
                                due,
                                old.particulars());
                var by = AnAgreement.by(BRENT, room().clock.instant(), "");
                register.save(
                        before, before.invite(by, MPS, terms), new Move.Invite(by, MPS, terms));
            });
        }

        @Test
        void takes_its_letters_along() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            up().sweep();
            review(reference, REVIEW.plus(Duration.ofDays(7)));
            assertThat(send(up())).isZero();
            assertThat(state(reference, GLA))
                    .isEqualTo(new ReminderState.Dropped(room().clock.instant(), Needless.MOVED));
            later(Duration.ofDays(7));
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(send(up())).isEqualTo(2);
            assertThat(server.taken().getFirst().subject()).contains("review due by 8 June 2027");
        }

        @Test
        void back_again_brings_the_letter_that_was_dropped() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            up().sweep();
            review(reference, REVIEW.plus(Duration.ofDays(7)));
            send(up());
            review(reference, REVIEW);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(send(up())).isEqualTo(2);
            assertThat(server.taken().getFirst().subject()).contains("review due by 1 June 2027");
        }
    }

    @Nested
    class A_title_full_of_tricks {
        @Test
        void comes_as_text_and_adds_no_header() {
            active(anAgreement().titled("Bcc: x@evil.example <script>alert(1)</script>"));
            turnTo(REVIEW, 90);
            up().sweep();
            assertThat(send(up())).isEqualTo(2);
            var taken = server.taken().getFirst();
            assertThat(taken.header("Bcc")).isEmpty();
            assertThat(taken.subject()).endsWith("– Bcc: x@evil.example <script>alert(1)</script>");
            assertThat(taken.text()).contains("“Bcc: x@evil.example <script>alert(1)</script>”");
        }

        @Test
        void with_a_line_break_is_refused_long_before() {
            assertThatThrownBy(() -> active(anAgreement().titled("Spend\r\nBcc: x@evil.example")))
                    .isInstanceOf(BadTerms.class);
        }
    }
}
