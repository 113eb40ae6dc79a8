package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Terms;
import city.datastore.agreements.mail.MailServer;
import city.datastore.agreements.mail.SmtpPost;
import city.datastore.agreements.mail.SmtpServer;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.register.ReminderRows;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Post;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.stack.PostgresServer;
import java.net.Socket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the tests of reminders share: a room, a mail server, and a clock turned by hand. */
abstract class RemindersRoom extends OpenRoom {
    static final String OF_BRENT = "ig@brent.example";
    static final String OF_GLA = "governance@gla.example";
    static final Mailboxes NOBODYS = new Mailboxes(Map.of());

    static final Mailboxes OF_MPS = new Mailboxes(Map.of(MPS, new Mailbox("sharing@mps.example")));

    final MailServer server = MailServer.started();
    final List<AgreementRef> made = new ArrayList<>();

    @BeforeEach
    void nothing_is_on_the_record() {
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

    static void asOwner(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                room().url,
                                PostgresServer.OWNER,
                                room().postgres().password(PostgresServer.OWNER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Reminders reminders(@Nullable Post post, Mailboxes mailboxes) {
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

    Reminders up() {
        return up(NOBODYS);
    }

    Reminders up(Mailboxes mailboxes) {
        return reminders(new SmtpPost(server.settings(), null, room().clock), mailboxes);
    }

    /** Through a port at which nobody listens. */
    static Reminders through(Socket nobody) {
        var settings = MailServer.settings(nobody.getLocalPort(), SmtpServer.Security.NONE);
        return reminders(new SmtpPost(settings, null, room().clock), NOBODYS);
    }

    static int send(Reminders reminders) {
        try {
            return reminders.send(() -> true);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Agreement find(AgreementRef reference) {
        return room().register().find(reference).orElseThrow();
    }

    AgreementRef active(AnAgreement agreement) {
        Terms terms = agreement.terms();
        return active(
                terms.with(
                        terms.particulars()
                                .with(new Place.OfParty(BRENT), "ig-lead", Answer.of(OF_BRENT))
                                .with(new Place.OfParty(GLA), "ig-lead", Answer.of(OF_GLA))));
    }

    AgreementRef active(Terms terms) {
        var agreements = room().agreements();
        AgreementRef reference = agreements.draft(lead(BRENT), terms).value().head().reference();
        made.add(reference);
        var _ = agreements.propose(lead(BRENT), reference, null);
        var _ = agreements.approve(lead(GLA), reference, "", null);
        return reference;
    }

    AgreementRef active() {
        return active(anAgreement());
    }

    static void turnTo(Instant due, int daysBefore) {
        room().clock.turnTo(due.minus(Duration.ofDays(daysBefore)));
    }

    static void later(Duration time) {
        room().clock.turnTo(room().clock.instant().plus(time));
    }

    List<String> recipients() {
        return server.taken().stream().map(MailServer.Taken::to).toList();
    }

    static ReminderState state(AgreementRef reference, AgencyCode agency) {
        return reminder(reference, agency).state();
    }

    static Reminder reminder(AgreementRef reference, AgencyCode agency) {
        return new ReminderRows(room().bean(DataSource.class))
                .of(reference).stream()
                        .filter(each -> each.key().agency().equals(agency))
                        .findFirst()
                        .orElseThrow();
    }

    static List<AuditEvent> recorded() {
        return room().changes.events.stream()
                .filter(event -> event.action().equals(Reminders.SEND))
                .toList();
    }
}
