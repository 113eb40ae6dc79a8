package city.datastore.platform.vault;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A real vault in a temporary folder, and ways to damage it. */
final class VaultLab {
    static final VersionId HMO_1 = new VersionId(DatasetId.parse("camden/hmo-licences"), 1);
    static final VersionId HMO_2 = new VersionId(DatasetId.parse("camden/hmo-licences"), 2);
    static final VersionId TREES_1 = new VersionId(DatasetId.parse("camden/trees"), 1);
    static final VersionId BRENT_1 = new VersionId(DatasetId.parse("brent/hmo-licences"), 1);

    static final int SEGMENT = VaultFormat.SEGMENT_BYTES;

    /** Plaintext bytes in the first segment and in each later one. */
    static final int FIRST = SEGMENT - 16 - 148;

    static final int FULL = SEGMENT - 16;

    static final KeystorePassword PASSWORD =
            new KeystorePassword("a password for tests only", "a test");

    final Path folder;
    final AgencyKeys keys;
    final Vault vault;

    VaultLab(Path folder) {
        this(folder, AgencyKeys.open(folder.resolve("keys/agencies.bcfks"), PASSWORD));
    }

    VaultLab(Path folder, AgencyKeys keys) {
        this.folder = folder;
        this.keys = keys;
        this.vault = new Vault(folder.resolve("vault"), keys);
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    StoredFile store(VersionId version, byte[] plaintext) {
        try (Sealed sealed =
                vault.seal(version, new ByteArrayInputStream(plaintext), Long.MAX_VALUE)) {
            sealed.commit();
            return sealed.file();
        }
    }

    byte[] read(StoredFile file) throws IOException {
        try (Opened opened = vault.open(Passes.toRead(file.version()), file);
                var stream = opened.stream()) {
            return stream.readAllBytes();
        }
    }

    Path place(StoredFile file) {
        return folder.resolve("vault/files").resolve(file.name());
    }

    byte[] stored(StoredFile file) throws IOException {
        return Files.readAllBytes(place(file));
    }

    void overwrite(StoredFile file, byte[] bytes) throws IOException {
        Files.write(place(file), bytes);
    }

    List<Path> parts() throws IOException {
        try (Stream<Path> parts = Files.list(folder.resolve("vault/parts"))) {
            return parts.toList();
        }
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("vault/files"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
