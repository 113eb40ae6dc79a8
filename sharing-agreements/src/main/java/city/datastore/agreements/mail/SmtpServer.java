package city.datastore.agreements.mail;

import city.datastore.agreements.reminders.Mailbox;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail server to send by.
 *
 * @param user null where it lets the platform in without a name
 * @param hello what the platform calls itself there (RFC 5321 §4.1.1.1)
 */
public record SmtpServer(
        String host, int port, Security security, @Nullable User user, Mailbox from, String hello) {
    private static final int LAST_PORT = 65_535;

    /** How what is said to it is kept secret. */
    public enum Security {
        /** In the clear first, then encrypted before anything else is said (RFC 3207); usual. */
        STARTTLS,
        /** Encrypted from the first byte (RFC 8314). */
        TLS,
        /** In the clear, for a server on the same machine only. */
        NONE;

        /** The usual one for a server of that name. */
        public static Security usual(String host) {
            return isSameMachine(host) ? NONE : STARTTLS;
        }

        public static Security of(String word) {
            for (Security each : values()) {
                if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return each;
                }
            }
            throw new IllegalArgumentException(
                    "\"" + word + "\" is no security of a mail server: starttls, tls or none");
        }
    }

    /** Whom it knows the platform as. */
    public record User(String name, String password) {
        /** Not the password. */
        @Override
        public String toString() {
            return "User[" + name + "]";
        }
    }

    public SmtpServer {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("no mail server listens on port " + port);
        }
        if (security == Security.NONE && !isSameMachine(host)) {
            throw new IllegalArgumentException(
                    "the mail server "
                            + host
                            + " is another machine: what is said to it has to be encrypted, by"
                            + " starttls or tls");
        }
    }

    private static boolean isSameMachine(String host) {
        return List.of("localhost", "::1", "[::1]").contains(host.toLowerCase(Locale.ROOT))
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
