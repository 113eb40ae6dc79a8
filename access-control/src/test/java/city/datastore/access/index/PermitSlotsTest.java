package city.datastore.access.index;

import static city.datastore.access.index.SomeFacts.promise;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgreementRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PermitSlotsTest {
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");

    private final PermitSlots slots = new PermitSlots();

    @Nested
    class An_agreement {
        @Test
        void that_was_never_given_has_none() {
            assertThat(slots.get(DSA)).isNull();
            assertThat(slots.remove(DSA)).isNull();
            assertThat(slots.count()).isZero();
        }

        @Test
        void has_the_permit_that_was_put_last() {
            slots.put(promise(DSA, Permit.Standing.ACTIVE));
            slots.put(promise(DSA, Permit.Standing.SUSPENDED));

            assertThat(slots.get(DSA)).isEqualTo(promise(DSA, Permit.Standing.SUSPENDED));
            assertThat(slots.count()).isEqualTo(1);
        }

        @Test
        void has_none_after_it_was_taken_away_and_one_after_it_was_given_again() {
            slots.put(promise(DSA, Permit.Standing.ACTIVE));

            assertThat(slots.remove(DSA)).isEqualTo(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(slots.get(DSA)).isNull();
            assertThat(slots.count()).isZero();

            slots.put(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(slots.get(DSA)).isEqualTo(promise(DSA, Permit.Standing.ACTIVE));
            assertThat(slots.count()).isEqualTo(1);
        }

        @Test
        void is_another_one_with_a_zero_more() {
            slots.put(promise(DSA, Permit.Standing.ACTIVE));

            assertThat(slots.get(new AgreementRef("DSA-2026-00001"))).isNull();
        }
    }

    @Nested
    class Agreements_that_count_up {
        @Test
        void mostly_have_places_of_their_own() {
            var places = new HashSet<Integer>();
            for (int number = 1; number <= 100_000; number++) {
                var agreement = new AgreementRef("DSA-2026-%04d".formatted(number));
                places.add(PermitSlots.home(agreement.number(), 262_144));
            }
            assertThat(places).hasSizeGreaterThan(90_000);
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
                    assertThat(slots.remove(agreement)).isEqualTo(map.remove(agreement));
                } else {
                    var permit =
                            promise(
                                    agreement,
                                    random.nextBoolean()
                                            ? Permit.Standing.ACTIVE
                                            : Permit.Standing.TERMINATED);
                    slots.put(permit);
                    map.put(agreement, permit);
                }
                var other = any(random, 10 + change / 4);
                assertThat(slots.get(other)).isEqualTo(map.get(other));
                assertThat(slots.count()).isEqualTo(map.size());
            }
            map.forEach((agreement, permit) -> assertThat(slots.get(agreement)).isEqualTo(permit));
            assertThat(map).hasSizeGreaterThan(1_000);
        }

        private static AgreementRef any(Random random, int most) {
            return new AgreementRef("DSA-2026-" + (1000 + random.nextInt(most)));
        }
    }
}
