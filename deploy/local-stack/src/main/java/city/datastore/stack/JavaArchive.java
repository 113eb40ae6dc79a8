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
record JavaArchive(Path finished, Path fresh) {

    /**
     * @param name server build, such as {@code kafka-4.4.0-1a2b3c4d}
     * @param home where a run leaves its archive until it is moved
     */
    static JavaArchive of(String name, Home home) {
        String jvm =
                Integer.toHexString(
                        (System.getProperty("java.vm.version")
                                        + System.getProperty("os.arch")
                                        + System.getProperty("java.home"))
                                .hashCode());
        return new JavaArchive(
                Cache.folder().resolve(name + "-" + jvm + ".jsa"),
                home.run().resolve(name + ".jsa"));
    }

    List<String> options() {
        if (Files.exists(finished)) {
            return List.of(
                    "-XX:SharedArchiveFile=" + finished,
                    "-Xshare:auto",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off");
        }
        return List.of(
                "-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** How long the server may take to stop: leaving an archive takes its time. */
    Duration patience() {
        return Files.exists(finished) ? Duration.ofSeconds(15) : Duration.ofSeconds(40);
    }

    /** After an orderly end: keep the archive that the run left, if it left one. */
    void keep() {
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
