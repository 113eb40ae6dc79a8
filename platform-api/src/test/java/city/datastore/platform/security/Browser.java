package city.datastore.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** As much of a browser as signing in takes: cookies by host and port, redirects, forms. */
public final class Browser {
    private static final int MAX_REDIRECTS = 12;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /** Where it goes instead when it is sent somewhere. */
    UnaryOperator<String> detour = UnaryOperator.identity();

    /** The last page's address. */
    public URI at = URI.create("about:blank");

    /** One in which a demo person has signed in. */
    public static Browser signedIn(RunningPlatform platform, String person) {
        var browser = new Browser();
        var keycloak = browser.get(platform.uri("/sign-in"));
        browser.submit(keycloak, Map.of("username", person, "password", "datastore"));
        return browser;
    }

    public HttpResponse<String> get(URI uri) {
        return follow(HttpRequest.newBuilder(uri).GET());
    }

    public HttpResponse<String> head(URI uri) {
        return follow(HttpRequest.newBuilder(uri).HEAD());
    }

    /**
     * Sends the one file of a form.
     *
     * @param headers names and values in turn
     */
    public HttpResponse<String> upload(URI uri, String name, String file, String... headers) {
        String part =
                String.join(
                        "\r\n",
                        "--part",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"",
                        "Content-Type: text/csv",
                        "",
                        file,
                        "--part--",
                        "");
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "multipart/form-data; boundary=part")
                        .POST(BodyPublishers.ofString(part));
        return follow(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> post(URI uri, Map<String, String> fields) {
        return post(uri, List.copyOf(fields.entrySet()));
    }

    /** Fields of which several may have one name. */
    public HttpResponse<String> post(URI uri, List<Map.Entry<String, String>> fields) {
        String form =
                fields.stream()
                        .map(field ->
                                URLEncoder.encode(field.getKey(), UTF_8)
                                        + "="
                                        + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return follow(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    /** Fills in the first form of the page and sends it. */
    public HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        var form = Jsoup.parse(page.body(), at.toString()).selectFirst("form");
        if (form == null) {
            throw new AssertionError("no form at " + at + " (" + page.statusCode() + ")");
        }
        var all = new LinkedHashMap<String, String>();
        form.select("input[type=hidden]")
                .forEach(input -> all.put(input.attr("name"), input.attr("value")));
        all.putAll(fields);
        return post(URI.create(form.absUrl("action")), all);
    }

    /** As if somebody had put it there. */
    void plant(URI uri, String name, String value) {
        cookies.computeIfAbsent(uri.getAuthority(), _ -> new LinkedHashMap<>()).put(name, value);
    }

    String cookie(URI uri, String name) {
        return cookies.getOrDefault(uri.getAuthority(), Map.of()).getOrDefault(name, "");
    }

    private HttpResponse<String> follow(HttpRequest.Builder request) {
        var answer = send(request);
        for (int count = 0; count < MAX_REDIRECTS && isRedirect(answer); count++) {
            String to = answer.headers().firstValue("Location").orElseThrow();
            answer = send(HttpRequest.newBuilder(answer.uri().resolve(detour.apply(to))).GET());
        }
        at = answer.uri();
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var built = request.build();
        var jar = cookies.computeIfAbsent(built.uri().getAuthority(), _ -> new LinkedHashMap<>());
        if (!jar.isEmpty()) {
            request.setHeader(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            answer.headers()
                    .allValues("Set-Cookie")
                    .forEach(set -> {
                        String pair = set.split(";", 2)[0];
                        int equals = pair.indexOf('=');
                        jar.put(pair.substring(0, equals), pair.substring(equals + 1));
                    });
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRedirect(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 3 && answer.statusCode() != 304;
    }
}
