package city.datastore.agreements.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.mail.SmtpServer;
import city.datastore.agreements.mail.SmtpServer.Security;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.audit.names.AgencyCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of letters. */
class MailPropertiesTest {
    private static MailProperties bound(Map<String, String> settings) {
        var named = new HashMap<String, String>();
        settings.forEach((name, value) -> named.put("datastore.mail." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("datastore.mail", MailProperties.class);
    }

    private static MailProperties sending(String... more) {
        var settings =
                new HashMap<>(
                        Map.of(
                                "host", "mail.city.example",
                                "from", "sharing@city.example",
                                "site", "https://datastore.city.example/"));
        for (int at = 0; at < more.length; at += 2) {
            settings.put(more[at], more[at + 1]);
        }
        return bound(settings);
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Test
    void may_all_be_missing() {
        assertThat(bound(Map.of()).server()).isEmpty();
        assertThat(bound(Map.of()).mailboxes().configured()).isEmpty();
    }

    @Test
    void are_safe_unless_the_server_is_on_the_same_machine() {
        SmtpServer server = sending().server().orElseThrow();
        assertThat(server.security()).isEqualTo(Security.STARTTLS);
        assertThat(server.port()).isEqualTo(587);
        assertThat(server.hello()).isEqualTo("datastore.city.example");
        assertThat(sending("host", "127.0.0.1").server().orElseThrow().security())
                .isEqualTo(Security.NONE);
        assertThat(sending("security", "tls").server().orElseThrow().security())
                .isEqualTo(Security.TLS);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.city.example",
        "10.0.0.1",
        "localhost.evil.example",
        "127.0.0.1.evil.example"
    })
    void are_refused_where_another_machine_would_be_talked_to_in_the_clear(String host) {
        assertThatThrownBy(() -> sending("host", host, "security", "none"))
                .satisfies(failure -> assertThat(cause(failure)).contains("has to be encrypted"));
    }

    @ParameterizedTest
    @CsvSource({
        "from, '', from",
        "site, '', site",
        "user, platform, password-file",
        "password-file, /nowhere, user",
        "send-every, 10ms, send-every",
        "sweep-every, 2d, sweep-every"
    })
    void name_what_is_wrong(String name, String value, String said) {
        assertThatThrownBy(() -> sending(name, value))
                .satisfies(
                        failure -> assertThat(cause(failure)).contains("datastore.mail." + said));
    }

    @ParameterizedTest
    @CsvSource({
        "from, 'x@y.example, z@y.example', no e-mail address",
        "site, ftp://city.example, http",
        "site, datastore, http",
        "security, maybe, starttls",
        "port, 0, port 0"
    })
    void name_what_cannot_be_used(String name, String value, String said) {
        assertThatThrownBy(() -> sending(name, value))
                .satisfies(failure -> assertThat(cause(failure)).contains(said));
    }

    @Test
    void read_the_agencies_mailboxes_and_the_password_from_files(@TempDir Path folder)
            throws IOException {
        Path agencies =
                Files.writeString(
                        folder.resolve("agencies"),
                        "camden=ig@camden.example\ncamden.siro=risk@camden.example\n");
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        MailProperties mail =
                sending(
                        "agencies-file", agencies.toString(),
                        "user", "platform",
                        "password-file", password.toString());
        assertThat(mail.mailboxes().configured())
                .containsExactly(
                        Map.entry(new AgencyCode("camden"), new Mailbox("ig@camden.example")));
        assertThat(mail.mailboxes().riskOwners())
                .containsExactly(
                        Map.entry(new AgencyCode("camden"), new Mailbox("risk@camden.example")));
        assertThat(mail.server().orElseThrow().user())
                .isEqualTo(new SmtpServer.User("platform", "secret"));
        assertThat(mail.server().toString()).doesNotContain("secret", "sharing@city");
    }

    @Test
    void refuse_a_file_of_agencies_with_a_line_that_is_none(@TempDir Path folder)
            throws IOException {
        Path agencies =
                Files.writeString(folder.resolve("agencies"), "Camden Council=x@y.example\n");
        assertThatThrownBy(() -> sending("agencies-file", agencies.toString()).mailboxes())
                .hasMessageContaining("names no agency");
    }
}
