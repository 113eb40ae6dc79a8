package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * State folders made once per cache, so that a test begins with a copy instead of with initdb,
 * formatting and a realm import; making them also leaves the class data archives that later starts
 * read.
 */
final class PreparedState {
    private PreparedState() {}

    /** Fills a test's empty state folder, with the secrets that belong to the copies. */
    static void layInto(Home home, Set<Server> wanted) {
        if (wanted.contains(Server.POSTGRES) && !Files.exists(home.folder().resolve("postgres"))) {
            Path keycloak = Cache.folder().resolve(keycloakName());
            boolean withRealm = wanted.contains(Server.KEYCLOAK) || Files.isDirectory(keycloak);
            lay(withRealm ? keycloak() : postgres(), home);
        }
        if (wanted.contains(Server.KAFKA) && !Files.exists(home.folder().resolve("kafka"))) {
            lay(kafka(), home);
        }
    }

    private static Path postgres() {
        return Cache.folder(
                "prepared-" + PostgresServer.binaries().getFileName(),
                folder -> prepare(folder, Server.POSTGRES));
    }

    private static Path kafka() {
        return Cache.folder(
                "prepared-" + KafkaBuild.folder().getFileName(),
                folder -> prepare(folder, Server.KAFKA));
    }

    private static Path keycloak() {
        return Cache.folder(keycloakName(), folder -> prepare(folder, Server.KEYCLOAK));
    }

    private static String keycloakName() {
        return "prepared-keycloak-"
                + KeycloakServer.realmFingerprint().substring(0, 12)
                + "-"
                + Cache.delivered("keycloak-quarkus-dist-")
                        .getFileName()
                        .toString()
                        .replaceAll("[^0-9.]|\\.zip", "");
    }

    private static void prepare(Path folder, Server server) {
        var home = new Home(folder, Home.Use.PREPARING);
        var ports = Ports.random();
        var postgres = new PostgresServer(home, ports.postgres());
        var kafka = new KafkaServer(home, ports.kafka(), Broker.SMALL);
        var keycloak = new KeycloakServer(home, ports, postgres);
        try {
            switch (server) {
                case POSTGRES -> postgres.start();
                case KAFKA -> kafka.start();
                case KEYCLOAK -> {
                    postgres.start();
                    keycloak.start();
                }
            }
        } finally {
            keycloak.stop();
            kafka.stop();
            postgres.stop();
        }
        for (String waste : Set.of("logs", "run")) {
            Trees.delete(folder.resolve(waste));
        }
    }

    private static void lay(Path prepared, Home home) {
        Home.made(home.folder());
        for (String part : Set.of("postgres", "kafka", "keycloak")) {
            Path from = prepared.resolve(part);
            if (Files.isDirectory(from)) {
                Trees.delete(home.folder().resolve(part));
                Trees.copy(from, home.folder().resolve(part));
            }
        }
        try (var secrets = Files.list(prepared.resolve("secrets"))) {
            for (Path secret : (Iterable<Path>) secrets::iterator) {
                Home.writePrivately(
                        home.secrets().resolve(secret.getFileName()), Files.readString(secret));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
