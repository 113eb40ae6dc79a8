package city.datastore.agreements.reminders;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that every mail server can take: ASCII, without comments or quoted parts (RFC
 * 5321 §4.1.2, dot-string). It is personal data, so its text never says what it is.
 */
public record Mailbox(String address) {
    private static final int LONGEST = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern RULE =
            Pattern.compile(
                    "(?=.{1,64}@)%s(?:\\.%s)*@%s(?:\\.%s)*".formatted(ATOM, ATOM, LABEL, LABEL));

    public Mailbox {
        if (address.length() > LONGEST || !RULE.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "an e-mail address has to look like name@agency.example, in plain letters");
        }
    }

    /** Empty where that is no address that a letter can be sent to. */
    public static Optional<Mailbox> read(String text) {
        try {
            return Optional.of(new Mailbox(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Not the address. */
    @Override
    public String toString() {
        return "(an e-mail address)";
    }
}
