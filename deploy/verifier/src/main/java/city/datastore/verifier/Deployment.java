package city.datastore.verifier;

import city.datastore.audit.verify.SecondOpinion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A platform anywhere, as a file of settings says ({@code docs/runbooks/audit-check.md}). Paths in
 * it that are not absolute are from the folder that the file lies in.
 */
final class Deployment implements CheckedLog {
    private static final long MAX_BYTES = 64 * 1024;
    private static final String DATABASE = "database";
    private static final String PASSWORD = "database-password-file";
    private static final String KAFKA = "kafka";
    private static final String CREDENTIALS = "kafka-credentials-file";
    private static final String TOPIC = "topic";
    private static final String KEYS = "keys";
    private static final String KEPT = "kept";
    private static final Set<String> KNOWN =
            Set.of(DATABASE, PASSWORD, KAFKA, CREDENTIALS, TOPIC, KEYS, KEPT);

    private final Path file;
    private final Properties settings;

    private Deployment(Path file, Properties settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * @throws CannotCheckException if the file cannot be read, or says something unknown or too
     *     little
     */
    static Deployment of(Path file) {
        Deployment read = new Deployment(file.toAbsolutePath(), properties(file));
        var unknown = new TreeSet<>(read.settings.stringPropertyNames());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new CannotCheckException(
                    file
                            + " sets "
                            + String.join(", ", unknown)
                            + "; it may set "
                            + String.join(", ", new TreeSet<>(KNOWN))
                            + ".");
        }
        for (String needed : new String[] {DATABASE, PASSWORD, KAFKA, KEYS, KEPT}) {
            var _ = read.setting(needed);
        }
        return read;
    }

    @Override
    public Kept kept() {
        return new Kept(path(KEPT), path(KEYS));
    }

    @Override
    public String databaseUrl() {
        return setting(DATABASE);
    }

    @Override
    public String databasePassword() {
        return text(path(PASSWORD)).strip();
    }

    @Override
    public SecondOpinion.Topic topic() {
        Map<String, Object> client = new HashMap<>();
        if (settings.containsKey(CREDENTIALS)) {
            properties(path(CREDENTIALS))
                    .forEach((name, value) -> client.put(name.toString(), value));
        }
        client.put("bootstrap.servers", setting(KAFKA));
        return new SecondOpinion.Topic(settings.getProperty(TOPIC, StackState.TOPIC), client);
    }

    @Override
    public String firstKeys() {
        throw new CannotCheckException(
                path(KEYS)
                        + " is not there: put the log's keys into it, from somebody whom you trust.");
    }

    private String setting(String name) {
        String value = settings.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new CannotCheckException(file + " does not say " + name + "=…");
        }
        return value;
    }

    private Path path(String name) {
        return file.resolveSibling(setting(name));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CannotCheckException(file + " is larger than it can be.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotCheckException(file + " cannot be read.", e);
        }
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = new java.io.StringReader(text(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotCheckException(file + " is no properties file.", e);
        }
        return properties;
    }
}
