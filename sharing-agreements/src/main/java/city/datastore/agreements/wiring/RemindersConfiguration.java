package city.datastore.agreements.wiring;

import city.datastore.access.identity.Agencies;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.mail.SmtpPost;
import city.datastore.agreements.register.ReminderRows;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.schema.SchemaMigration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts letters together: what is due, and the mail server that takes them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class RemindersConfiguration {
    /** Longest that writing down what came of a letter may wait. */
    private static final int WAIT_SECONDS = 10;

    /**
     * @param agreementsSchema which makes the table
     */
    @Bean
    Reminders reminders(
            MailProperties mail,
            DataSource app,
            AgreementRegister agreements,
            Agencies agencies,
            Outbox outbox,
            PlatformTransactionManager transactionManager,
            SchemaMigration agreementsSchema,
            Clock clock) {
        var writing = new TransactionTemplate(transactionManager);
        writing.setTimeout(WAIT_SECONDS);
        return new Reminders(
                new ReminderRows(app),
                agreements,
                mail.mailboxes(),
                new Letters(mail.address(), mail.sender(), agencies),
                mail.server().map(server -> new SmtpPost(server, null, clock)).orElse(null),
                outbox,
                writing,
                clock);
    }

    @Bean
    ReminderRounds reminderSweep(MailProperties mail, Reminders reminders) {
        return new ReminderRounds(
                "reminder-sweep",
                mail.sweepEvery(),
                _ -> {
                    var _ = reminders.sweep();
                });
    }

    @Bean
    ReminderRounds reminderSending(
            MailProperties mail,
            Reminders reminders,
            ObjectProvider<MeterRegistry> registry,
            Clock clock) {
        var metrics =
                new ReminderMetrics(
                        "datastore.agreements.letters",
                        registry.getIfAvailable(SimpleMeterRegistry::new),
                        clock);
        return new ReminderRounds(
                "reminder-sending",
                mail.sendEvery(),
                goOn -> {
                    var _ = reminders.send(goOn);
                    metrics.set(reminders.backlog());
                });
    }
}
