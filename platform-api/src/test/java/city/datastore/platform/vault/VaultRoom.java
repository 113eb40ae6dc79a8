package city.datastore.platform.vault;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the vault share: a vault of its own for each, and one key store. */
abstract class VaultRoom {
    @TempDir static Path keysFolder;
    static AgencyKeys keys;

    @TempDir Path folder;
    VaultLab lab;

    @BeforeAll
    static void a_key_store_and_a_warm_cipher() {
        keys = AgencyKeys.open(keysFolder.resolve("keys/agencies.bcfks"), VaultLab.PASSWORD);
        WarmUp.run();
    }

    @BeforeEach
    void a_vault() {
        lab = new VaultLab(folder, keys);
    }
}
