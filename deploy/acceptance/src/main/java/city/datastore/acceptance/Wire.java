package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 on a socket, one call a connection: Java's own client throws trailers away, and the
 * digest of what was released is in one (RFC 9112 §7.1.2).
 */
final class Wire {
    private static final int MAX_LINE = 16_384;
    private static final int MAX_BODY = 1 << 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final int port;

    Wire(int port) {
        this.port = port;
    }

    /** Sends the call and reads the answer to its end. */
    Answer call(String method, String path, Map<String, String> headers, byte[] body)
            throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            var out = socket.getOutputStream();
            out.write(head(method, path, headers, body.length).getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            return answer(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        }
    }

    private String head(String method, String path, Map<String, String> headers, int length) {
        var head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        head.append("Connection: close\r\n");
        head.append("TE: trailers\r\n");
        if (length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return head.append("\r\n").toString();
    }

    private static Answer answer(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            throw new IOException("the answer is not HTTP");
        }
        var headers = fields(in);
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            byte[] body = chunks(in);
            return new Answer(Integer.parseInt(status[1]), headers, fields(in), body);
        }
        String length = headers.get("content-length");
        byte[] body =
                length == null ? in.readNBytes(MAX_BODY) : exactly(in, Integer.parseInt(length));
        return new Answer(Integer.parseInt(status[1]), headers, Map.of(), body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            if (size == 0) {
                return body.toByteArray();
            }
            if (size < 0 || body.size() > MAX_BODY - size) {
                throw new IOException("the answer is longer than " + MAX_BODY + " bytes");
            }
            body.write(exactly(in, size));
            if (!line(in).isEmpty()) {
                throw new IOException("a chunk of the answer is longer than it says");
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(
                    "the platform broke off after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        var fields = new HashMap<String, String>();
        while (true) {
            String line = line(in);
            if (line.isEmpty()) {
                return fields;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("the answer has a header without a name");
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the platform broke off in the middle of its answer");
            }
            if (next == '\n') {
                String text = line.toString(ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == MAX_LINE) {
                throw new IOException("the answer has a line of more than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
    }
}
