package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The class data archive (JSA) of a Java server: halves its start. The first run that ends in order
 * leaves one; later runs only read it. One per server build and JVM build, because any other pair
 * would be refused by the JVM.
 */
record JavaArchive(Path finished, Path fresh, boolean made) {

    /**
     * @param name server build, such as {@code kafka-4.4.0-1a2b3c4d}
     * @param home where a run leaves its archive until it is moved; a test's run leaves none, it
     *     has no time for that
     */
    static JavaArchive of(String name, Home home) {
        return new JavaArchive(
                Cache.folder().resolve(name + "-" + jvm() + ".jsa"),
                home.run().resolve(name + ".jsa"),
                home.use() != Home.Use.TEST);
    }

    /** For a jar of our own: archives come and go with it. */
    static JavaArchive beside(Path jar) {
        return new JavaArchive(
                jar.resolveSibling("platform-" + jvm() + ".jsa"),
                jar.resolveSibling("fresh.jsa"),
                true);
    }

    private static String jvm() {
        return Integer.toHexString(
                (System.getProperty("java.vm.version")
                                + System.getProperty("os.arch")
                                + System.getProperty("java.home"))
                        .hashCode());
    }

    List<String> options() {
        if (Files.exists(finished)) {
            return List.of(
                    "-XX:SharedArchiveFile=" + finished,
                    "-Xshare:auto",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off");
        }
        if (!made) {
            return List.of();
        }
        return List.of(
                "-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /**
     * Stops the server in order, which takes longer when it leaves an archive, and keeps what it
     * left.
     */
    void keepAfter(Child server) {
        server.stop(
                "TERM",
                made && !Files.exists(finished) ? Duration.ofSeconds(90) : Duration.ofSeconds(15));
        try {
            if (Files.exists(fresh)) {
                if (Files.exists(finished)) {
                    Files.delete(fresh);
                } else {
                    Files.copy(
                            fresh,
                            finished.resolveSibling(fresh.getFileName() + ".copying"),
                            StandardCopyOption.REPLACE_EXISTING);
                    Files.move(
                            finished.resolveSibling(fresh.getFileName() + ".copying"),
                            finished,
                            StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(fresh);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
