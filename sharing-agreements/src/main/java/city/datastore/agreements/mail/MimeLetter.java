package city.datastore.agreements.mail;

import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Mailbox;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A letter as a message (RFC 5322) of two parts: the text, and a file for a calendar. */
final class MimeLetter extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String SENDER = "City DataStore";

    private final String id;

    private MimeLetter(Session session, String id) {
        super(session);
        this.id = id;
    }

    static MimeMessage of(Letter letter, Mailbox from, Instant now, Session session)
            throws MessagingException {
        var message = new MimeLetter(session, letter.id() + "@" + from.domain());
        try {
            message.setFrom(new InternetAddress(from.address(), SENDER, UTF_8));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JDK has UTF-8", e);
        }
        message.setRecipient(RecipientType.TO, new InternetAddress(letter.to().address(), true));
        message.setSubject(letter.subject(), UTF_8);
        message.setSentDate(Date.from(now));
        // so that nobody's "I am away" comes back (RFC 3834 §5)
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart(text(letter), calendar(letter)));
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart text(Letter letter) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(letter.text(), UTF_8);
        return part;
    }

    private static MimeBodyPart calendar(Letter letter) throws MessagingException {
        var part = new MimeBodyPart();
        byte[] bytes = letter.calendar().getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(
                                bytes, "text/calendar; charset=UTF-8; method=PUBLISH")));
        part.setDisposition(Part.ATTACHMENT);
        part.setFileName(letter.fileName());
        // its line ends are part of the format, so nobody on the way may touch them
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + id + ">");
    }
}
