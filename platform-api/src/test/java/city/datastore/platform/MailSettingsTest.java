package city.datastore.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.mail.SmtpServer;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.wiring.MailProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings of letters, by the names that operators know. */
class MailSettingsTest {
    private static void start(Map<String, Object> settings, Consumer<MailProperties> look) {
        try (var context =
                new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.NONE)
                        .logStartupInfo(false)
                        .properties("logging.level.org.springframework.boot=off")
                        .properties(settings)
                        .run()) {
            look.accept(context.getBean(MailProperties.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MailProperties.class)
    static class Settings {}

    @Test
    void may_all_be_missing() {
        start(
                Map.of(),
                mail -> {
                    assertThat(mail.server()).isEmpty();
                    assertThat(mail.sendEvery()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(mail.sweepEvery()).isEqualTo(Duration.ofHours(1));
                });
    }

    @Test
    void reach_what_sends_letters() {
        start(
                Map.of(
                        "DATASTORE_MAIL_HOST", "mail.city.example",
                        "DATASTORE_MAIL_PORT", "465",
                        "DATASTORE_MAIL_SECURITY", "tls",
                        "DATASTORE_MAIL_FROM", "sharing@city.example",
                        "DATASTORE_MAIL_EVERY", "5m",
                        "DATASTORE_REMINDERS_EVERY", "0s",
                        "DATASTORE_SITE", "https://datastore.city.example"),
                mail -> {
                    assertThat(mail.server())
                            .contains(
                                    new SmtpServer(
                                            "mail.city.example",
                                            465,
                                            SmtpServer.Security.TLS,
                                            null,
                                            new Mailbox("sharing@city.example"),
                                            "datastore.city.example"));
                    assertThat(mail.sendEvery()).isEqualTo(Duration.ofMinutes(5));
                    assertThat(mail.sweepEvery()).isZero();
                });
    }

    @Test
    void reach_it_with_their_files() {
        var settings = new HashMap<String, Object>();
        settings.put("DATASTORE_MAIL_USER", "platform");
        settings.put("DATASTORE_MAIL_PASSWORD_FILE", "/run/secrets/mail");
        settings.put("DATASTORE_MAIL_AGENCIES_FILE", "/etc/datastore/agencies");
        start(
                settings,
                mail -> {
                    assertThat(mail.user()).isEqualTo("platform");
                    assertThat(mail.passwordFile()).isEqualTo("/run/secrets/mail");
                    assertThat(mail.agenciesFile()).isEqualTo("/etc/datastore/agencies");
                });
    }

    @Test
    void stop_the_start_where_letters_could_not_say_whom_they_are_from() {
        assertThatThrownBy(() -> start(Map.of("DATASTORE_MAIL_HOST", "mail.city.example"), _ -> {}))
                .rootCause()
                .hasMessageContaining("datastore.mail.from");
    }
}
