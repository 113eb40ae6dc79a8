package city.datastore.agreements.wiring;

import city.datastore.agreements.mail.SmtpServer;
import city.datastore.agreements.mail.SmtpServer.Security;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.NameException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of letters ({@code datastore.mail.*}); what is empty is not set.
 *
 * @param host of the mail server; without one, letters wait
 * @param security {@code starttls}, {@code tls} or {@code none}; empty: {@code none} for the same
 *     machine, else {@code starttls}
 * @param user and the file that holds its password, where the mail server asks for them
 * @param from the address that letters are from
 * @param agenciesFile where letters of an agency go that an agreement names no address of: {@code
 *     camden=mailbox@camden.example}, one a line; and {@code camden.siro=…} for what is escalated
 *     to its senior information risk owner
 * @param site where people reach the platform, for the links in letters
 * @param sweepEvery how often what comes due is looked for; zero: not on this node
 * @param sendEvery how often what waits is sent; zero: not on this node
 */
@ConfigurationProperties(prefix = "datastore.mail", ignoreUnknownFields = false)
public record MailProperties(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String security,
        @DefaultValue("") String user,
        @DefaultValue("") String passwordFile,
        @DefaultValue("") String from,
        @DefaultValue("") String agenciesFile,
        @DefaultValue("") String site,
        @DefaultValue("1h") Duration sweepEvery,
        @DefaultValue("1m") Duration sendEvery) {
    private static final long MAX_FILE = 64 * 1024;
    private static final String RISK_OWNER = ".siro";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public MailProperties {
        if (!host.isEmpty() && (from.isEmpty() || site.isEmpty())) {
            throw new IllegalArgumentException(
                    "datastore.mail.host is set, so datastore.mail.from and datastore.mail.site have"
                            + " to be set too: letters say whom they are from, and link to the"
                            + " platform");
        }
        if (user.isEmpty() != passwordFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "datastore.mail.user and datastore.mail.password-file are set together or not"
                            + " at all");
        }
        every("sweep-every", sweepEvery);
        every("send-every", sendEvery);
        var _ = address(site);
        if (!host.isEmpty()) {
            var _ = server(host, port, security, null, from, site);
        }
    }

    /** Empty where no mail server is set. */
    public Optional<SmtpServer> server() {
        if (host.isEmpty()) {
            return Optional.empty();
        }
        SmtpServer.User known = user.isEmpty() ? null : new SmtpServer.User(user, password());
        return Optional.of(server(host, port, security, known, from, site));
    }

    private static SmtpServer server(
            String host,
            int port,
            String security,
            SmtpServer.@Nullable User user,
            String from,
            String site) {
        URI address = address(site);
        String own = address == null ? null : address.getHost();
        return new SmtpServer(
                host,
                port,
                security.isEmpty() ? Security.usual(host) : Security.of(security),
                user,
                mailbox("datastore.mail.from", from),
                own == null ? "localhost" : own);
    }

    /** Whom letters are from; null where nobody said. */
    @Nullable Mailbox sender() {
        return from.isEmpty() ? null : mailbox("datastore.mail.from", from);
    }

    /** Where people reach the platform, without a slash at its end; null where nobody said. */
    @Nullable URI address() {
        return address(site);
    }

    private static @Nullable URI address(String site) {
        if (site.isEmpty()) {
            return null;
        }
        URI address = URI.create(site.endsWith("/") ? site.substring(0, site.length() - 1) : site);
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!web || address.getHost() == null || address.getQuery() != null) {
            throw new IllegalArgumentException(
                    "datastore.mail.site is \""
                            + site
                            + "\", it has to be an http or https address such as"
                            + " https://datastore.city.example");
        }
        return address;
    }

    /**
     * Reads the file of agencies.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    Mailboxes mailboxes() {
        if (agenciesFile.isEmpty()) {
            return new Mailboxes(Map.of());
        }
        var lines = new Properties();
        Path file = Path.of(agenciesFile);
        try {
            requireSmall(file);
            try (Reader reader = Files.newBufferedReader(file)) {
                lines.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the agencies' mailboxes cannot be read from " + file, e);
        }
        var mailboxes = new HashMap<AgencyCode, Mailbox>();
        var riskOwners = new HashMap<AgencyCode, Mailbox>();
        for (String name : lines.stringPropertyNames()) {
            boolean office = name.endsWith(RISK_OWNER);
            String agency = office ? name.substring(0, name.length() - RISK_OWNER.length()) : name;
            try {
                (office ? riskOwners : mailboxes)
                        .put(
                                new AgencyCode(agency),
                                mailbox("the mailbox of " + name, lines.getProperty(name)));
            } catch (NameException e) {
                throw new IllegalArgumentException(
                        "a line of " + file + " names no agency: " + e.getMessage(), e);
            }
        }
        return new Mailboxes(mailboxes, riskOwners);
    }

    private String password() {
        Path file = Path.of(passwordFile);
        try {
            requireSmall(file);
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the password for the mail server cannot be read from " + file, e);
        }
    }

    private static void requireSmall(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + " is longer than " + MAX_FILE + " bytes");
        }
    }

    private static Mailbox mailbox(String name, String text) {
        return Mailbox.read(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                name + " is no e-mail address such as" + " sharing@city.example"));
    }

    private static void every(String name, Duration value) {
        if (!value.isZero() && (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "datastore.mail."
                            + name
                            + " is "
                            + value
                            + ", it has to be from 1s to 1d, or 0s for never");
        }
    }
}
