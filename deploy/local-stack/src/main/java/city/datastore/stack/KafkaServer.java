package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in one JVM of its own, with the topic {@code
 * city.audit.events}. Everybody signs in (SASL PLAIN on loopback); who is granted nothing may do
 * nothing.
 */
public final class KafkaServer {
    /** May do everything; for the stack itself and for tests that play the operator. */
    public static final String ADMIN = "admin";

    /** The platform: writes and reads the audit topic, nothing else. */
    public static final String PLATFORM = "platform";

    /** Deletes old records of the audit topic, and may do nothing else. */
    public static final String PRUNER = "pruner";

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final Home home;
    private final int port;
    private final Broker broker;
    private @Nullable Child child;

    KafkaServer(Home home, int port, Broker broker) {
        this.home = home;
        this.port = port;
        this.broker = broker;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * What a client needs besides the address to sign in as this principal: protocol, mechanism,
     * credentials.
     */
    public Map<String, String> clientProperties(String principal) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put(
                "sasl.jaas.config",
                LOGIN
                        + " username=\""
                        + principal
                        + "\" password=\""
                        + password(principal)
                        + "\";");
        return properties;
    }

    /** The same as a properties file that only its owner can read. */
    public Path credentialsFile(String principal) {
        Path file = home.secrets().resolve("kafka-" + principal + ".properties");
        Home.writePrivately(file, lines(clientProperties(principal)));
        return file;
    }

    /** Starts the broker and returns when it takes records for the audit topic. */
    public void start() {
        if (child != null && child.isAlive()) {
            return;
        }
        Path build = KafkaBuild.folder();
        Path folder = Home.made(home.folder().resolve("kafka"));
        Path ready = home.run().resolve("kafka.ready");
        Path settings = home.secrets().resolve("kafka-server.properties");
        Path administrator = home.secrets().resolve("kafka-stack.properties");
        Home.writePrivately(settings, lines(serverSettings(folder.resolve("data"))));
        var client = clientProperties(ADMIN);
        client.put("bootstrap.servers", bootstrapServers());
        Home.writePrivately(administrator, lines(client));
        JavaArchive archive = archive();
        var command = new ArrayList<String>();
        command.add(Child.java());
        command.addAll(broker.options());
        command.addAll(archive.options());
        command.addAll(
                List.of(
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX"));
        command.addAll(
                List.of(
                        "-cp",
                        KafkaBuild.classPath(build),
                        "city.datastore.stack.kafka.KafkaNode"));
        command.addAll(List.of(settings.toString(), administrator.toString(), ready.toString()));
        try {
            Files.deleteIfExists(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        child =
                Child.startAlone(
                        "Kafka",
                        "TERM",
                        command,
                        Map.of(),
                        home.log("kafka"),
                        home.leftover("kafka"));
        child.await(Duration.ofMinutes(3), () -> Files.exists(ready));
    }

    public void stop() {
        if (child != null && child.isAlive()) {
            archive().keepAfter(child);
        }
        child = null;
    }

    /** Ends the broker as a power cut would (SIGKILL). */
    public void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    public boolean isRunning() {
        return child != null && child.isAlive();
    }

    private Map<String, String> serverSettings(Path data) {
        var settings = new TreeMap<String, String>();
        int controller = port + 1;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put(
                "listeners",
                "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "CLIENT://127.0.0.1:" + port);
        settings.put(
                "listener.security.protocol.map",
                "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        String known =
                LOGIN
                        + " username=\"admin\" password=\""
                        + password(ADMIN)
                        + "\" user_admin=\""
                        + password(ADMIN)
                        + "\"";
        settings.put("listener.name.controller.plain.sasl.jaas.config", known + ";");
        settings.put(
                "listener.name.client.plain.sasl.jaas.config",
                known
                        + " user_platform=\""
                        + password(PLATFORM)
                        + "\" user_pruner=\""
                        + password(PRUNER)
                        + "\";");
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:admin");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        // old records go by deleteRecords; a topic of the record goes by nobody
        settings.put("delete.topic.enable", "false");
        for (String internal :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "300");
        settings.put("controller.quorum.fetch.timeout.ms", "2000");
        return settings;
    }

    private String password(String principal) {
        if (!List.of(ADMIN, PLATFORM, PRUNER).contains(principal)) {
            throw new IllegalArgumentException(
                    "Kafka knows admin, platform and pruner, not " + principal);
        }
        return home.secret("kafka-" + principal);
    }

    private JavaArchive archive() {
        return JavaArchive.of(KafkaBuild.folder().getFileName().toString(), home);
    }

    private static String lines(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }
}
