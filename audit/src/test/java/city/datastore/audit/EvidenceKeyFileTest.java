package city.datastore.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.evidence.EvidenceSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private key that signs evidence packs, on disk. */
class EvidenceKeyFileTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    @TempDir Path folder;

    private EvidenceKeyFile file() {
        return EvidenceKeyFile.beside(folder.resolve("keys").resolve("audit-log.keys"));
    }

    @Nested
    class Before_any_pack_was_signed {
        @Test
        void is_made_once_for_its_owner_alone_and_gives_the_same_key_ever_after()
                throws IOException {
            var made = file().signer(true, NOW);
            var read = file().signer(false, NOW);

            assertThat(read.certificate()).isEqualTo(made.certificate());
            assertThat(file().path()).hasFileName("audit-evidence.pem");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
                    .isEqualTo("rw-------");
            assertThat(folder.resolve("keys")).isDirectoryContaining("glob:**.pem");
            try (var files = Files.list(folder.resolve("keys"))) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Nested
    class Made_by_two_first_starts_at_once {
        @Test
        void is_the_same_for_both() throws Exception {
            for (int round = 0; round < 20; round++) {
                var place =
                        EvidenceKeyFile.beside(folder.resolve("round" + round).resolve("log.keys"));
                var together = new CyclicBarrier(2);
                Callable<EvidenceSigner> start =
                        () -> {
                            together.await();
                            return place.signer(true, NOW);
                        };
                try (var starts = Executors.newFixedThreadPool(2)) {
                    var one = starts.submit(start);
                    var other = starts.submit(start);

                    assertThat(one.get().certificate()).isEqualTo(other.get().certificate());
                }
            }
        }

        @Test
        void stays_as_the_first_has_made_it() throws IOException {
            SecretFile.make(folder.resolve("secret"), "first");

            SecretFile.make(folder.resolve("secret"), "second");

            assertThat(folder.resolve("secret")).hasContent("first");
            assertThat(folder).isDirectoryNotContaining("glob:**secret.*");
        }
    }

    @Nested
    class After_that {
        @Test
        void is_demanded_and_never_made_anew() {
            assertThatThrownBy(() -> file().signer(false, NOW))
                    .isInstanceOf(LogKeyException.class)
                    .hasMessageContaining("audit-evidence.pem is missing")
                    .hasMessageContaining("put the file back");
            assertThat(file().path()).doesNotExist();
        }

        @Test
        void has_to_hold_the_key_with_its_own_certificate() throws IOException {
            var one = file().signer(true, NOW);
            var other = EvidenceSigner.generate(new SecureRandom(), NOW);
            String mixed = one.secretText().replace(one.certificatePem(), other.certificatePem());
            for (String fault : new String[] {"", "nonsense", one.certificatePem(), mixed}) {
                Files.writeString(file().path(), fault);
                assertThatThrownBy(() -> file().signer(false, NOW))
                        .isInstanceOf(LogKeyException.class)
                        .hasMessageContaining("has to hold the private key");
            }
        }
    }
}
