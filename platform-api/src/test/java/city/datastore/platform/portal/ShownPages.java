package city.datastore.platform.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.DefaultResourceLoader;

/** Shows the rendered pages to a browser, under the content security policy of the platform. */
final class ShownPages implements AutoCloseable {
    private static final String GOVUK = "/assets/govuk/";

    private final Map<String, String> pages;
    private final HttpServer server;

    private ShownPages(Map<String, String> pages, HttpServer server) {
        this.pages = pages;
        this.server = server;
    }

    static ShownPages of(Map<String, String> pages) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var shown = new ShownPages(pages, server);
            server.createContext("/", shown::answer);
            server.start();
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
            String page = pages.get(path.substring(1));
            byte[] body = page == null ? asset(path) : page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Cache-Control", page == null ? "max-age=3600" : "no-store");
            exchange.getResponseHeaders()
                    .set("Content-Type", page == null ? type(path) : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, Math.max(body.length, -1));
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] asset(String path) throws IOException {
        String location =
                path.startsWith(GOVUK)
                        ? Assets.GOVUK_FRONTEND + path.substring(GOVUK.length())
                        : "classpath:/static" + path;
        var resource = new DefaultResourceLoader().getResource(location);
        if (!resource.exists()) {
            return new byte[0];
        }
        byte[] bytes = resource.getContentAsByteArray();
        return path.endsWith(".css") && path.startsWith(GOVUK)
                ? Assets.ours(new String(bytes, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)
                : bytes;
    }

    private static String type(String path) {
        if (path.endsWith(".css")) {
            return "text/css";
        }
        return path.endsWith(".js") ? "text/javascript" : "image/svg+xml";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
