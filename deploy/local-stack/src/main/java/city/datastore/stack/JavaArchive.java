package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Java server's first run that ends in order leaves for later ones, which start in half the
 * time: its classes loaded (JSA) or, where all of them come from the class path, also linked (AOT
 * cache, JEP 514). One per server build and JVM build, because any other pair would be refused by
 * the JVM.
 */
record JavaArchive(Path finished, Path fresh, boolean made, boolean linked) {
    private static final List<String> QUIET =
            List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");

    /**
     * @param name server build, such as {@code kafka-4.4.0-1a2b3c4d}
     * @param home where a run leaves its archive until it is moved; a test's run leaves none, it
     *     has no time for that
     */
    static JavaArchive of(String name, Home home) {
        return new JavaArchive(
                Cache.folder().resolve(name + "-" + jvm() + ".jsa"),
                home.run().resolve(name + ".jsa"),
                home.use() != Home.Use.TEST,
                false);
    }

    /** For a program of our own: archives come and go with the folder that it is laid out in. */
    static JavaArchive linked(Path stem) {
        return new JavaArchive(
                stem.resolveSibling(stem.getFileName() + "-" + jvm() + ".aot"),
                stem.resolveSibling("fresh.aot"),
                true,
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
        var options = new ArrayList<>(QUIET);
        if (Files.exists(finished)) {
            options.addAll(
                    linked
                            ? List.of("-XX:AOTCache=" + finished)
                            : List.of("-XX:SharedArchiveFile=" + finished, "-Xshare:auto"));
        } else if (made) {
            options.addAll(
                    linked
                            ? List.of(
                                    "-XX:AOTCacheOutput=" + fresh,
                                    // with profiles, hundreds of methods are compiled at once when
                                    // it starts, and the cipher waits behind them
                                    "-XX:+UnlockDiagnosticVMOptions",
                                    "-XX:-AOTRecordTraining")
                            : List.of("-XX:ArchiveClassesAtExit=" + fresh));
        }
        return options;
    }

    /**
     * Stops the server in order, which takes longer when it leaves an archive, and keeps what it
     * left.
     */
    void keepAfter(Child server) {
        boolean inOrder =
                server.stop(
                        "TERM",
                        made && !Files.exists(finished)
                                ? Duration.ofSeconds(90)
                                : Duration.ofSeconds(15));
        try {
            if (Files.exists(fresh)) {
                if (Files.exists(finished) || !inOrder) {
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
