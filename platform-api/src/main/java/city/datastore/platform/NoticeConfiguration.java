package city.datastore.platform;

import city.datastore.access.RequestsProperties;
import city.datastore.access.certification.Certifications;
import city.datastore.access.clocks.DatabaseClock;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.EmergencyBell;
import city.datastore.access.identity.Agencies;
import city.datastore.access.requests.Deadlines;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.comments.CommentBell;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.agreements.wiring.MailProperties;
import city.datastore.agreements.wiring.ReminderMetrics;
import city.datastore.agreements.wiring.ReminderRounds;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.schema.SchemaMigration;
import city.datastore.platform.notices.CommentNotices;
import city.datastore.platform.notices.EmergencyNotices;
import city.datastore.platform.notices.NoticeSweep;
import city.datastore.platform.notices.Notices;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts notices together: what people are to be told of, and the rounds in which they are told. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {
    /**
     * @param platformSchema which makes the table
     */
    @Bean
    NoticeSweep noticeSweep(
            DataSource app,
            Deadlines deadlines,
            Certifications certifications,
            Emergencies emergencies,
            Comments comments,
            RequestsProperties limits,
            SchemaMigration platformSchema,
            Clock clock) {
        return new NoticeSweep(
                app,
                deadlines,
                certifications,
                emergencies,
                comments,
                limits,
                clock,
                new DatabaseClock(app));
    }

    @Bean
    EmergencyBell emergencyBell(DataSource app, Clock clock) {
        return new EmergencyNotices(app, clock);
    }

    @Bean
    CommentBell commentBell(DataSource app, Clock clock) {
        return new CommentNotices(app, clock);
    }

    /**
     * @param platformSchema which makes the table
     */
    @Bean
    Notices notices(
            DataSource app,
            Deadlines deadlines,
            Certifications certifications,
            Emergencies emergencies,
            Comments comments,
            AgreementRegister agreements,
            Agencies agencies,
            Reminders reminders,
            RequestsProperties limits,
            Outbox outbox,
            PlatformTransactionManager transactions,
            SchemaMigration platformSchema,
            Clock clock) {
        return new Notices(
                app,
                deadlines,
                certifications,
                emergencies,
                comments,
                agreements,
                agencies,
                reminders.mailboxes(),
                reminders.letters(),
                reminders.post().orElse(null),
                limits,
                outbox,
                new TransactionTemplate(transactions),
                clock);
    }

    @Bean
    ReminderRounds noticeSweeping(NoticeSweep sweep, RequestsProperties limits) {
        return new ReminderRounds(
                "notice-sweep",
                limits.sweepEvery(),
                _ -> {
                    int _ = sweep.run();
                });
    }

    @Bean
    ReminderRounds noticeSending(
            Notices notices,
            MailProperties mail,
            ObjectProvider<MeterRegistry> registry,
            Clock clock) {
        var metrics =
                new ReminderMetrics(
                        "datastore.notices.letters",
                        registry.getIfAvailable(SimpleMeterRegistry::new),
                        clock);
        return new ReminderRounds(
                "notice-sending",
                mail.sendEvery(),
                goOn -> {
                    int _ = notices.send(goOn);
                    metrics.set(notices.backlog());
                });
    }
}
