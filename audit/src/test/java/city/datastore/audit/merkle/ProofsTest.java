package city.datastore.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final int SIZE = 130;
    private static final NaiveTree TREE = NaiveTree.of(SIZE);
    private static final List<Hash> ROOTS = new ArrayList<>();
    private static final List<Hash> LEAVES = new ArrayList<>();
    private static final Map<String, Hash> KNOWN = new HashMap<>();

    static {
        for (int size = 0; size <= SIZE; size++) {
            ROOTS.add(TREE.root(0, size));
        }
        for (int i = 0; i < SIZE; i++) {
            LEAVES.add(TREE.root(i, i + 1));
        }
    }

    private static Hash node(int level, long index) {
        return KNOWN.computeIfAbsent(level + "/" + index, _ -> TREE.node(level, index));
    }

    private static Hash flipped(Hash hash) {
        byte[] bytes = hash.bytes();
        bytes[7] ^= 0x10;
        return Hash.of(bytes);
    }

    /**
     * The sizes at which each single fault is tried: all small ones, and those about a power of
     * two.
     */
    private static boolean tried(long size) {
        return size < 36 || (size > 62 && size < 67) || size > 126;
    }

    /** Every list that is this one with a single fault. */
    private static List<List<Hash>> faults(List<Hash> path, Hash stray) {
        List<List<Hash>> faults = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> removed = new ArrayList<>(path);
            removed.remove(i);
            faults.add(removed);
            List<Hash> changed = new ArrayList<>(path);
            changed.set(i, flipped(path.get(i)));
            faults.add(changed);
            if (i > 0) {
                List<Hash> swapped = new ArrayList<>(path);
                Collections.swap(swapped, i - 1, i);
                faults.add(swapped);
            }
        }
        for (int i = 0; i <= path.size(); i++) {
            List<Hash> inserted = new ArrayList<>(path);
            inserted.add(i, stray);
            faults.add(inserted);
        }
        return faults;
    }

    private static void mustFail(Runnable check) {
        try {
            check.run();
        } catch (ProofException _) {
            return;
        }
        throw new AssertionError("a proof with a fault was accepted");
    }

    @Nested
    class A_root_from_nodes {
        @Test
        void is_the_root_of_the_definition_at_every_size() {
            for (int size = 0; size <= SIZE; size++) {
                assertThat(Proofs.root(size, ProofsTest::node)).isEqualTo(ROOTS.get(size));
            }
        }
    }

    @Nested
    class An_inclusion_proof {
        private static void each(Consumer<InclusionProof> check) {
            for (int size = 1; size <= SIZE; size++) {
                for (int index = 0; index < size; index++) {
                    check.accept(Proofs.inclusion(index, size, ProofsTest::node));
                }
            }
        }

        @Test
        void holds_for_every_leaf_of_every_tree() {
            each(proof ->
                    proof.verify(LEAVES.get((int) proof.index()), ROOTS.get((int) proof.size())));
        }

        @Test
        void fails_with_any_fault_in_its_hashes() {
            each(proof -> {
                Hash leaf = LEAVES.get((int) proof.index());
                Hash root = ROOTS.get((int) proof.size());
                if (!tried(proof.size())) {
                    return;
                }
                for (List<Hash> path : faults(proof.path(), leaf)) {
                    mustFail(() ->
                            new InclusionProof(proof.index(), proof.size(), path)
                                    .verify(leaf, root));
                }
            });
        }

        @Test
        void fails_for_any_other_index_size_leaf_or_root() {
            each(proof -> {
                Hash leaf = LEAVES.get((int) proof.index());
                Hash root = ROOTS.get((int) proof.size());
                for (long index : others(proof.index())) {
                    mustFail(() ->
                            new InclusionProof(index, proof.size(), proof.path())
                                    .verify(leaf, root));
                }
                mustFail(() -> proof.verify(flipped(leaf), root));
                mustFail(() -> proof.verify(leaf, flipped(root)));
            });
        }

        @Test
        void of_one_size_with_the_root_of_another_fails() {
            for (int size = 1; size < SIZE; size++) {
                Hash root = ROOTS.get(size);
                for (int other = 1; other <= SIZE; other++) {
                    if (other != size) {
                        InclusionProof proof = Proofs.inclusion(0, other, ProofsTest::node);
                        mustFail(() -> proof.verify(LEAVES.getFirst(), root));
                    }
                }
            }
        }

        @Test
        void has_a_shape_for_sizes_up_to_the_largest_number() {
            assertThat(InclusionProof.length(0, 1)).isZero();
            assertThat(InclusionProof.length(0, Long.MAX_VALUE)).isEqualTo(63);
            assertThat(InclusionProof.length(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(62);
            assertThat(InclusionProof.length(1L << 62, (1L << 62) + 1)).isEqualTo(1);
        }

        @Test
        void of_a_leaf_that_no_tree_of_that_size_has_is_refused() {
            long[][] faults = {
                {0, 0},
                {1, 1},
                {-1, 1},
                {-1, -1},
                {0, -1},
                {Long.MAX_VALUE, Long.MAX_VALUE},
                {Long.MIN_VALUE, Long.MAX_VALUE},
                {5, 4}
            };
            for (long[] fault : faults) {
                assertThatThrownBy(() -> new InclusionProof(fault[0], fault[1], List.of()))
                        .isInstanceOf(ProofException.WrongShape.class);
                assertThatThrownBy(() -> Proofs.inclusion(fault[0], fault[1], ProofsTest::node))
                        .isInstanceOf(ProofException.WrongShape.class);
            }
        }
    }

    private static long[] others(long number) {
        return new long[] {number - 1, number + 1, number ^ 2, number * 2 + 1, -number - 1};
    }

    @Nested
    class A_consistency_proof {
        private static void each(Consumer<ConsistencyProof> check) {
            for (int size2 = 1; size2 <= SIZE; size2++) {
                for (int size1 = 1; size1 <= size2; size1++) {
                    check.accept(Proofs.consistency(size1, size2, ProofsTest::node));
                }
            }
        }

        private static Hash root1(ConsistencyProof proof) {
            return ROOTS.get((int) proof.size1());
        }

        private static Hash root2(ConsistencyProof proof) {
            return ROOTS.get((int) proof.size2());
        }

        @Test
        void holds_between_all_sizes() {
            each(proof -> proof.verify(root1(proof), root2(proof)));
        }

        @Test
        void fails_with_any_fault_in_its_hashes() {
            each(proof -> {
                if (!tried(proof.size2())) {
                    return;
                }
                for (List<Hash> path : faults(proof.path(), root1(proof))) {
                    mustFail(() ->
                            new ConsistencyProof(proof.size1(), proof.size2(), path)
                                    .verify(root1(proof), root2(proof)));
                }
            });
        }

        @Test
        void fails_with_another_root_on_either_side() {
            each(proof -> {
                Hash one = root1(proof);
                Hash two = root2(proof);
                mustFail(() -> proof.verify(flipped(one), two));
                mustFail(() -> proof.verify(one, flipped(two)));
                if (proof.size1() < proof.size2()) {
                    mustFail(() -> proof.verify(two, one));
                }
            });
        }

        @Test
        void fails_when_the_earlier_tree_had_another_size() {
            each(proof -> {
                for (long size1 : others(proof.size1())) {
                    mustFail(() ->
                            new ConsistencyProof(size1, proof.size2(), proof.path())
                                    .verify(root1(proof), root2(proof)));
                }
            });
        }

        @Test
        void fails_when_a_leaf_of_the_earlier_tree_was_changed() {
            List<byte[]> entries = new ArrayList<>(TREE.entries());
            entries.set(3, new byte[] {1});
            NaiveTree rewritten = new NaiveTree(entries);
            for (int size1 = 4; size1 < 40; size1++) {
                ConsistencyProof proof = Proofs.consistency(size1, 40, rewritten);
                Hash one = ROOTS.get(size1);
                Hash two = rewritten.root(0, 40);

                mustFail(() -> proof.verify(one, two));
            }
        }

        @Test
        void between_sizes_that_do_not_follow_each_other_is_refused() {
            long[][] faults = {
                {0, 0},
                {0, 1},
                {2, 1},
                {-1, 1},
                {-2, -1},
                {1, -1},
                {Long.MAX_VALUE, 1},
                {Long.MIN_VALUE, Long.MAX_VALUE}
            };
            for (long[] fault : faults) {
                assertThatThrownBy(() -> new ConsistencyProof(fault[0], fault[1], List.of()))
                        .isInstanceOf(ProofException.WrongShape.class);
                assertThatThrownBy(() -> Proofs.consistency(fault[0], fault[1], ProofsTest::node))
                        .isInstanceOf(ProofException.WrongShape.class);
            }
        }

        @Test
        void has_a_shape_for_sizes_up_to_the_largest_number() {
            assertThat(ConsistencyProof.length(1, Long.MAX_VALUE)).isEqualTo(63);
            assertThat(ConsistencyProof.length(1L << 62, Long.MAX_VALUE)).isEqualTo(1);
            assertThat(ConsistencyProof.length(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(63);
            assertThat(ConsistencyProof.length(Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
        }

        @Test
        void has_the_length_that_is_foretold_for_any_sizes() {
            Random random = new Random(9162);
            Hash any = ROOTS.getFirst();
            for (int i = 0; i < 2_000; i++) {
                long size2 = (1 + random.nextLong(Long.MAX_VALUE - 1)) >>> random.nextInt(60);
                long size1 = 1 + random.nextLong(Math.max(1, size2));
                if (size1 > size2) {
                    continue;
                }
                assertThat(Proofs.consistency(size1, size2, (_, _) -> any).path())
                        .hasSize(ConsistencyProof.length(size1, size2));
                assertThat(Proofs.inclusion(size1 - 1, size2, (_, _) -> any).path())
                        .hasSize(InclusionProof.length(size1 - 1, size2));
            }
        }
    }
}
