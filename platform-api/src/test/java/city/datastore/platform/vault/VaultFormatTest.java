package city.datastore.platform.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.vault.SecondImplementation.Randomness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultFormatTest {
    private static final VersionId VERSION =
            new VersionId(DatasetId.parse("camden/hmo-licences"), 3);

    @TempDir Path folder;
    private final Properties vector = new Properties();

    @BeforeEach
    void read_the_vector_and_put_its_key_in_the_key_store() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("/vault/known-answer.properties"))) {
            vector.load(in);
        }
        KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
        store.load(null, null);
        char[] password = VaultLab.PASSWORD.characters();
        store.setKeyEntry("camden#7", new SecretKeySpec(hex("agency.key"), "AES"), password, null);
        Files.createDirectories(folder.resolve("keys"));
        try (var out = Files.newOutputStream(folder.resolve("keys/agencies.bcfks"))) {
            store.store(out, password);
        }
    }

    @Nested
    class A_file_made_by_another_implementation {
        @Test
        void is_read_byte_for_byte() throws Exception {
            byte[] plaintext = hex("plaintext");

            assertThat(openStored(hex("stored"), plaintext.length)).isEqualTo(plaintext);
        }

        @Test
        void is_read_when_it_holds_nothing() throws Exception {
            assertThat(openStored(hex("stored.empty"), 0)).isEmpty();
        }

        @Test
        void is_read_when_it_has_several_segments() throws Exception {
            byte[] stored = second(large());

            assertThat(stored).hasSize(number("large.stored.length"));
            assertThat(
                            HexFormat.of()
                                    .formatHex(MessageDigest.getInstance("SHA-256").digest(stored)))
                    .isEqualTo(text("large.stored.sha256"));
            assertThat(openStored(stored, large().length)).isEqualTo(large());
        }

        @Test
        void is_refused_when_its_vector_is_changed() {
            byte[] stored = hex("stored");
            stored[stored.length - 1] ^= 1;

            assertThatThrownBy(() -> openStored(stored, hex("plaintext").length))
                    .isInstanceOf(VaultException.class);
        }
    }

    @Nested
    class A_file_of_the_vault {
        @Test
        void is_read_by_another_implementation() throws Exception {
            var lab = new VaultLab(folder);
            for (int size : new int[] {0, 1, VaultLab.FIRST, VaultLab.FIRST + 1, 2_500_000}) {
                byte[] plaintext = VaultLab.bytes(size, size);
                StoredFile file = lab.store(VERSION, plaintext);

                assertThat(
                                SecondImplementation.open(
                                        hex("agency.key"),
                                        VERSION.dataset().toString(),
                                        VERSION.number(),
                                        HexFormat.of()
                                                .parseHex(
                                                        file.name()
                                                                .substring(
                                                                        file.name().length() - 38,
                                                                        file.name().length() - 6)),
                                        lab.stored(file)))
                        .isEqualTo(plaintext);
            }
        }

        @Test
        void is_what_the_other_implementation_writes_for_the_same_randomness() throws Exception {
            assertThat(second(hex("plaintext"))).isEqualTo(hex("stored"));
            assertThat(second(new byte[0])).isEqualTo(hex("stored.empty"));
        }

        @Test
        void begins_with_its_magic_and_names_the_key_that_opens_it() throws Exception {
            var lab = new VaultLab(folder);
            byte[] stored = lab.stored(lab.store(VERSION, new byte[] {1}));

            assertThat(new String(stored, 0, 8, US_ASCII)).isEqualTo("CDSVAULT");
            assertThat(stored).startsWith(java.util.Arrays.copyOf(hex("stored"), 48));
        }
    }

    private byte[] openStored(byte[] stored, int size) throws IOException {
        var lab = new VaultLab(folder);
        StoredFile file =
                new StoredFile(VERSION, VERSION.dataset() + "/3-" + text("id") + ".vault", size);
        Files.createDirectories(lab.place(file).getParent());
        lab.overwrite(file, stored);
        return lab.read(file);
    }

    private byte[] second(byte[] plaintext) throws GeneralSecurityException {
        return SecondImplementation.seal(
                hex("agency.key"),
                text("agency"),
                number("generation"),
                text("dataset"),
                number("version"),
                hex("id"),
                new Randomness(hex("data.key"), hex("wrap.nonce"), hex("salt"), hex("prefix7")),
                plaintext);
    }

    private byte[] large() {
        byte[] bytes = new byte[number("large.length")];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (7 * i + (i >> 8) + (i >> 16));
        }
        return bytes;
    }

    private String text(String key) {
        return Objects.requireNonNull(vector.getProperty(key), key);
    }

    private int number(String key) {
        return Integer.parseInt(text(key));
    }

    private byte[] hex(String key) {
        return HexFormat.of().parseHex(text(key));
    }
}
