package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.platform.RunningPlatform;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP/1.1 on a socket, one call a connection, so that a test sees trailers and can break off where
 * it wants.
 */
final class Calls {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final byte[] NOTHING = {};

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final URI platform;
    private final String token;
    private final Map<String, String> more = new LinkedHashMap<>();

    private Calls(URI platform, String token) {
        this.platform = platform;
        this.token = token;
    }

    /** Calls by a demo person, such as {@code brent.ig}. */
    static Calls as(RunningPlatform platform, String person) {
        return with(platform, TOKENS.computeIfAbsent(person, platform::token));
    }

    /** The same after the second factor. */
    static Calls strongly(RunningPlatform platform, String person) {
        return with(
                platform,
                TOKENS.computeIfAbsent(person + " with a code", _ -> platform.stepUpToken(person)));
    }

    static Calls with(RunningPlatform platform, String token) {
        return at(platform.uri("/"), token);
    }

    static Calls at(URI platform, String token) {
        return new Calls(platform, token);
    }

    /** The same caller with one more header. */
    Calls header(String name, String value) {
        var calls = new Calls(platform, token);
        calls.more.putAll(more);
        calls.more.put(name, value);
        return calls;
    }

    Reply get(String path) {
        return call("GET", path, Map.of(), NOTHING);
    }

    Reply head(String path) {
        return call("HEAD", path, Map.of(), NOTHING);
    }

    Reply post(String path) {
        return call("POST", path, Map.of(), NOTHING);
    }

    Reply post(String path, Map<String, Object> body) {
        return postText(path, JsonMapper.shared().writeValueAsString(body));
    }

    Reply postText(String path, String body) {
        return call("POST", path, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }

    Reply put(String path, Map<String, Object> body) {
        return call(
                "PUT",
                path,
                Map.of("Content-Type", "application/json"),
                JsonMapper.shared().writeValueAsBytes(body));
    }

    Reply delete(String path) {
        return call("DELETE", path, Map.of(), NOTHING);
    }

    Reply upload(String path, byte[] file) {
        return call("POST", path, Map.of("Content-Type", "text/csv"), file);
    }

    Reply call(String method, String path, Map<String, String> headers, byte[] body) {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head(method, path, headers, body.length).getBytes(ISO_8859_1));
            out.write(body);
            out.flush();
            return reply(method, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Announces a body of that length, sends only its beginning and breaks off. */
    void breakOff(String path, int announced, byte[] sent) {
        try (var socket = begin("POST", path, announced, sent)) {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Announces a body of that length, sends its beginning and leaves the connection open. */
    Socket begin(String method, String path, int announced, byte[] sent) throws IOException {
        var socket = connect();
        var out = socket.getOutputStream();
        var headers = Map.of("Content-Type", "text/csv");
        out.write(head(method, path, headers, announced).getBytes(ISO_8859_1));
        out.write(sent);
        out.flush();
        return socket;
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(platform.getHost(), platform.getPort()), 5_000);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private String head(String method, String path, Map<String, String> headers, long length) {
        var all = new LinkedHashMap<String, String>();
        all.put("Host", "127.0.0.1:" + platform.getPort());
        all.put("Connection", "close");
        if (!token.isEmpty()) {
            all.put("Authorization", "Bearer " + token);
        }
        all.putAll(headers);
        all.putAll(more);
        if (length > 0 || method.startsWith("P")) {
            all.putIfAbsent("Content-Length", String.valueOf(length));
        }
        boolean whole =
                path.startsWith("/api/")
                        || path.startsWith("/access/")
                        || path.startsWith("/log/")
                        || path.startsWith("/register")
                        || path.startsWith("/.well-known/");
        String target = whole ? path : "/api/v1" + path;
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static Reply reply(String method, InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        var headers = fields(in);
        if (status == 100) {
            return reply(method, in);
        }
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new Reply(status, headers, Map.of(), NOTHING);
        }
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            byte[] body = chunks(in);
            return new Reply(status, headers, fields(in), body);
        }
        String length = headers.get("content-length");
        byte[] body = length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
        return new Reply(status, headers, Map.of(), body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).strip(), 16);
            if (size == 0) {
                return body.toByteArray();
            }
            body.write(exactly(in, size));
            line(in);
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("broke off after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static Map<String, String> fields(InputStream in) throws IOException {
        var fields = new HashMap<String, String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("broke off in the middle of a line");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
