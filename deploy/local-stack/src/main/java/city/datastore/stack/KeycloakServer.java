package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak with the realm {@code city}: agencies as organisations, the demo people, the
 * clients {@code portal} and {@code dev-cli}. Its state is in PostgreSQL; a realm file that
 * changed, or the platform on another port, is imported afresh.
 */
public final class KeycloakServer {
    /** The password of every demo person. */
    public static final String DEMO_PASSWORD = "datastore";

    /** The confidential client that the platform's pages sign in with. */
    public static final String PORTAL = "portal";

    private final Home home;
    private final Ports ports;
    private final PostgresServer postgres;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private @Nullable Child child;

    private record Issued(String token, Instant at) {}

    KeycloakServer(Home home, Ports ports, PostgresServer postgres) {
        this.home = home;
        this.ports = ports;
        this.postgres = postgres;
    }

    /** The realm's address: the claim {@code iss}, and where discovery starts. */
    public String issuer() {
        return issuer(ports.keycloak());
    }

    static String issuer(int port) {
        return "http://127.0.0.1:" + port + "/realms/city";
    }

    /** The file with the secret of the client {@code portal}. */
    public Path portalSecretFile() {
        return home.secretFile("keycloak-portal");
    }

    /**
     * An access token of this demo person after name and password; the same one for ten minutes.
     */
    public String token(String user) {
        return token(user, SignIn.PASSWORD_LEVEL, Duration.ofMinutes(10));
    }

    /**
     * An access token of this demo person after the one-time code too; the same one for a minute.
     */
    public String stepUpToken(String user) {
        return token(user, SignIn.STEP_UP_LEVEL, Duration.ofMinutes(1));
    }

    private String token(String user, String level, Duration kept) {
        return issued.compute(
                        user + " " + level,
                        (_, old) -> {
                            Instant now = Instant.now();
                            return old != null && old.at().plus(kept).isAfter(now)
                                    ? old
                                    : new Issued(
                                            new SignIn(issuer()).token(user, DEMO_PASSWORD, level),
                                            now);
                        })
                .token();
    }

    /** Starts the server and returns when the realm answers; PostgreSQL must be running. */
    public void start() {
        if (child != null && child.isAlive()) {
            return;
        }
        Path build = KeycloakBuild.folder();
        Path own = ownFolder(build);
        String realm = realm();
        Path imported = own.resolve("realm.imported");
        Path waiting = own.resolve("data/import/realm-city.json");
        boolean importing = !sameAs(imported, fingerprint(realm));
        JavaArchive archive = archive(build);
        var jvm =
                new java.util.ArrayList<>(
                        List.of("-Xms64m", "-Xmx384m", "-XX:MaxMetaspaceSize=256m"));
        jvm.addAll(archive.options());
        var command = KeycloakBuild.command(build, own, jvm);
        command.addAll(
                List.of(
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + ports.keycloak(),
                        "--http-management-port=" + (ports.keycloak() + 1),
                        "--hostname=http://127.0.0.1:" + ports.keycloak(),
                        "--cache=local",
                        "--db-url=" + postgres.jdbcUrl("keycloak"),
                        "--db-username=" + PostgresServer.KEYCLOAK,
                        "--db-pool-max-size=10",
                        // the password of every demo person is public: hashing it hard costs a
                        // third of the first start and protects nobody
                        "--spi-password-hashing--argon2--iterations=1",
                        "--spi-password-hashing--argon2--memory=1024",
                        // failed sign-ins are logged with the person's name
                        "--log-level=warn,org.keycloak.events:off"));
        var environment = new HashMap<String, String>();
        environment.put("KC_DB_PASSWORD", postgres.password(PostgresServer.KEYCLOAK));
        try {
            Files.deleteIfExists(waiting);
            if (importing) {
                Files.deleteIfExists(imported);
                postgres.emptyDatabase("keycloak", PostgresServer.KEYCLOAK);
                Home.made(own.resolve("data/import"));
                Home.writePrivately(waiting, realm);
                command.add("--import-realm");
                // without a threshold it does not look at every table again before each index,
                // which
                // is more than half of the work of making its schema
                command.add("--spi-connections-liquibase--quarkus--index-creation-threshold=0");
                // while Keycloak has no administrator, it lets whoever asks from this machine
                // become one
                environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "stack-admin");
                environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", home.secret("keycloak-admin"));
            }
            child =
                    Child.startAlone(
                            "Keycloak",
                            "TERM",
                            command,
                            environment,
                            home.log("keycloak"),
                            home.leftover("keycloak"));
            child.await(Duration.ofMinutes(5), this::answers);
            if (importing) {
                Files.delete(waiting);
                Home.writePrivately(imported, fingerprint(realm));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        if (child != null && child.isAlive()) {
            archive(KeycloakBuild.folder()).keepAfter(child);
        }
        child = null;
    }

    /** Ends the server as a power cut would (SIGKILL). */
    public void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    /**
     * The realm file with this home's secret and the platform's address; tests accept the platform
     * on any loopback port.
     */
    private String realm() {

        String port = home.use() == Home.Use.LASTING ? ":" + ports.platform() : "";
        return realmFile()
                .replace("@PORTAL_SECRET@", home.secret("keycloak-portal"))
                .replace("@PLATFORM@", "127.0.0.1" + port)
                .replace("@PLATFORM_BY_NAME@", "localhost" + port);
    }

    static String realmFingerprint() {
        return fingerprint(realmFile());
    }

    private static String realmFile() {
        try {
            return Files.readString(Cache.repository().resolve("deploy/keycloak/realm-city.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        return status("http://127.0.0.1:" + (ports.keycloak() + 1) + "/health/ready") == 200
                && status(issuer()) == 200;
    }

    private static int status(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return -1;
        }
    }

    /** What Keycloak writes beside its database, apart from the shared build. */
    private Path ownFolder(Path build) {
        Path own = Home.made(home.folder().resolve("keycloak"));
        for (String part : List.of("conf", "data", "providers", "themes")) {
            Home.made(own.resolve(part));
        }
        Path lib = own.resolve("lib");
        try {
            // Keycloak reads what its build step settled from below its home
            Files.deleteIfExists(lib);
            Files.createSymbolicLink(lib, build.resolve("lib"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return own;
    }

    private JavaArchive archive(Path build) {
        return JavaArchive.of(build.getFileName().toString(), home);
    }

    private static boolean sameAs(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).equals(text);
        } catch (IOException _) {
            return false;
        }
    }

    private static String fingerprint(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
