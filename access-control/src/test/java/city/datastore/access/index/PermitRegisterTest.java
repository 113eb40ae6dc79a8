package city.datastore.access.index;

import static city.datastore.access.index.SomeFacts.promise;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgreementRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PermitRegisterTest {
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");

    private final PermitRegister register = new PermitRegister();

    @Nested
    class An_agreement {
        @Test
        void that_was_never_given_has_none() {
            assertThat(register.get(DSA)).isNull();
            assertThat(register.remove(DSA)).isNull();
            assertThat(register.count()).isZero();
        }

        @Test
        void has_the_permit_that_was_put_last() {
            register.put(promise(DSA, Permit.Standing.ACTIVE));
            register.put(promise(DSA, Permit.Standing.SUSPENDED));

            assertThat(register.get(DSA)).isEqualTo(promise(DSA, Permit.Standing.SUSPENDED));
            assertThat(register.count()).isEqualTo(1);
        }

        @Test
        void has_none_after_it_was_taken_away_and_one_after_it_was_given_again() {
            register.put(promise(DSA, Permit.Standing.ACTIVE));

            assertThat(register.remove(DSA)).isEqualTo(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(register.get(DSA)).isNull();
            assertThat(register.count()).isZero();

            register.put(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(register.get(DSA)).isEqualTo(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(register.count()).isEqualTo(1);
        }

        @Test
        void is_another_one_with_a_zero_more() {
            register.put(promise(DSA, Permit.Standing.ACTIVE));

            assertThat(register.get(new AgreementRef("DSA-2026-00001"))).isNull();
        }
    }

    @Nested
    class An_agreement_that_no_volume_reaches {
        @Test
        void has_none_and_the_others_keep_theirs_when_it_gets_one() {
            var last = new AgreementRef("DSA-2026-999999");
            register.put(promise(DSA, Permit.Standing.ACTIVE));

            assertThat(register.get(last)).isNull();
            assertThat(register.remove(last)).isNull();

            register.put(promise(last, Permit.Standing.ACTIVE));
            assertThat(register.get(last)).isEqualTo(promise(last, Permit.Standing.ACTIVE));
            assertThat(register.get(DSA)).isEqualTo(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(register.count()).isEqualTo(2);
        }
    }

    @Nested
    class After_thousands_of_changes {
        /** A map is the specification. */
        @Test
        void every_agreement_has_what_a_map_has() {
            var random = new Random(20261123);
            Map<AgreementRef, Permit> map = new HashMap<>();
            for (int change = 0; change < 20_000; change++) {
                // by and by more agreements: the arrays grow, with places that are no longer used
                var agreement = any(random, 10 + change / 4);
                if (random.nextInt(3) == 0) {
                    assertThat(register.remove(agreement)).isEqualTo(map.remove(agreement));
                } else {
                    var permit =
                            promise(
                                    agreement,
                                    random.nextBoolean()
                                            ? Permit.Standing.ACTIVE
                                            : Permit.Standing.TERMINATED);
                    register.put(permit);
                    map.put(agreement, permit);
                }
                var other = any(random, 10 + change / 4);
                assertThat(register.get(other)).isEqualTo(map.get(other));
                assertThat(register.count()).isEqualTo(map.size());
            }
            map.forEach(
                    (agreement, permit) -> assertThat(register.get(agreement)).isEqualTo(permit));
            assertThat(map).hasSizeGreaterThan(1_000);
        }

        private static AgreementRef any(Random random, int most) {
            return new AgreementRef("DSA-2026-" + (1000 + random.nextInt(most)));
        }
    }
}
