package city.datastore.audit.pipeline;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Kafka is and how its clients sign in ({@code datastore.kafka.*}).
 *
 * @param bootstrap {@code host:port}, several joined by commas
 * @param credentialsFile properties file with {@code security.protocol}, {@code sasl.*} and {@code
 *     ssl.*} as Kafka's clients name them; none for a broker that asks for none
 */
@ConfigurationProperties(prefix = "datastore.kafka", ignoreUnknownFields = false)
public record KafkaConnection(String bootstrap, @Nullable Path credentialsFile) {
    private static final List<String> ALLOWED = List.of("security.protocol", "sasl.", "ssl.");
    private static final int MAX_BYTES = 64 * 1024;

    public KafkaConnection {
        if (missing(bootstrap)) {
            throw new IllegalArgumentException(
                    "datastore.kafka.bootstrap is missing, it has to be host:port");
        }
    }

    /**
     * The settings that every client of this Kafka starts from.
     *
     * @throws IllegalArgumentException when the file sets anything else than how to sign in
     */
    Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>();
        if (credentialsFile != null && !credentialsFile.toString().isEmpty()) {
            credentials(credentialsFile)
                    .forEach((name, value) -> settings.put(allowed(name.toString()), value));
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
        return settings;
    }

    private static Properties credentials(Path file) {
        Properties properties = new Properties();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("longer than " + MAX_BYTES + " bytes");
            }
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka's credentials cannot be read from " + file, e);
        }
        return properties;
    }

    private String allowed(String name) {
        if (ALLOWED.stream().noneMatch(name::startsWith)) {
            throw new IllegalArgumentException(
                    credentialsFile
                            + " sets "
                            + name
                            + ", it may set only security.protocol, sasl.* and ssl.*");
        }
        return name;
    }

    private static boolean missing(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
