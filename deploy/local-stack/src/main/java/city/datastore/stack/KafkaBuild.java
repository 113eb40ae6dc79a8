package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The broker's jars laid into the cache, so that a later build does not pull them from under a
 * running broker.
 */
final class KafkaBuild {
    private KafkaBuild() {}

    /** The folder of the jars; one for each content that they have had. */
    static Path folder() {
        Path target = Cache.repository().resolve("deploy/kafka-node/target");
        Path compiled = target.resolve("classes");
        List<Path> jars = files(target.resolve("class-path"), ".jar");
        List<Path> classes = files(compiled, ".class");
        if (jars.isEmpty() || classes.isEmpty()) {
            throw new StackException(
                    "Kafka's class path is not in "
                            + target
                            + ": build first (./mvnw -Dquick -DskipTests package).");
        }
        return Cache.folder(
                "kafka-" + fingerprint(jars, classes),
                folder -> {
                    try {
                        for (Path jar : jars) {
                            Files.copy(jar, folder.resolve(jar.getFileName()));
                        }
                        pack(compiled, classes, folder.resolve("kafka-node.jar"));
                    } catch (IOException e) {
                        throw new StackException(
                                "Kafka could not be laid into the cache "
                                        + folder
                                        + ": "
                                        + e.getMessage(),
                                e);
                    }
                });
    }

    /** Of every jar in that folder. */
    static String classPath(Path folder) {
        try (var jars = Files.list(folder)) {
            return jars.sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(List<Path> jars, List<Path> classes) {
        var sum = new CRC32();
        try {
            for (Path jar : jars) {
                sum.update((jar.getFileName() + " " + Files.size(jar)).getBytes(UTF_8));
            }
            for (Path file : classes) {
                sum.update(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Long.toHexString(sum.getValue());
    }

    private static void pack(Path compiled, List<Path> classes, Path jar) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path file : classes) {
                String name = compiled.relativize(file).toString().replace('\\', '/');
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Files.readAllBytes(file));
            }
        }
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
