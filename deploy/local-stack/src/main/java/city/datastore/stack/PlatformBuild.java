package city.datastore.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Builds the platform's jar when its sources have changed since the last time. */
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

    private final Path repository;
    private final Path log;
    private final PrintStream out;

    PlatformBuild(Path repository, Path log, PrintStream out) {
        this.repository = repository;
        this.log = log;
        this.out = out;
    }

    /** The jar, built now unless it is there and its sources are the same. */
    Path jar() {
        Path mark = repository.resolve("platform-api/target/dev.fingerprint");
        String now = fingerprint();
        try {
            if (!Files.exists(mark) || !Files.readString(mark).equals(now) || find().isEmpty()) {
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
        return find().stream()
                .findFirst()
                .orElseThrow(() ->
                        new StackException(
                                "The build left no jar in platform-api/target: see " + log + "."));
    }

    private void build() throws IOException {
        var builder =
                new ProcessBuilder(
                                "./mvnw",
                                "-B",
                                "-q",
                                "-Dquick",
                                "-Dmaven.test.skip=true",
                                "-pl",
                                "platform-api",
                                "-am",
                                "package")
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

    private List<Path> find() {
        try (var jars =
                Files.newDirectoryStream(
                        repository.resolve("platform-api/target"), "platform-api-*.jar")) {
            return Stream.iterate(jars.iterator(), java.util.Iterator::hasNext, i -> i)
                    .map(java.util.Iterator::next)
                    .filter(jar -> !jar.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .sorted(
                            java.util.Comparator.comparingLong((Path jar) -> jar.toFile().length())
                                    .reversed())
                    .toList();
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
