package city.datastore.agreements.mail;

import city.datastore.agreements.reminders.Delivery;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Post;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each letter to one mail server, over a connection of its own. */
public final class SmtpPost implements Post {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpPost.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** RFC 5321 §4.5.3.2 would wait up to ten minutes; a letter can wait, a thread need not. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final Duration WHOLE = Duration.ofMinutes(4);

    private final SmtpServer server;
    private final Clock clock;
    private final Duration whole;
    private final Session session;

    /**
     * @param trust whose certificates are believed; null for those that the JDK believes
     */
    public SmtpPost(SmtpServer server, @Nullable SSLContext trust, Clock clock) {
        this(server, trust, clock, WHOLE);
    }

    /**
     * @param whole longest that one try may take
     */
    SmtpPost(SmtpServer server, @Nullable SSLContext trust, Clock clock, Duration whole) {
        this.server = server;
        this.clock = clock;
        this.whole = whole;
        this.session = Session.getInstance(properties(server, trust));
    }

    /**
     * Talks on a virtual thread, because interrupting that closes its socket: so neither a server
     * that gives a byte a minute, nor one that says nothing while the platform stops, holds it up.
     */
    @Override
    public Delivery send(Letter letter) throws InterruptedException {
        var talk = new FutureTask<>(() -> deliver(letter));
        Thread thread = Thread.ofVirtual().name("mail").start(talk);
        try {
            return talk.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Delivery.NotYet(Hitch.UNREACHABLE);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a letter could not be written", e.getCause());
        } finally {
            thread.interrupt();
        }
    }

    private Delivery deliver(Letter letter) throws MessagingException {
        MimeMessage message = MimeLetter.of(letter, server.from(), clock.instant(), session);
        Transport transport = session.getTransport();
        try {
            SmtpServer.User user = server.user();
            transport.connect(
                    server.host(),
                    server.port(),
                    user == null ? null : user.name(),
                    user == null ? null : user.password());
            transport.sendMessage(
                    message,
                    new InternetAddress[] {new InternetAddress(letter.to().address(), true)});
            return new Delivery.Taken();
        } catch (MessagingException e) {
            Delivery delivery = Answers.delivery(e);
            LOG.warn(
                    "event=letter_not_taken delivery={} code={} cause={}",
                    delivery.getClass().getSimpleName(),
                    Answers.code(e),
                    e.getClass().getSimpleName());
            return delivery;
        } finally {
            close(transport);
        }
    }

    /** What was taken is taken, however the goodbye goes. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException _) {
            // the connection is gone, which is all that was wanted
        }
    }

    private static Properties properties(SmtpServer server, @Nullable SSLContext trust) {
        boolean implicit = server.security() == SmtpServer.Security.TLS;
        boolean starts = server.security() == SmtpServer.Security.STARTTLS;
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.from", server.from().address());
        properties.put("mail.smtp.localhost", server.hello());
        properties.put("mail.smtp.auth", Boolean.toString(server.user() != null));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.connectiontimeout", Long.toString(CONNECT.toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(ANSWER.toMillis()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(implicit));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starts));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starts));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        if (trust != null) {
            properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        }
        return properties;
    }
}
