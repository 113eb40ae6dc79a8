package city.datastore.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Real servers on this machine's loopback, for tests and for {@code ./dev up}.
 *
 * <p>Tests mostly ask for {@link #shared}: one stack per JVM, stopped when the JVM ends. A test
 * that stops or kills servers starts its own with {@link #start}. All children die with the JVM
 * that started them. Not thread-safe, except {@link #shared}.
 */
public final class LocalStack implements AutoCloseable {
    private static @Nullable LocalStack shared;

    private final StackOptions options;
    private final Home home;
    private final Set<Server> running = EnumSet.noneOf(Server.class);
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final KeycloakServer keycloak;

    LocalStack(StackOptions options) {
        this.options = options;
        this.home = new Home(options.home(), options.inTests() ? Home.Use.TEST : Home.Use.LASTING);
        this.postgres = new PostgresServer(home, options.ports().postgres());
        this.kafka = new KafkaServer(home, options.ports().kafka(), options.broker());
        this.keycloak = new KeycloakServer(home, options.ports(), postgres);
    }

    /**
     * Starts what the options name and returns when all of it answers; what had started is stopped
     * again if one does not.
     */
    public static LocalStack start(StackOptions options) {
        var stack = new LocalStack(options);
        try {
            stack.ensure(options.servers());
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /**
     * The one stack of this JVM; starts those servers of it that are asked for and not yet running.
     */
    public static synchronized LocalStack shared(Server first, Server... others) {
        StackOptions wanted = StackOptions.inTests(first, others);
        if (shared == null) {
            var created = new LocalStack(wanted);
            Runtime.getRuntime().addShutdownHook(new Thread(created::discard, "local-stack-end"));
            shared = created;
        } else {
            Trees.delete(wanted.home());
        }
        shared.ensure(wanted.servers());
        return shared;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    /** State folder: data, {@code secrets}, {@code logs}. */
    public Path home() {
        return options.home();
    }

    public Ports ports() {
        return options.ports();
    }

    /**
     * What the platform has to be told to run on this stack: its settings, by the names they have
     * in the environment. Passwords are files, never values.
     */
    public Map<String, String> platformSettings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("DATASTORE_PORT", Integer.toString(ports().platform()));
        settings.put("DATASTORE_MANAGEMENT_PORT", Integer.toString(ports().platform() + 1));
        settings.put("DATASTORE_HOME", home.folder().toString());
        settings.put(
                "DATASTORE_LOG_KEYS",
                home.folder().resolve("keys").resolve("audit-log.keys").toString());
        settings.put("DATASTORE_DB_URL", postgres.jdbcUrl());
        settings.put(
                "DATASTORE_DB_OWNER_PASSWORD_FILE",
                postgres.passwordFile(PostgresServer.OWNER).toString());
        settings.put(
                "DATASTORE_DB_APP_PASSWORD_FILE",
                postgres.passwordFile(PostgresServer.APP).toString());
        settings.put(
                "DATASTORE_DB_AUDIT_PASSWORD_FILE",
                postgres.passwordFile(PostgresServer.AUDIT).toString());
        settings.put("DATASTORE_KAFKA_BOOTSTRAP", kafka.bootstrapServers());
        settings.put(
                "DATASTORE_KAFKA_CREDENTIALS_FILE",
                kafka.credentialsFile(KafkaServer.PLATFORM).toString());
        settings.put(
                "DATASTORE_KAFKA_PRUNER_CREDENTIALS_FILE",
                kafka.credentialsFile(KafkaServer.PRUNER).toString());
        settings.put("DATASTORE_ISSUER", keycloak.issuer());
        settings.put("DATASTORE_OIDC_CLIENT_ID", KeycloakServer.PORTAL);
        settings.put("DATASTORE_OIDC_CLIENT_SECRET_FILE", keycloak.portalSecretFile().toString());
        settings.put(
                "DATASTORE_KEYSTORE_PASSWORD_FILE",
                home.secretFile("platform-keystore").toString());
        return settings;
    }

    private void ensure(Set<Server> wanted) {
        if (options.inTests()) {
            PreparedState.layInto(home, wanted);
        }
        if (wanted.contains(Server.POSTGRES) && !running.contains(Server.POSTGRES)) {
            postgres.start();
            running.add(Server.POSTGRES);
        }
        if (wanted.contains(Server.KAFKA) && !running.contains(Server.KAFKA)) {
            kafka.start();
            running.add(Server.KAFKA);
        }
        if (wanted.contains(Server.KEYCLOAK) && !running.contains(Server.KEYCLOAK)) {
            keycloak.start();
            running.add(Server.KEYCLOAK);
        }
    }

    /** Ends all servers at once; for state that nobody will read again. */
    private void discard() {
        keycloak.kill();
        kafka.kill();
        postgres.kill();
        Trees.delete(options.home());
    }

    /** Stops all servers in order; deletes the state folder when it is temporary. */
    @Override
    public void close() {
        var broker = Thread.ofPlatform().start(kafka::stop);
        keycloak.stop();
        try {
            broker.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        postgres.stop();
        running.clear();
        if (options.temporary()) {
            Trees.delete(options.home());
        }
    }
}
