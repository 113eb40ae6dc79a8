package city.datastore.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Builds the platform when its sources have changed since the last time. */
final class PlatformBuild {
    private static final List<String> SOURCES =
            List.of(
                    "pom.xml",
                    "audit/pom.xml",
                    "audit/src/main",
                    "access-control/pom.xml",
                    "access-control/src/main",
                    "sharing-agreements/pom.xml",
                    "sharing-agreements/src/main",
                    "platform-api/pom.xml",
                    "platform-api/src/main");

    /** Below a module's folder: what the module needs to run. */
    private static final String NEEDED = "target/up.class-path";

    private final Path repository;
    private final Path log;
    private final PrintStream out;

    PlatformBuild(Path repository, Path log, PrintStream out) {
        this.repository = repository;
        this.log = log;
        this.out = out;
    }

    /**
     * The platform's jar and all that it needs, in order; built now unless it is there and its
     * sources are the same.
     */
    List<Path> classPath() {
        Path mark = repository.resolve("platform-api/target/dev.fingerprint");
        String now = fingerprint();
        try {
            if (!Files.exists(mark) || !Files.readString(mark).equals(now) || found().isEmpty()) {
                out.println("The platform … building");
                long began = System.nanoTime();
                build();
                Files.writeString(mark, now);
                out.println(
                        "The platform … built in %.1f s"
                                .formatted((System.nanoTime() - began) / 1e9));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Path> classPath = found();
        if (classPath.isEmpty()) {
            throw new StackException(
                    "The build left no jar in platform-api/target: see " + log + ".");
        }
        return classPath;
    }

    private void build() throws IOException {
        var builder =
                new ProcessBuilder(
                                // Keycloak's own first start, which takes longest, goes first
                                "nice",
                                "-n",
                                "15",
                                "./mvnw",
                                "-B",
                                "-q",
                                "-Dquick",
                                "-Dmaven.test.skip=true",
                                // one jar of everything would only be taken apart again
                                "-Dspring-boot.repackage.skip=true",
                                "-pl",
                                "platform-api",
                                "-am",
                                "package",
                                "dependency:build-classpath",
                                "-DincludeScope=runtime",
                                "-Dmdep.outputFile=" + NEEDED)
                        .directory(repository.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        var end = new Thread(maven::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            if (!maven.waitFor(15, TimeUnit.MINUTES)) {
                maven.destroy();
                throw new StackException(
                        "The build did not finish within 15 minutes: see " + log + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("The build was interrupted.", e);
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
        }
        if (maven.exitValue() != 0) {
            throw new StackException(
                    "The platform does not build:\n" + complaint() + "The whole of it: " + log);
        }
    }

    private String complaint() throws IOException {
        try (Stream<String> lines =
                Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return String.join(
                    "",
                    lines.takeWhile(line -> !line.contains("-> [Help"))
                            .filter(line -> line.startsWith("[ERROR]"))
                            .limit(15)
                            .map(line -> line + "\n")
                            .toList());
        }
    }

    /** What the last build left; nothing when a part of it is gone. */
    private List<Path> found() {
        Path module = repository.resolve("platform-api");
        try (var jars = Files.newDirectoryStream(module.resolve("target"), "platform-api-*.jar")) {
            var parts = new ArrayList<Path>();
            for (Path jar : jars) {
                if (!jar.toString().matches(".*-(exec|sources|javadoc|tests)\\.jar")) {
                    parts.add(jar);
                }
            }
            if (parts.size() != 1) {
                return List.of();
            }
            String needed = Files.readString(module.resolve(NEEDED)).strip();
            for (String part : needed.split(System.getProperty("path.separator"), -1)) {
                parts.add(Path.of(part));
            }
            return parts.stream().allMatch(Files::isRegularFile) ? parts : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    private String fingerprint() {
        var sum = new CRC32();
        for (String source : SOURCES) {
            try (Stream<Path> files = Files.walk(repository.resolve(source))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    sum.update(
                            repository
                                    .relativize(file)
                                    .toString()
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    sum.update(Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
