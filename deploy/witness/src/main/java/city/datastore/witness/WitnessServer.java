package city.datastore.witness;

import city.datastore.audit.log.AddCheckpoint;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries questions to a witness over HTTP, and its answers back. */
final class WitnessServer implements AutoCloseable {
    private static final int FORGOTTEN_AT_ONCE = 8192;
    private static final int MOST_FORGOTTEN = 4 * AddCheckpoint.MAX_BYTES;

    private static final int BACKLOG = 64;
    private static final String CHECKPOINT = "/checkpoint";

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Begins to listen. */
    WitnessServer(Witness witness, InetSocketAddress address) throws IOException {
        this.witness = witness;
        server = HttpServer.create(address, BACKLOG);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** How long a request may take and how many connections there may be; before the first one. */
    static void limit() {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("sun.net.httpserver.idleInterval", "30");
        System.setProperty("jdk.httpserver.maxConnections", "200");
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException e) {
                System.err.println("event=witness_failed cause=" + e.getClass().getSimpleName());
                answer = Answer.refusal(500, "the witness cannot keep or read what it saw");
            }
            byte[] body = answer.bytes();
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/add-checkpoint")) {
            return method.equals("POST")
                    ? witness.add(body(exchange))
                    : Answer.refusal(405, "checkpoints are added with POST");
        }
        int end = path.length() - CHECKPOINT.length();
        if (end > 0 && path.endsWith(CHECKPOINT) && method.equals("GET")) {
            return witness.checkpoint(path.substring(1, end));
        }
        return Answer.refusal(404, "there is nothing here");
    }

    /**
     * One byte too many tells that there are too many. Some of what follows is read as well, and
     * forgotten: whoever is cut off while still sending hears no answer.
     */
    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream sent = exchange.getRequestBody();
        byte[] body = sent.readNBytes(AddCheckpoint.MAX_BYTES + 1);
        byte[] rest = new byte[FORGOTTEN_AT_ONCE];
        int left = MOST_FORGOTTEN;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = sent.read(rest);
        }
        return body;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
