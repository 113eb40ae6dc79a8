package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Move;
import city.datastore.agreements.Terms;
import city.datastore.agreements.mail.MailServer;
import city.datastore.agreements.mail.SmtpPost;
import city.datastore.agreements.mail.SmtpServer;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.register.ReminderRows;
import city.datastore.agreements.reminders.Backlog;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Needless;
import city.datastore.agreements.reminders.Post;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.stack.PostgresServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters from the real PostgreSQL over real SMTP; only the clock is turned by hand. */
class RemindersIT {
    private static final String OF_BRENT = "ig@brent.example";
    private static final String OF_GLA = "governance@gla.example";
    private static final Mailboxes NOBODYS = new Mailboxes(Map.of());
    private static final Mailboxes OF_MPS =
            new Mailboxes(Map.of(MPS, new Mailbox("sharing@mps.example")));

    private static @Nullable Room opened;

    private final MailServer server = MailServer.started();
    private final List<AgreementRef> made = new ArrayList<>();

    @BeforeAll
    static void open() {
        opened = new Room();
    }

    @AfterAll
    static void close() {
        room().close();
    }

    private static Room room() {
        if (opened == null) {
            throw new IllegalStateException("the room is not open");
        }
        return opened;
    }

    @BeforeEach
    void today() {
        room().clock.turnTo(TODAY);
        room().changes.broken = false;
        room().changes.events.clear();
    }

    /** So that the next test's sweep finds nothing of this one. */
    @AfterEach
    void end() throws SQLException {
        server.close();
        today();
        for (AgreementRef reference : made) {
            if (find(reference) instanceof Active) {
                var _ = room().agreements().terminate(lead(BRENT), reference, "the test is over");
            }
        }
        asOwner("DELETE FROM agreements.reminder");
    }

