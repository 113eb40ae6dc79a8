package city.datastore.audit.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.AuditStack;
import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.KafkaConnection;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.pipeline.PipelineLimits;
import city.datastore.stack.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A pipeline in a JVM of its own, under load until it is killed; it prints the id of each event
 * once the event is recorded.
 */
final class RecordingProcess implements AutoCloseable {
    private static final int CALLERS = 16;
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final Process process;
    private final BufferedReader acknowledged;

    private RecordingProcess(Process process) {
        this.process = process;
        this.acknowledged = process.inputReader(UTF_8);
    }

    /** What a pipeline needs to be told; the file is read by the process. */
    static Path settings(Path folder, AuditStack stack, SigningKey key) throws IOException {
        var settings = new Properties();
        settings.setProperty("database", stack.database().url());
        settings.setProperty("app", password(stack.dataSource(PostgresServer.APP)));
        settings.setProperty("audit", password(stack.dataSource(PostgresServer.AUDIT)));
        settings.setProperty("bootstrap", stack.kafka().bootstrap());
        settings.setProperty("topic", stack.topic());
        settings.setProperty("key", key.secretText());
        Path credentials = folder.resolve("kafka.properties");
        Files.copy(
                java.util.Objects.requireNonNull(stack.kafka().credentialsFile()),
                credentials,
                StandardCopyOption.REPLACE_EXISTING);
        settings.setProperty("credentials", credentials.toString());
        Path file = folder.resolve("pipeline.properties");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        return file;
    }

    private static String password(javax.sql.DataSource source) {
        return String.valueOf(((DriverManagerDataSource) source).getPassword());
    }

    static RecordingProcess start(Path settings) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingProcess.class.getName(),
                        settings.toString());
        return new RecordingProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** The next event that was recorded. */
    EventId next() throws IOException {
        String line = acknowledged.readLine();
        if (line == null) {
            throw new IllegalStateException("the process ended: " + process.exitValue());
        }
        return new EventId(UUID.fromString(line));
    }

    /** Ends it as a power cut would (SIGKILL), and gives what it had still said. */
    List<EventId> kill() throws IOException {
        // not through the process itself, which would close what is to be read
        process.toHandle().destroyForcibly();
        List<EventId> rest = new ArrayList<>();
        for (String line = acknowledged.readLine(); line != null; line = acknowledged.readLine()) {
            if (line.length() == 36) {
                rest.add(new EventId(UUID.fromString(line)));
            }
        }
        return rest;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static Pipeline pipeline(Path file) {
        var settings = new Properties();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var key = SigningKey.parse(settings.getProperty("key"));
        String url = settings.getProperty("database");
        var audit =
                new DriverManagerDataSource(
                        url, PostgresServer.AUDIT, settings.getProperty("audit"));
        var metrics = new SimpleMeterRegistry();
        return new Pipeline(
                new KafkaConnection(
                        settings.getProperty("bootstrap"),
                        Path.of(settings.getProperty("credentials"))),
                new PipelineLimits(settings.getProperty("topic"), 3, 1, WITHIN),
                new DriverManagerDataSource(url, PostgresServer.APP, settings.getProperty("app")),
                audit,
                new CheckpointSigner(key.verifierKey().name(), List.of(key)),
                new LogAlarm(audit, metrics, Clock.systemUTC()),
                metrics,
                Clock.systemUTC());
    }

    /** Records until somebody ends it. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err); // for what is logged
        Pipeline pipeline = pipeline(Path.of(arguments[0]));
        pipeline.start();
        for (int caller = 0; caller < CALLERS; caller++) {
            String person = "mps.officer" + caller;
            Thread.ofPlatform()
                    .start(() -> {
                        while (true) {
                            AuditEvent event = Events.read(person, "camden/hmo-licences");
                            pipeline.recorder().record(event);
                            out.println(event.id());
                        }
                    });
        }
    }
}
