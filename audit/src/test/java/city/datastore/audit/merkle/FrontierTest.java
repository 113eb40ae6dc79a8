package city.datastore.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final int SIZE = 300;
    private static final NaiveTree TREE = NaiveTree.of(SIZE);

    private static Frontier grown(int size) {
        Frontier frontier = Frontier.empty();
        for (int i = 0; i < size; i++) {
            frontier.append(TREE.root(i, i + 1));
        }
        return frontier;
    }

    @Nested
    class A_growing_tree {
        @Test
        void has_the_root_of_the_definition_at_every_size() {
            Frontier frontier = Frontier.empty();
            assertThat(frontier.root()).isEqualTo(TREE.root(0, 0));
            for (int i = 0; i < SIZE; i++) {
                frontier.append(TREE.root(i, i + 1));

                assertThat(frontier.size()).isEqualTo(i + 1);
                assertThat(frontier.root()).isEqualTo(TREE.root(0, i + 1));
            }
        }

        @Test
        void says_of_each_node_once_that_it_is_complete() {
            Map<List<Long>, Hash> nodes = new HashMap<>();
            Frontier frontier = Frontier.empty();
            for (int i = 0; i < SIZE; i++) {
                frontier.append(
                        TREE.root(i, i + 1),
                        (level, index, hash) ->
                                assertThat(nodes.put(List.of((long) level, index), hash)).isNull());
            }

            int wanted = 0;
            for (int level = 0; SIZE >> level > 0; level++) {
                wanted += SIZE >> level;
            }
            assertThat(nodes).hasSize(wanted);
            nodes.forEach((at, hash) ->
                    assertThat(hash).isEqualTo(TREE.node(Math.toIntExact(at.get(0)), at.get(1))));
        }

        @Test
        void says_from_the_leaf_upwards_what_is_complete() {
            List<Integer> levels = new ArrayList<>();

            grown(7).append(TREE.root(7, 8), (level, index, hash) -> levels.add(level));

            assertThat(levels).containsExactly(0, 1, 2, 3);
        }

        @Test
        void takes_a_whole_subtree_as_it_takes_its_leaves() {
            for (int level = 0; level <= 5; level++) {
                int width = 1 << level;
                Map<List<Long>, Hash> nodes = new HashMap<>();
                Frontier frontier = Frontier.empty();
                for (int first = 0; first + width <= SIZE; first += width) {
                    frontier.append(
                            level,
                            TREE.root(first, first + width),
                            (height, index, hash) ->
                                    assertThat(nodes.put(List.of((long) height, index), hash))
                                            .isNull());

                    assertThat(frontier.size()).isEqualTo(first + width);
                    assertThat(frontier.root()).isEqualTo(TREE.root(0, first + width));
                }

                nodes.forEach((at, hash) ->
                        assertThat(hash)
                                .isEqualTo(TREE.node(Math.toIntExact(at.get(0)), at.get(1))));
            }
        }

        @Test
        void takes_no_subtree_where_none_begins() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> grown(6).append(2, TREE.root(0, 4), Frontier.Completed.NOBODY));
        }

        @Test
        void goes_on_from_its_hashes_at_every_size() {
            for (int size = 0; size < SIZE; size++) {
                Frontier back = Frontier.of(size, grown(size).hashes());
                assertThat(back.root()).isEqualTo(TREE.root(0, size));

                back.append(TREE.root(size, size + 1));

                assertThat(back.root()).isEqualTo(TREE.root(0, size + 1));
                assertThat(Frontier.of(size, TREE).hashes()).isEqualTo(grown(size).hashes());
            }
        }

        @Test
        void does_not_change_with_its_copy() {
            Frontier frontier = grown(5);

            frontier.copy().append(TREE.root(5, 6));

            assertThat(frontier.size()).isEqualTo(5);
            assertThat(frontier.root()).isEqualTo(TREE.root(0, 5));
        }

        @Test
        void ends_at_the_largest_number() {
            List<Hash> hashes = Collections.nCopies(63, TREE.root(0, 1));
            Frontier full = Frontier.of(Frontier.MAX_SIZE, hashes);

            assertThatThrownBy(() -> full.append(TREE.root(0, 1)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(full.size()).isEqualTo(Frontier.MAX_SIZE);
        }
    }

    @Nested
    class An_edge_that_does_not_fit {
        @Test
        void is_refused_with_too_few_or_too_many_hashes_or_a_negative_size() {
            List<Hash> two = grown(5).hashes();

            for (long size : new long[] {0, 4, 7, -1, Long.MIN_VALUE}) {
                assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(size, two));
            }
        }
    }
}