    private static void asOwner(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                room().url,
                                PostgresServer.OWNER,
                                room().postgres().password(PostgresServer.OWNER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Reminders reminders(@Nullable Post post, Mailboxes mailboxes) {
        var from = new Mailbox("sharing@city.example");
        var letters = new Letters(URI.create("https://datastore.city.example"), from, room().city);
        return new Reminders(
                new ReminderRows(room().bean(DataSource.class)),
                room().register(),
                mailboxes,
                letters,
                post,
                room().changes,
                new TransactionTemplate(room().bean(PlatformTransactionManager.class)),
                room().clock);
    }

    private Reminders up() {
        return up(NOBODYS);
    }

    private Reminders up(Mailboxes mailboxes) {
        return reminders(new SmtpPost(server.settings(), null, room().clock), mailboxes);
    }

    private static int send(Reminders reminders) {
        try {
            return reminders.send(() -> true);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Agreement find(AgreementRef reference) {
        return room().register().find(reference).orElseThrow();
    }

    private AgreementRef active(AnAgreement agreement) {
        Terms terms = agreement.terms();
        return active(
                terms.with(
                        terms.particulars()
                                .with(new Place.OfParty(BRENT), "ig-lead", Answer.of(OF_BRENT))
                                .with(new Place.OfParty(GLA), "ig-lead", Answer.of(OF_GLA))));
    }

    private AgreementRef active(Terms terms) {
        var agreements = room().agreements();
        AgreementRef reference = agreements.draft(lead(BRENT), terms).value().head().reference();
        made.add(reference);
        var _ = agreements.propose(lead(BRENT), reference);
        var _ = agreements.approve(lead(GLA), reference, "");
        return reference;
    }

    private AgreementRef active() {
        return active(anAgreement());
    }

    private static void turnTo(Instant due, int daysBefore) {
        room().clock.turnTo(due.minus(Duration.ofDays(daysBefore)));
    }

    private static void later(Duration time) {
        room().clock.turnTo(room().clock.instant().plus(time));
    }

    private List<String> recipients() {
        return server.taken().stream().map(MailServer.Taken::to).toList();
    }

    private static ReminderState state(AgreementRef reference, AgencyCode agency) {
        return reminder(reference, agency).state();
    }

    private static Reminder reminder(AgreementRef reference, AgencyCode agency) {
        return new ReminderRows(room().bean(DataSource.class))
                .of(reference).stream()
                        .filter(each -> each.key().agency().equals(agency))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<AuditEvent> recorded() {
        return room().changes.events.stream()
                .filter(event -> event.action().equals(Reminders.SEND))
                .toList();
    }

    @Nested
    class A_review_that_comes_near {
        @Test
        void brings_each_party_one_letter_though_everything_ran_twice() {
            AgreementRef reference = active();
            turnTo(REVIEW, 91);
            assertThat(up().sweep()).isZero();
            turnTo(REVIEW, 90);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(up().sweep()).isZero();
            assertThat(send(up())).isEqualTo(2);
            assertThat(send(up())).isZero();
            assertThat(up().sweep()).isZero();
            assertThat(recipients()).containsExactlyInAnyOrder(OF_BRENT, OF_GLA);
            assertThat(server.taken())
                    .allSatisfy(taken -> {
                        assertThat(taken.subject())
                                .startsWith(reference + ": review due by 1 June 2027 – ");
                        assertThat(taken.text())
                                .contains("https://datastore.city.example/agreements/" + reference);
                        assertThat(taken.calendar()).contains("DTSTART;VALUE=DATE:20270601\r\n");
                    });
            assertThat(state(reference, GLA))
                    .isEqualTo(new ReminderState.Sent(room().clock.instant()));
        }

        @Test
        void would_be_seen_to_bring_two_if_what_was_sent_were_forgotten() throws SQLException {
            active();
            turnTo(REVIEW, 90);
            up().sweep();
            send(up());
            asOwner(
                    "UPDATE agreements.reminder SET state = 'waiting', settled_at = NULL, next_try ="
                            + " queued_at");
            assertThat(send(up())).isEqualTo(2);
            assertThat(recipients()).hasSize(4);
            assertThat(server.taken().stream().map(taken -> taken.header("Message-ID")).distinct())
                    .hasSize(2);
        }

        @Test
        void is_told_90_60_and_30_days_ahead_and_its_end_too() {
            active(anAgreement().reviewedBy(ENDS.minus(Duration.ofDays(10))));
            for (int days = 120; days >= 0; days -= 5) {
                turnTo(ENDS, days);
                up().sweep();
                send(up());
            }
            assertThat(server.taken().stream().filter(taken -> taken.to().equals(OF_GLA)))
                    .extracting(taken -> taken.subject().replaceAll(" – .*|.*?: ", ""))
                    .containsExactly(
                            "review due by 22 December 2027",
                            "ends on 31 December 2027",
                            "review due by 22 December 2027",
                            "ends on 31 December 2027",
                            "review due by 22 December 2027",
                            "ends on 31 December 2027");
        }

        @Test
        void is_told_once_where_it_is_first_seen_45_days_ahead() {
            AgreementRef reference = active();
            turnTo(REVIEW, 45);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(up().of(reference))
                    .extracting(each -> each.key().ahead().days())
                    .containsOnly(60);
        }

        @Test
        void is_told_by_its_end_alone_where_both_are_the_same() {
            AgreementRef reference = active(anAgreement().reviewedBy(ENDS));
            turnTo(ENDS, 30);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(up().of(reference))
                    .extracting(each -> each.key().occasion().word())
                    .containsOnly("end");
        }

        @Test
        void is_told_to_who_has_signed_and_to_nobody_else() {
            AgreementRef reference = active(anAgreement().between(BRENT, GLA, MPS));
            turnTo(REVIEW, 90);
            assertThat(up(OF_MPS).sweep()).isEqualTo(2);
            var _ = room().agreements().approve(lead(MPS), reference, "");
            assertThat(up(OF_MPS).sweep()).isEqualTo(1);
            send(up(OF_MPS));
            assertThat(recipients())
                    .containsExactlyInAnyOrder(OF_BRENT, OF_GLA, "sharing@mps.example");
        }

        @Test
        void is_told_to_who_has_signed_in_every_office_as_the_agreement_counts_it()
                throws SQLException {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            asOwner(
                    "UPDATE agreements.agreement SET demanded = '{siro}' WHERE reference = '%s'"
                            .formatted(reference));
            assertThat(up().sweep()).isZero();
            asOwner(
                    """
                    INSERT INTO agreements.signature
                        (reference, round, agency, edition, place, person, name, signed_at, comment, office)
                    SELECT reference, round, agency, edition, place + 10, person, name, signed_at, comment, 'siro'
                    FROM agreements.signature WHERE reference = '%s' AND agency = 'gla'\
                    """
                            .formatted(reference));
            assertThat(up().sweep()).isEqualTo(1);
            var offered = (Offered) find(reference);
            assertThat(up().of(reference))
                    .extracting(each -> each.key().agency())
                    .containsExactlyElementsOf(
                            offered.head().parties().stream().filter(offered::hasSigned).toList())
                    .containsExactly(GLA);
            assertThat(send(up())).isEqualTo(1);
            asOwner(
                    "UPDATE agreements.agreement SET demanded = '{}' WHERE reference = '%s'"
                            .formatted(reference));
        }

        @Test
        void is_told_while_the_agreement_is_suspended() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            up().sweep();
            var _ = room().agreements().suspend(lead(GLA), reference, "a breach");
            assertThat(send(up())).isEqualTo(2);
            assertThat(server.taken().getFirst().text()).contains("It is suspended at present");
            var _ = room().agreements().resume(lead(GLA), reference);
        }
    }

    @Nested
    class A_city_with_many_agreements {
        /** Copies of one agreement, as many as two statements can take and one more. */
        @Test
        void gets_every_letter_once() throws SQLException {
            AgreementRef reference = active();
            String copies =
                    """
                    INSERT INTO agreements.agreement (reference, year, number, state, version, edition, round,
                        steps, revision, drafted_by, drafted_at, starts, ends, review_due, round_step, editions, rounds)
                    SELECT 'DSA-2001-' || (1000 + n), 2001, 1000 + n, a.state, version, edition, round,
                        steps, revision, drafted_by, drafted_at, starts, ends, review_due, round_step, editions, rounds
                    FROM agreements.agreement a, generate_series(1, 1001) n WHERE reference = 'THE-ONE';
                    INSERT INTO agreements.edition (reference, edition, version, terms, written_by, written_at)
                    SELECT a.reference, e.edition, e.version, e.terms, e.written_by, e.written_at
                    FROM agreements.edition e, agreements.agreement a WHERE a.year = 2001 AND e.reference = 'THE-ONE';
                    INSERT INTO agreements.party (reference, edition, agency, provides, receives)
                    SELECT a.reference, p.edition, p.agency, p.provides, p.receives
                    FROM agreements.party p, agreements.agreement a WHERE a.year = 2001 AND p.reference = 'THE-ONE';
                    INSERT INTO agreements.signature
                        (reference, round, agency, edition, place, person, name, signed_at, comment, office)
                    SELECT a.reference, s.round, s.agency, s.edition, s.place, s.person, s.name, s.signed_at,
                        s.comment, s.office
                    FROM agreements.signature s, agreements.agreement a
                    WHERE a.year = 2001 AND s.reference = 'THE-ONE'\
                    """;
            asOwner(copies.replace("THE-ONE", reference.value()));
            try {
                turnTo(REVIEW, 90);
                assertThat(up().sweep()).isEqualTo(2 * 1002);
                assertThat(up().sweep()).isZero();
            } finally {
                asOwner("DELETE FROM agreements.reminder");
                for (String table : List.of("signature", "party", "edition", "agreement")) {
                    asOwner(
                            "DELETE FROM agreements.%s WHERE reference LIKE 'DSA-2001-%%'"
                                    .formatted(table));
                }
            }
        }
    }

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
    class A_mail_server_that_is_down_for_a_day {
        @Test
        void costs_nothing_but_time() throws IOException {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            try (Socket nobody = MailServer.closedPort()) {
                Reminders down =
                        reminders(
                                new SmtpPost(
                                        MailServer.settings(
                                                nobody.getLocalPort(), SmtpServer.Security.NONE),
                                        null,
                                        room().clock),
                                NOBODYS);
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
                Reminders down =
                        reminders(
                                new SmtpPost(
                                        MailServer.settings(
                                                nobody.getLocalPort(), SmtpServer.Security.NONE),
                                        null,
                                        room().clock),
                                NOBODYS);
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
            var _ = room().agreements().approve(lead(MPS), reference, "");
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

    @Nested
    class The_calendar_of_an_agreement {
        @Test
        void has_its_review_and_its_end_while_it_stands() {
            AgreementRef reference = active();
            String calendar = up().calendar(find(reference));
            assertThat(calendar)
                    .contains("DTSTART;VALUE=DATE:20270601\r\n", "DTSTART;VALUE=DATE:20271231\r\n");
            var _ = room().agreements().terminate(lead(GLA), reference, "over");
            assertThatThrownBy(() -> up().calendar(find(reference)))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is terminated");
        }
    }

    @Nested
    class The_platforms_role {
        @Test
        void cannot_take_a_letter_away_or_change_what_it_is_about() {
            active();
            turnTo(REVIEW, 90);
            up().sweep();
            for (String sql :
                    List.of(
                            "DELETE FROM agreements.reminder",
                            "UPDATE agreements.reminder SET agency = 'mps'",
                            "UPDATE agreements.reminder SET due = now()")) {
                assertThatThrownBy(() -> asApp(sql))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }

        private static void asApp(String sql) throws SQLException {
            try (var connection = room().bean(DataSource.class).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
