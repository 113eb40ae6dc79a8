package city.datastore.agreements.mail;

import city.datastore.agreements.reminders.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on loopback that keeps what it takes, and can be told to refuse. */
public final class MailServer implements AutoCloseable {
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> senders = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();
    private final SMTPServer server;
    private volatile boolean forgetful;

    private record Refusal(int code, String text) {}

    /**
     * A message it took for one recipient.
     *
     * @param raw each byte as the character of that number
     */
    public record Taken(String from, String to, String raw) {
        public MimeMessage message() {
            try {
                return new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }

        public String header(String name) {
            try {
                String[] values = message().getHeader(name);
                return values == null ? "" : String.join(" | ", values);
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }

        public String subject() {
            try {
                return message().getSubject();
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }

        public String text() {
            return content(0);
        }

        public String calendar() {
            return content(1);
        }

        public Part part(int number) {
            try {
                return ((Multipart) message().getContent()).getBodyPart(number);
            } catch (MessagingException | IOException e) {
                throw new AssertionError(e);
            }
        }

        private String content(int number) {
            try (InputStream content = part(number).getInputStream()) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            } catch (MessagingException | IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private MailServer(UnaryOperator<SMTPServer.Builder> how) {
        server =
                how.apply(
                                SMTPServer.port(0)
                                        .bindAddress(InetAddress.getLoopbackAddress())
                                        .hostName("mail.test")
                                        .messageHandlerFactory(Handler::new))
                        .build();
        server.start();
    }

    /** Without a word of encryption. */
    public static MailServer started() {
        return started(builder -> builder);
    }

    public static MailServer started(UnaryOperator<SMTPServer.Builder> how) {
        return new MailServer(how);
    }

    /** A port of loopback that refuses every connection for as long as the socket is open. */
    public static Socket closedPort() {
        try {
            var socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** As the platform's settings would say it. */
    public SmtpServer settings() {
        return settings(port(), SmtpServer.Security.NONE);
    }

    public static SmtpServer settings(int port, SmtpServer.Security security) {
        return new SmtpServer(
                "localhost",
                port,
                security,
                null,
                new Mailbox("sharing@city.example"),
                "city.example");
    }

    /** Answers so to that address from now on. */
    public void refuse(String address, int code, String text) {
        refused.put(address, new Refusal(code, text));
    }

    /** Breaks the connection whenever it has taken a letter, and does not say so. */
    public void saysNoMore() {
        forgetful = true;
    }

    public void refuseNobody() {
        refused.clear();
    }

    /** Whatever it took, in order. */
    public List<Taken> taken() {
        return taken;
    }

    /** Everybody who wanted to send. */
    public List<String> senders() {
        return senders;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Handler implements MessageHandler {
        private String from = "";
        private String to = "";

        Handler(MessageContext context) {}

        @Override
        public void from(String address) throws RejectException {
            senders.add(address);
            from = address;
            answer(address);
        }

        @Override
        public void recipient(String address) throws RejectException {
            to = address;
            answer(address);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            String raw = new String(data.readAllBytes(), StandardCharsets.ISO_8859_1);
            answer("data");
            taken.add(new Taken(from, to, raw));
            if (forgetful) {
                throw new IOException("the connection broke");
            }
            return "taken";
        }

        @Override
        public void done() {}

        private void answer(String about) throws RejectException {
            Refusal refusal = refused.get(about);
            if (refusal == null) {
                return;
            }
            throw new RejectException(refusal.code, refusal.text);
        }
    }
}
