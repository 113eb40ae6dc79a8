package city.datastore.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** Keycloak unpacked and put through its own build step for PostgreSQL, once per cache. */
final class KeycloakBuild {
    private static final List<String> OPTIONS = List.of("--db=postgres", "--health-enabled=true");

    private KeycloakBuild() {}

    /** The folder of the optimised server. */
    static Path folder() {
        Path zip = Cache.delivered("keycloak-quarkus-dist-");
        String name =
                zip.getFileName().toString().replace("-quarkus-dist", "").replace(".zip", "")
                        + "-postgres";
        return Cache.folder(
                name,
                folder -> {
                    try {
                        unpack(zip, folder);
                    } catch (IOException e) {
                        throw new StackException(
                                "Keycloak could not be unpacked into "
                                        + folder
                                        + ": "
                                        + e.getMessage(),
                                e);
                    }
                    var command = command(folder, folder, List.of("-Xmx512m"));
                    command.add("build");
                    command.addAll(OPTIONS);
                    Path log = folder.resolve("build.log");
                    int exit =
                            Child.start("Keycloak's build step", "TERM", command, Map.of(), log)
                                    .exit(Duration.ofMinutes(5));
                    if (exit != 0) {
                        Path kept = Cache.folder().resolve("keycloak-build.log");
                        try {
                            Files.copy(
                                    log, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                        } catch (IOException _) {
                            // the sentence below is what counts
                        }
                        throw new StackException(
                                "Keycloak's build step failed (exit "
                                        + exit
                                        + "): see "
                                        + kept
                                        + ".");
                    }
                });
    }

    /**
     * The start of every Keycloak command line, up to its verb; as its own kc.sh would write it.
     */
    static List<String> command(Path build, Path home, List<String> jvmOptions) {
        var command = new ArrayList<String>();
        command.add(Child.java());
        command.addAll(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=96M"));
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-Duser.language=en",
                        "-Duser.country=GB",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED"));
        for (String opened : List.of("util", "util.concurrent", "security", "lang")) {
            command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        command.addAll(
                List.of(
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                        "-Dkc.home.dir=" + home,
                        "-Djboss.server.config.dir=" + home.resolve("conf"),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true",
                        "-Dquarkus-log-max-startup-records=10000"));
        command.addAll(
                List.of(
                        "-cp",
                        build.resolve("lib/quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }

    private static void unpack(Path zip, Path target) throws IOException {
        try (var archive = new ZipFile(zip.toFile())) {
            for (var entry : archive.stream().toList()) {
                int cut = entry.getName().indexOf('/') + 1;
                Path file = target.resolve(entry.getName().substring(cut)).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(
                            "the archive names a file outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream in = archive.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }
}
