package city.datastore.platform.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.Pass;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Treatment;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymMakerTest {
    private static final VersionId SPEND = new VersionId(DatasetId.parse("brent/spend"), 1);
    private static final VersionId TREES = new VersionId(DatasetId.parse("camden/trees"), 4);
    private static final AgreementRef ONE = new AgreementRef("DSA-2026-0001");
    private static final AgreementRef TWO = new AgreementRef("DSA-2026-0002");

    private final Kept kept = new Kept();
    private final Path folder;
    private Vault vault;

    PseudonymMakerTest(@TempDir Path folder) {
        this.folder = folder;
        this.vault = new VaultLab(folder).vault;
    }

    /** Computed by Python's hmac, hashlib and base64, see docs/released-data.md. */
    @Test
    void makes_what_another_implementation_makes() throws Exception {
        byte[] key =
                HexFormat.of()
                        .parseHex(
                                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        var maker = new PseudonymMaker(key);

        assertThat(maker.of("Zoé Ray")).isEqualTo("MQHGSGKS6RHRYWT43LY6UN357E");
        assertThat(maker.of("4857773456")).isEqualTo("4JSGW3Y5TCJSZ4S53NPJ4UKXIM");
    }

    @Nested
    class Pseudonyms_under_one_agreement {
        @Test
        void are_the_same_across_datasets_versions_and_restarts() {
            var first = maker(SPEND, ONE);
            var again = maker(new VersionId(SPEND.dataset(), 9), ONE);
            vault = new VaultLab(folder).vault;
            var elsewhere = maker(TREES, ONE);
            var random = new Random(1);
            for (int i = 0; i < 500; i++) {
                String value = "value " + random.nextInt(1_000_000);
                assertThat(again.of(value)).isEqualTo(first.of(value));
                assertThat(elsewhere.of(value)).isEqualTo(first.of(value));
            }
        }

        @Test
        void are_the_same_whether_or_not_they_were_kept() throws Exception {
            byte[] key = new byte[32];
            new Random(20261123).nextBytes(key);
            var maker = new PseudonymMaker(key);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var random = new Random(2);
            for (int i = 0; i < 50_000; i++) {
                // few that come again, many that push each other out, and some too long to keep
                String value =
                        "Zoé %d".formatted(random.nextInt(i % 2 == 0 ? 100 : 1_000_000))
                                + "x".repeat(i % 7 == 0 ? 60 : 0);
                mac.update("city-datastore/pseudonym/1\0".getBytes(UTF_8));
                byte[] hash = Arrays.copyOf(mac.doFinal(value.getBytes(UTF_8)), 16);

                assertThat(maker.of(value)).isEqualTo(Base32.toBase32String(hash).substring(0, 26));
            }
        }

        @Test
        void are_26_letters_and_digits_and_differ_for_different_values() {
            var maker = maker(SPEND, ONE);
            var made = new HashSet<String>();
            for (int i = 0; i < 10_000; i++) {
                made.add(maker.of("value " + i));
            }
            assertThat(made).hasSize(10_000).allMatch(each -> each.matches("[A-Z2-7]{26}"));
        }
    }

    @Nested
    class Pseudonyms_under_two_agreements {
        @Test
        void have_nothing_in_common() {
            var one = maker(SPEND, ONE);
            var two = maker(SPEND, TWO);
            var seen = new HashSet<String>();
            for (int i = 0; i < 5_000; i++) {
                seen.add(one.of("value " + i));
                seen.add(two.of("value " + i));
            }
            assertThat(seen).hasSize(10_000);
        }

        @Test
        void cannot_be_linked_by_moving_a_wrapped_key() {
            maker(SPEND, ONE);
            kept.keys.put(TWO, kept.find(ONE).orElseThrow());

            assertThatThrownBy(() -> maker(SPEND, TWO)).isInstanceOf(VaultException.class);
        }
    }

    @Nested
    class The_key {
        @Test
        void is_kept_wrapped_only() {
            maker(SPEND, ONE);

            var wrapped = kept.find(ONE).orElseThrow();
            assertThat(wrapped.agency()).isEqualTo(new AgencyCode("brent"));
            assertThat(wrapped.wrapped()).hasSize(96);
        }

        @Test
        void is_not_opened_by_a_pass_that_allows_no_pseudonyms() {
            assertThatThrownBy(() -> vault.pseudonyms(Passes.toRead(SPEND), SPEND, kept))
                    .isInstanceOf(VaultException.class);
            assertThatThrownBy(() -> vault.pseudonyms(pass(SPEND, ONE), TREES, kept))
                    .isInstanceOf(VaultException.class);
        }

        @Test
        void that_was_changed_in_one_bit_makes_nothing() {
            maker(SPEND, ONE);
            var good = kept.find(ONE).orElseThrow();
            char other = good.wrapped().charAt(7) == '0' ? '1' : '0';
            kept.keys.put(
                    ONE,
                    new PseudonymKeys.Wrapped(
                            good.agency(),
                            good.generation(),
                            good.nonce(),
                            good.wrapped().substring(0, 7) + other + good.wrapped().substring(8)));

            assertThatThrownBy(() -> maker(SPEND, ONE)).isInstanceOf(VaultException.class);
        }

        @Test
        void that_somebody_else_made_first_is_the_one_that_counts() {
            var ours = maker(SPEND, ONE);
            kept.hidden = true;
            var raced = maker(SPEND, ONE);

            assertThat(raced.of("Ann")).isEqualTo(ours.of("Ann"));
        }
    }

    private PseudonymMaker maker(VersionId version, AgreementRef agreement) {
        return vault.pseudonyms(pass(version, agreement), version, kept);
    }

    private static Pass pass(VersionId version, AgreementRef agreement) {
        var made = new Protection(Map.of("name", Treatment.PSEUDONYMISED), RowFilter.NONE);
        var permit =
                new Permit(
                        agreement,
                        1,
                        Permit.Standing.ACTIVE,
                        Instant.EPOCH,
                        Instant.MAX,
                        Set.of(),
                        Set.of(),
                        Map.of(),
                        Set.of(),
                        Set.of(),
                        Map.of(),
                        Map.of());
        return Passes.to(
                Act.READ_CONTENT,
                new Target.OfVersion(version.dataset(), version.number()),
                new Judgement.Allowed(List.of(), ColumnScope.ALL, made, permit, null, "test"));
    }

    /** Keeps them in memory, and can pretend not to have seen one yet. */
    private static final class Kept implements PseudonymKeys {
        private final Map<AgreementRef, Wrapped> keys = new HashMap<>();
        private boolean hidden;

        @Override
        public Optional<Wrapped> find(AgreementRef agreement) {
            return hidden ? Optional.empty() : Optional.ofNullable(keys.get(agreement));
        }

        @Override
        public Wrapped keep(AgreementRef agreement, Wrapped fresh) {
            var before = keys.putIfAbsent(agreement, fresh);
            return before == null ? fresh : before;
        }
    }
}
