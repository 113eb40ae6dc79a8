package city.datastore.access.index;

import static city.datastore.access.index.SomeFacts.given;
import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GrantLinesTest {
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    private static final PersonId ANN = new PersonId("ann");
    private static final PersonId UUID_ANN = new PersonId("6c7a3c1e-92c3-4d4e-9a55-0a2b1c3d4e5f");
    private static final PersonId LONG_ANN = new PersonId("ann.of.the.london.borough.of.brent");

    private final GrantLines lines = new GrantLines();

    @Nested
    class Somebody {
        @Test
        void who_never_held_anything_is_not_in_it() {
            for (var somebody : List.of(ANN, UUID_ANN, LONG_ANN)) {
                assertThat(lines.of(somebody, SPEND)).isEmpty();
            }
        }

        @Test
        void holds_what_was_put_last() {
            hold(ANN, SPEND, 2);
            hold(ANN, SPEND, 1);

            assertThat(lines.of(ANN, SPEND)).hasSize(1);
            assertThat(lines.count()).isEqualTo(1);
        }

        @Test
        void may_be_left_with_nothing_and_be_given_something_again() {
            for (var somebody : List.of(ANN, UUID_ANN, LONG_ANN)) {
                hold(somebody, SPEND, 1);
                hold(somebody, SPEND, 0);
                assertThat(lines.of(somebody, SPEND)).isEmpty();

                hold(somebody, SPEND, 1);
                assertThat(lines.of(somebody, SPEND)).hasSize(1);
            }
        }
    }

    @Nested
    class A_grant {
        @Test
        void comes_back_as_it_was_put() {
            for (var holder : List.of(ANN, UUID_ANN, LONG_ANN)) {
                for (var agreement :
                        List.of("DSA-0000-0000", "DSA-9999-999999", "DSA-2026-00012")) {
                    for (var from :
                            List.of(
                                    Instant.EPOCH,
                                    Instant.EPOCH.minusNanos(1_000),
                                    Instant.parse("-200000-01-01T00:00:00Z"))) {
                        var grant = grant(holder, new AgreementRef(agreement), from);
                        lines.remove(holder, SPEND);
                        lines.add(new Holding(grant, "ann"));

                        assertThat(lines.of(holder, SPEND)).containsExactly(grant);
                    }
                }
            }
        }

        /** The database has no such instant. */
        @Test
        void between_two_microseconds_is_not_taken() {
            var grant = grant(ANN, DSA, Instant.EPOCH.plusNanos(1));

            assertThatThrownBy(() -> lines.add(new Holding(grant, "ann")))
                    .hasMessageContaining("would lose a part");
            assertThat(lines.of(ANN, SPEND)).isEmpty();
            assertThat(lines.count()).isZero();
        }

        private static HeldGrant grant(PersonId holder, AgreementRef agreement, Instant from) {
            return new HeldGrant(
                    new GrantId(new UUID(-1, 1)),
                    holder,
                    GLA,
                    SPEND,
                    agreement,
                    ANALYSIS,
                    Set.of(PermittedAction.READ),
                    ColumnScope.ALL,
                    from,
                    Instant.parse("+290000-01-01T00:00:00.999999Z"),
                    true);
        }
    }

    @Nested
    class After_thousands_of_changes {
        private final Map<List<Object>, List<HeldGrant>> map = new HashMap<>();
        private final Random random = new Random(20261124);

        /** Every place is next to others, and a search goes over the end of the array. */
        @Test
        void a_few_hold_what_a_map_says() {
            for (int change = 0; change < 20_000; change++) {
                if (lines.count() > 9) {
                    map.keySet()
                            .forEach(of -> hold((PersonId) of.get(0), (DatasetId) of.get(1), 0));
                    map.clear();
                }
                change(i -> new PersonId(i % 2 == 0 ? "reader-" + i : LONG_ANN.value() + i), 12);
                check();
            }
        }

        /** By and by more people: the array grows. */
        @Test
        void everybody_holds_what_a_map_says() {
            for (int change = 0; change < 20_000; change++) {
                change(i -> new PersonId("reader-" + i), 10 + change / 8);
            }
            check();
            assertThat(map).hasSizeGreaterThan(2_000);
        }

        private void change(Function<Integer, PersonId> people, int most) {
            var holder = people.apply(random.nextInt(most));
            var dataset = DatasetId.parse(random.nextBoolean() ? "brent/spend" : "mps/calls");
            map.put(List.of(holder, dataset), hold(holder, dataset, random.nextInt(3)));
        }

        /** The map is the specification. */
        private void check() {
            map.forEach((of, held) ->
                    assertThat(lines.of((PersonId) of.get(0), (DatasetId) of.get(1)))
                            .isEqualTo(held));
            assertThat(lines.count()).isEqualTo(map.values().stream().mapToInt(List::size).sum());
        }
    }

    @Nested
    class A_number {
        @Test
        void that_nothing_has_fails() {
            assertThatThrownBy(() -> new Numbered<String>().get(0))
                    .isInstanceOf(NullPointerException.class);
        }

        @Test
        void is_the_same_for_equal_things() {
            var numbered = new Numbered<String>();
            for (int i = 1; i <= 100; i++) {
                assertThat(numbered.known("thing " + i)).isZero();
                assertThat(numbered.number("thing " + i)).isEqualTo(i);
                assertThat(numbered.number("thing " + i)).isEqualTo(i);
            }
            assertThat(numbered.get(40)).isEqualTo("thing 40");
        }
    }

    /** So many grants in the place of what they held. */
    private List<HeldGrant> hold(PersonId holder, DatasetId dataset, int grants) {
        lines.remove(holder, dataset);
        var all = new ArrayList<HeldGrant>();
        for (int i = 0; i < grants; i++) {
            all.add(given(i, holder, dataset, DSA));
            lines.add(new Holding(all.getLast(), "ann"));
        }
        return all;
    }
}
