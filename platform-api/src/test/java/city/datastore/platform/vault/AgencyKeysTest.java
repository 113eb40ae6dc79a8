package city.datastore.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.names.AgencyCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgencyKeysTest {
    private static final AgencyCode CAMDEN = new AgencyCode("camden");
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final byte[] NONCE = new byte[12];
    private static final byte[] NOTHING = new byte[0];

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void a_place() {
        file = folder.resolve("keys/agencies.bcfks");
    }

    /** Refuses none. */
    private static void anyKey(AgencyKeyId key) {}

    private AgencyKeys open() {
        return AgencyKeys.open(file, VaultLab.PASSWORD);
    }

    @Nested
    class A_new_key_store {
        @Test
        void is_not_written_before_a_key_is_needed() {
            assertThat(open().ids()).isEmpty();
            assertThat(file).doesNotExist();
        }

        @Test
        void gives_each_agency_its_own_key_on_demand() throws Exception {
            AgencyKeys keys = open();

            byte[] camden =
                    keys.current(CAMDEN, AgencyKeysTest::anyKey).wrap(new byte[32], NONCE, NOTHING);
            byte[] brent =
                    keys.current(BRENT, AgencyKeysTest::anyKey).wrap(new byte[32], NONCE, NOTHING);

            assertThat(camden).isNotEqualTo(brent);
            assertThat(keys.ids().stream().map(AgencyKeyId::toString))
                    .containsExactly("brent#1", "camden#1");
        }

        @Test
        void is_readable_by_the_owner_of_the_process_only() throws IOException {
            open().current(CAMDEN, AgencyKeysTest::anyKey);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
        }

        @Test
        void makes_one_key_for_an_agency_however_many_ask_at_once() throws Exception {
            AgencyKeys keys = open();
            Set<String> seen = ConcurrentHashMap.newKeySet();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    threads.execute(() ->
                            seen.add(keys.current(CAMDEN, AgencyKeysTest::anyKey).id().toString()));
                }
            }

            assertThat(seen).containsExactly("camden#1");
            assertThat(keys.ids()).hasSize(1);
        }

        @Test
        void leaves_bouncy_castle_out_of_the_rest_of_the_process() {
            open().current(CAMDEN, AgencyKeysTest::anyKey);

            assertThat(Security.getProvider("BC")).isNull();
        }
    }

    @Nested
    class A_key_store_with_a_key {
        private byte[] wrapped;

        @BeforeEach
        void with_camdens() throws Exception {
            wrapped =
                    open().current(CAMDEN, AgencyKeysTest::anyKey)
                            .wrap(new byte[32], NONCE, NOTHING);
        }

        @Test
        void keeps_it_over_a_restart() throws Exception {
            assertThat(
                            open().current(CAMDEN, AgencyKeysTest::anyKey)
                                    .unwrap(wrapped, NONCE, NOTHING))
                    .isEqualTo(new byte[32]);
        }

        @Test
        void keeps_it_when_others_are_added_by_another_process() throws Exception {
            AgencyKeys here = open();
            here.current(CAMDEN, AgencyKeysTest::anyKey);
            AgencyKeys elsewhere = open();
            elsewhere.current(BRENT, AgencyKeysTest::anyKey);
            elsewhere.rotate(CAMDEN);
            here.rotate(BRENT);

            assertThat(open().ids().stream().map(AgencyKeyId::toString))
                    .containsExactly("brent#1", "brent#2", "camden#1", "camden#2");
            assertThat(here.unlock(new AgencyKeyId(CAMDEN, 2)).id().generation()).isEqualTo(2);
            assertThat(open().unlock(new AgencyKeyId(CAMDEN, 1)).unwrap(wrapped, NONCE, NOTHING))
                    .isEqualTo(new byte[32]);
        }

        @Test
        void seals_with_the_next_generation_after_a_rotation() {
            AgencyKeys keys = open();
            keys.current(CAMDEN, AgencyKeysTest::anyKey);

            assertThat(keys.rotate(CAMDEN)).hasToString("camden#2");
            assertThat(keys.current(CAMDEN, AgencyKeysTest::anyKey).id()).hasToString("camden#2");
        }

        @Test
        void has_no_key_that_was_never_made() {
            assertThatThrownBy(() -> open().unlock(new AgencyKeyId(CAMDEN, 2)))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessageEndingWith("has no key camden#2");
        }

        @Test
        void leaves_no_half_written_store_beside_it() throws IOException {
            open().rotate(CAMDEN);

            try (var files = Files.list(file.getParent())) {
                assertThat(files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()))
                        .containsExactlyInAnyOrder("agencies.bcfks", "agencies.bcfks.lock");
            }
        }

        @Test
        void does_not_open_with_another_password() {
            var other = new KeystorePassword("another password of the kind", "a test");

            assertThatThrownBy(() -> AgencyKeys.open(file, other))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessageEndingWith(
                            "does not open: it is damaged or its password is another one");
        }

        @Test
        void does_not_open_damaged() throws IOException {
            byte[] sound = Files.readAllBytes(file);
            for (int at = 0; at < sound.length; at += 97) {
                byte[] damaged = sound.clone();
                damaged[at] ^= 1;
                Files.write(file, damaged);
                assertThatThrownBy(AgencyKeysTest.this::open)
                        .as("byte " + at)
                        .isInstanceOf(AgencyKeysException.class);
            }
            Files.write(file, java.util.Arrays.copyOf(sound, sound.length / 2));
            assertThatThrownBy(AgencyKeysTest.this::open).isInstanceOf(AgencyKeysException.class);
            Files.write(file, sound);
            assertThat(open().ids()).hasSize(1);
        }
    }

    @Nested
    class A_password {
        @Test
        void is_the_first_line_of_its_file() throws IOException {
            Path secret = folder.resolve("password");
            Files.writeString(secret, "sixteen letters!\nsecond line\n");

            assertThat(KeystorePassword.fromFile(secret).characters())
                    .isEqualTo("sixteen letters!".toCharArray());
        }

        @Test
        void must_be_long_enough_and_is_never_shown() throws IOException {
            Path secret = folder.resolve("password");
            Files.writeString(secret, "hunter2\n");

            assertThatThrownBy(() -> KeystorePassword.fromFile(secret))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessageContaining("has 7 characters: it must have 16 to 1024")
                    .hasMessageNotContaining("hunter2");
            assertThat(VaultLab.PASSWORD.toString()).doesNotContain("tests");
        }

        @Test
        void whose_file_is_missing_is_one_clear_sentence() {
            assertThatThrownBy(() -> KeystorePassword.fromFile(folder.resolve("absent")))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessageContaining("absent cannot be read");
        }
    }
}
