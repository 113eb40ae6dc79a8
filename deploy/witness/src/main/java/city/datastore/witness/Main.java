package city.datastore.witness;

import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.VerifierKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** What {@code ./dev witness} runs: one witness, until it is stopped. */
public final class Main {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final int MAX_KEYS_BYTES = 64 * 1024;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        WitnessServer.limit();
        String port = System.getenv().getOrDefault("DATASTORE_PORT", "8080");
        try {
            run(Options.of(List.of(arguments), "http://127.0.0.1:" + port + "/log/key"));
        } catch (WitnessException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options) throws InterruptedException {
        try (FileChannel alone = folder(options.home());
                var _ = lock(alone, options.home());
                var _ = start(options)) {
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new WitnessException(
                    "The witness cannot use %s, or port %d at %s: %s."
                            .formatted(
                                    options.home(),
                                    options.port(),
                                    options.address(),
                                    e.getMessage()),
                    e);
        }
    }

    private static FileChannel folder(Path home) throws IOException {
        var owner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(home, PosixFilePermissions.asFileAttribute(owner));
        return FileChannel.open(
                home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Two witnesses that share what they saw could each forget what the other one cosigned. */
    private static FileLock lock(FileChannel channel, Path home) throws IOException {
        var lock = channel.tryLock();
        if (lock == null) {
            throw new WitnessException(
                    "Another witness uses " + home + ": stop it, or choose another --home.");
        }
        return lock;
    }

    private static WitnessServer start(Options options) throws IOException {
        SigningKey key = WitnessKeyFile.open(options.home().resolve("witness.key"), options.name());
        List<VerifierKey> logs =
                new TrustedLogs(
                                options.home().resolve("logs.keys"),
                                Main::fetch,
                                System.err::println)
                        .with(options.logs());
        var witness =
                new Witness(
                        logs, key, new Seen(options.home(), key.verifierKey()), Clock.systemUTC());
        var server =
                new WitnessServer(
                        witness, new InetSocketAddress(options.address(), options.port()));
        String url = "http://" + options.address() + ":" + server.port();
        System.out.println("Witness " + options.name() + " listens at " + url);
        System.out.println(
                "It knows "
                        + logs.stream()
                                .map(VerifierKey::nameAndId)
                                .collect(Collectors.joining(", ")));
        System.out.println("Its line for a policy:");
        System.out.println(
                "witness " + options.name() + " " + key.verifierKey().text() + " " + url);
        return server;
    }

    private static String fetch(String address) throws IOException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER_WITHIN).build();
            var answer =
                    http.send(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_KEYS_BYTES));
            if (answer.statusCode() != 200) {
                throw new IOException("it answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IllegalArgumentException e) {
            throw new WitnessException(address + " is no address.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
