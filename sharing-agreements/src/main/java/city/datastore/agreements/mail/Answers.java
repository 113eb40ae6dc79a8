package city.datastore.agreements.mail;

import city.datastore.agreements.reminders.Delivery;
import city.datastore.agreements.reminders.Hitch;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server's answer comes to, out of the library's chains of exceptions. */
final class Answers {
    private static final int MOST_LINKS = 10;
    private static final int GOOD_BYE = 421;
    private static final int FOR_GOOD = 500;
    private static final int LAST = 599;

    /**
     * Refused by a rule, such as no relaying (RFC 3463 §3.8): of the sender rather than the
     * address.
     */
    private static final Pattern BY_RULE = Pattern.compile("(?s)\\s*5\\d\\d[ -]5\\.7\\..*");

    private Answers() {}

    static Delivery delivery(MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            return new Delivery.NotYet(Hitch.NOT_LET_IN);
        }
        if (isUnsafe(failure)) {
            return new Delivery.NotYet(Hitch.NOT_SAFE);
        }
        Throwable answer = answer(failure);
        int code = code(failure);
        if (answer == null || code < 0 || code == GOOD_BYE || code > LAST) {
            return new Delivery.NotYet(Hitch.UNREACHABLE);
        }
        boolean ofTheSender =
                answer instanceof SMTPSenderFailedException
                        || (answer instanceof SMTPSendFailedException failed
                                && String.valueOf(failed.getCommand()).startsWith("MAIL"));
        String message = answer.getMessage();
        if (ofTheSender || (message != null && BY_RULE.matcher(message).matches())) {
            return new Delivery.NotYet(Hitch.NOT_LET_IN);
        }
        return code < FOR_GOOD ? new Delivery.NotYet(Hitch.DEFERRED) : new Delivery.Refused(code);
    }

    /** The server's three digits, or -1 where it said nothing. */
    static int code(MessagingException failure) {
        return switch (answer(failure)) {
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            case SMTPSenderFailedException refused -> refused.getReturnCode();
            case SMTPSendFailedException refused -> refused.getReturnCode();
            case null, default -> -1;
        };
    }

    /** The most telling link: what was said of the address goes before what came of the letter. */
    private static @Nullable Throwable answer(MessagingException failure) {
        Throwable found = null;
        Exception link = failure;
        for (int links = 0; link != null && links < MOST_LINKS; links++) {
            if (link instanceof SMTPAddressFailedException) {
                return link;
            }
            if (found == null
                    && (link instanceof SMTPSenderFailedException
                            || link instanceof SMTPSendFailedException)) {
                found = link;
            }
            link = link instanceof MessagingException next ? next.getNextException() : null;
        }
        return found;
    }

    private static boolean isUnsafe(MessagingException failure) {
        Exception link = failure;
        for (int links = 0; link != null && links < MOST_LINKS; links++) {
            String message = link.getMessage();
            if (link instanceof SSLException
                    || (message != null && message.startsWith("STARTTLS is required"))) {
                return true;
            }
            link = link instanceof MessagingException next ? next.getNextException() : null;
        }
        return false;
    }
}
