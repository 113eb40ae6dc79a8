package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The supervisor that is running for a state folder, as its note in {@code
 * run/supervisor.properties} says.
 */
record Running(long pid, Ports ports) {
    private static final String NOTE = "run/supervisor.properties";

    /**
     * Whoever runs this state folder now; a note left behind by a dead process counts as nobody.
     */
    static Optional<Running> in(Path home) {
        Path note = home.resolve(NOTE);
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(note)) {
            properties.load(reader);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException(
                    note
                            + " cannot be read, so it is not known what runs there: run this as the user who"
                            + " ran ./dev up.",
                    e);
        }
        try {
            long pid = Long.parseLong(properties.getProperty("pid"));
            if (!ProcessStart.is(properties.getProperty("started"), pid)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Running(
                            pid,
                            new Ports(
                                    Integer.parseInt(properties.getProperty("platform")),
                                    Integer.parseInt(properties.getProperty("postgres")),
                                    Integer.parseInt(properties.getProperty("kafka")),
                                    Integer.parseInt(properties.getProperty("keycloak")))));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Leaves the note about this very process. */
    static void note(Path home, Ports ports) {
        long pid = ProcessHandle.current().pid();
        Home.made(home.resolve("run"));
        Home.writePrivately(
                home.resolve(NOTE),
                "pid="
                        + pid
                        + "\nstarted="
                        + ProcessStart.of(pid)
                        + "\nplatform="
                        + ports.platform()
                        + "\npostgres="
                        + ports.postgres()
                        + "\nkafka="
                        + ports.kafka()
                        + "\nkeycloak="
                        + ports.keycloak()
                        + "\n");
    }

    static void forget(Path home) {
        try {
            Files.deleteIfExists(home.resolve(NOTE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }
}
