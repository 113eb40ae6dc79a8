package city.datastore.access.index;

import static city.datastore.access.index.SomeFacts.given;
import static city.datastore.access.policy.Worlds.SPEND;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HoldingSlotsTest {
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    private static final PersonId ANN = new PersonId("ann");

    private final HoldingSlots slots = new HoldingSlots();

    @Nested
    class Somebody {
        @Test
        void who_never_held_anything_is_not_in_it() {
            assertThat(slots.get(ANN, SPEND)).isNull();
        }

        @Test
        void holds_what_was_put_last() {
            hold(ANN, SPEND, 2);
            hold(ANN, SPEND, 1);

            assertThat(grants(ANN, SPEND)).hasSize(1);
        }

        @Test
        void may_be_left_with_nothing_and_be_given_something_again() {
            hold(ANN, SPEND, 1);
            hold(ANN, SPEND, 0);
            assertThat(grants(ANN, SPEND)).isEmpty();

            hold(ANN, SPEND, 1);
            assertThat(grants(ANN, SPEND)).hasSize(1);
        }
    }

    @Nested
    class People_of_one_hash {
        private static final List<String> ALIKE =
                List.of("AaAaAa", "AaAaBB", "AaBBAa", "AaBBBB", "BBAaAa", "BBAaBB", "BBBBAa");
        private static final PersonId LAST = new PersonId("BBBBBB");

        @Test
        void are_told_apart() {
            assertThat(ALIKE)
                    .allSatisfy(name ->
                            assertThat(HoldingSlots.hash(new PersonId(name), SPEND))
                                    .isEqualTo(HoldingSlots.hash(LAST, SPEND)));
            for (int i = 0; i < ALIKE.size(); i++) {
                hold(new PersonId(ALIKE.get(i)), SPEND, i + 1);
            }

            for (int i = 0; i < ALIKE.size(); i++) {
                assertThat(grants(new PersonId(ALIKE.get(i)), SPEND)).hasSize(i + 1);
            }
            assertThat(slots.get(LAST, SPEND)).isNull();
        }

        @Test
        void are_found_behind_one_who_was_left_with_nothing() {
            ALIKE.forEach(name -> hold(new PersonId(name), SPEND, 1));
            hold(new PersonId(ALIKE.getFirst()), SPEND, 0);

            assertThat(grants(new PersonId(ALIKE.getLast()), SPEND)).hasSize(1);
        }

        @Test
        void take_the_place_of_one_who_was_left_with_nothing() {
            hold(new PersonId(ALIKE.getFirst()), SPEND, 1);
            hold(new PersonId(ALIKE.getFirst()), SPEND, 0);
            hold(LAST, SPEND, 2);

            assertThat(grants(LAST, SPEND)).hasSize(2);
            assertThat(slots.get(new PersonId(ALIKE.getFirst()), SPEND)).isNull();
        }
    }

    @Nested
    class People_and_datasets_that_count_up {
        @Test
        void have_hashes_of_their_own() {
            var hashes = new HashSet<Integer>();
            for (int person = 0; person < 1_000; person++) {
                for (int agency = 0; agency < 100; agency++) {
                    hashes.add(
                            HoldingSlots.hash(
                                    new PersonId("reader-" + person),
                                    DatasetId.parse("agency-" + agency + "/data")));
                }
            }
            assertThat(hashes).hasSizeGreaterThan(99_000);
        }
    }

    @Nested
    class After_thousands_of_changes {
        /** A map is the specification. */
        @Test
        void everybody_holds_what_a_map_says() {
            var random = new Random(20261124);
            Map<List<Object>, List<HeldGrant>> map = new HashMap<>();
            for (int change = 0; change < 20_000; change++) {
                // by and by more people: the array grows, with places that have become empty
                var holder = any(random, 10 + change / 8);
                var dataset = on(random);
                map.put(List.of(holder, dataset), hold(holder, dataset, random.nextInt(3)));

                var other = any(random, 10 + change / 8);
                assertThat(grants(other, dataset))
                        .isEqualTo(map.getOrDefault(List.of(other, dataset), List.of()));
            }
            map.forEach((of, held) ->
                    assertThat(grants((PersonId) of.get(0), (DatasetId) of.get(1)))
                            .isEqualTo(held));
            assertThat(map).hasSizeGreaterThan(2_000);
        }

        private static PersonId any(Random random, int most) {
            return new PersonId("reader-" + random.nextInt(most));
        }

        private static DatasetId on(Random random) {
            return DatasetId.parse(random.nextBoolean() ? "brent/spend" : "mps/calls");
        }
    }

    private List<HeldGrant> grants(PersonId holder, DatasetId dataset) {
        var found = slots.get(holder, dataset);
        return found == null ? List.of() : found.all(holder, dataset);
    }

    /** So many grants in the place of what they held. */
    private List<HeldGrant> hold(PersonId holder, DatasetId dataset, int grants) {
        var all = new ArrayList<HeldGrant>();
        CompactGrant last = null;
        for (int i = 0; i < grants; i++) {
            all.add(given(i, holder, dataset, DSA));
            last = new CompactGrant(all.getLast(), "ann", last);
        }
        slots.put(holder, dataset, last);
        return all;
    }
}
