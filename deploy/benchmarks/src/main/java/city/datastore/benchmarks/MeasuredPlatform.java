package city.datastore.benchmarks;

import city.datastore.platform.CityDataStore;
import city.datastore.stack.LocalStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform in this process, on real servers, with a clear file beside it to compare with. */
final class MeasuredPlatform implements AutoCloseable {
    private final LocalStack stack;
    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> tokens = new HashMap<>();

    private MeasuredPlatform(LocalStack stack, ConfigurableApplicationContext context) {
        this.stack = stack;
        this.context = context;
    }

    static MeasuredPlatform start(LocalStack stack, Path clear) {
        Map<String, Object> settings = new HashMap<>(stack.platformSettings());
        settings.put("benchmarks.clear", clear.toString());
        settings.put("logging.level.root", "warn");
        var application =
                new SpringApplicationBuilder(CityDataStore.class, ClearFile.class)
                        .properties(settings)
                        .build();
        return new MeasuredPlatform(stack, application.run());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    int port() {
        return stack.ports().platform();
    }

    String token(String person) {
        return tokens.computeIfAbsent(person, name -> stack.keycloak().token(name));
    }

    /** Posts and demands an answer of 2xx. */
    JsonNode post(String person, String path, byte[] body, String type)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri("/api/v1" + path))
                        .header("Authorization", "Bearer " + token(person))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    JsonNode post(String person, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return post(person, path, JsonMapper.shared().writeValueAsBytes(body), "application/json");
    }

    /** Reads the answer to its end and counts its bytes. */
    Fetched fetch(String person, String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token(person))
                        .GET()
                        .build();
        long start = System.nanoTime();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        long bytes = 0;
        long first = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream body = answer.body()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                if (first == 0) {
                    first = System.nanoTime();
                }
                bytes += n;
            }
        }
        return new Fetched(bytes, first - start, System.nanoTime() - start);
    }

    /** Bytes read, and nanoseconds until the first and the last of them. */
    record Fetched(long bytes, long firstByteNanos, long lastByteNanos) {
        double mebibytesPerSecond() {
            return bytes / (double) (1 << 20) / (lastByteNanos / 1e9);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + stack.ports().platform() + path);
    }

    @Override
    public void close() {
        client.close();
        SpringApplication.exit(context);
    }
}
