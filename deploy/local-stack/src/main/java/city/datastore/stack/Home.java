package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The state folder of one stack.
 *
 * @param use what the folder is for
 */
record Home(Path folder, Use use) {
    enum Use {
        /** Behind {@code ./dev up}: made from nothing, kept. */
        LASTING,
        /** Made to be copied by tests. */
        PREPARING,
        /** A test's own, begun from a prepared copy. */
        TEST
    }

    /** Everything that the stack and the platform ever keep in a state folder. */
    static final List<String> PARTS =
            List.of(
                    "postgres",
                    "kafka",
                    "keycloak",
                    "platform",
                    "vault",
                    "keys",
                    "launcher",
                    "run",
                    "logs",
                    "secrets",
                    "verify");

    /** Left by {@code up}, demanded by {@code reset}: a platform's own folder looks the same. */
    private static final String MARK = "made-by-dev-up";

    private static final SecureRandom RANDOM = new SecureRandom();

    Path logs() {
        return made(folder.resolve("logs"));
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    Path secrets() {
        return made(folder.resolve("secrets"));
    }

    Path run() {
        return made(folder.resolve("run"));
    }

    /** The note about the process that holds the data of this server. */
    Leftover leftover(String server) {
        return new Leftover(run().resolve(server + ".process"));
    }

    /**
     * The file that holds this secret, 32 random hexadecimal digits made on first use, readable by
     * its owner alone.
     */
    Path secretFile(String name) {
        Path file = secrets().resolve(name);
        if (!Files.exists(file)) {
            byte[] bits = new byte[16];
            RANDOM.nextBytes(bits);
            writePrivately(file, HexFormat.of().formatHex(bits));
        }
        return file;
    }

    String secret(String name) {
        try {
            return Files.readString(secretFile(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file by one that only its owner can read; never visible half-written. */
    static void writePrivately(Path file, String text) {
        try {
            Path fresh =
                    Files.createTempFile(
                            file.toAbsolutePath().getParent(),
                            "." + file.getFileName(),
                            "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that {@code ./dev up} keeps its state in this folder. */
    static void mark(Path folder) {
        writePrivately(folder.resolve(MARK), "./dev reset deletes what is beside this file.\n");
    }

    /**
     * Deletes all the data in a folder that {@code ./dev up} has marked.
     *
     * @return whether there was any
     * @throws StackException where there is some and no mark
     */
    static boolean delete(Path folder) {
        if (PARTS.stream().noneMatch(part -> Files.exists(folder.resolve(part)))) {
            return false;
        }
        if (!Files.exists(folder.resolve(MARK))) {
            throw new StackException(
                    "Nothing is deleted: "
                            + folder
                            + " holds no file "
                            + MARK
                            + ", which ./dev up leaves in its own, so it may be somebody else's. Where it is"
                            + " yours, run ./dev up once, or delete it yourself.");
        }
        PARTS.forEach(part -> Trees.delete(folder.resolve(part)));
        Trees.delete(folder.resolve(MARK));
        return true;
    }

    /** A folder that only its owner can enter, with its parents. */
    static Path made(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
