package city.datastore.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TilesTest {
    @Nested
    class A_path {
        @Test
        void is_written_as_the_specification_says_and_read_again() {
            Map<String, TilePath> paths =
                    Map.of(
                            "tile/0/000", new TilePath.Hashes(0, 0, 256),
                            "tile/0/x001/x234/067", new TilePath.Hashes(0, 1_234_067, 256),
                            "tile/0/x001/x234/067.p/8", new TilePath.Hashes(0, 1_234_067, 8),
                            "tile/63/999.p/255", new TilePath.Hashes(63, 999, 255),
                            "tile/1/x001/000.p/1", new TilePath.Hashes(1, 1_000, 1),
                            "tile/entries/000.p/5", new TilePath.Entries(0, 5),
                            "tile/entries/x123/456", new TilePath.Entries(123_456, 256),
                            "tile/0/x036/x028/x797/x018/x963/967",
                                    new TilePath.Hashes(0, TilePath.MAX_INDEX, 256));
            paths.forEach((text, path) -> {
                assertThat(path.path()).isEqualTo(text);
                assertThat(TilePath.parse(text)).contains(path);
            });
        }

        @Test
        void that_is_written_otherwise_is_none() {
            for (String text :
                    List.of(
                            "",
                            "tile",
                            "tile/0",
                            "tile/0/",
                            "tile/0/0",
                            "tile/0/00",
                            "tile/0/0000",
                            "tile/0/001000",
                            "tile/0/001/000",
                            "tile/0/x001/x000",
                            "tile/0/x000/001",
                            "tile/0/X001/000",
                            "tile/00/000",
                            "tile/64/000",
                            "tile/100/000",
                            "tile/-1/000",
                            "tile/+1/000",
                            "tile/0/000.p/0",
                            "tile/0/000.p/00",
                            "tile/0/000.p/08",
                            "tile/0/000.p/256",
                            "tile/0/000.p/999",
                            "tile/0/000.p/1000",
                            "tile/0/000.p/",
                            "tile/0/000.p",
                            "tile/0/000/",
                            "/tile/0/000",
                            "tile//000",
                            "tile/entry/000",
                            "tile/entries/0/000",
                            "tile/0/../000",
                            "tile/0/000\n",
                            "tile/0/000.p/8 ",
                            "tile/0/\u0660\u0660\u0660",
                            "tile/0/x036/x028/x797/x018/x963/968",
                            "tile/0/x999/x999/x999/x999/x999/999",
                            "tile/0/x001/x000/x000/x000/x000/x000/000",
                            "x".repeat(100_000))) {
                assertThat(TilePath.parse(text)).as(text).isEmpty();
            }
        }

        @Test
        void is_not_made_of_numbers_that_no_tile_has() {
            assertThatIllegalArgumentException().isThrownBy(() -> new TilePath.Hashes(64, 0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new TilePath.Hashes(-1, 0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new TilePath.Hashes(0, -1, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new TilePath.Entries(0, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> new TilePath.Entries(0, 257));
        }

        @Test
        void is_as_wide_as_the_tree_allows() {
            assertThat(TilePath.width(0, 272, 70_000)).isEqualTo(256);
            assertThat(TilePath.width(0, 273, 70_000)).isEqualTo(112);
            assertThat(TilePath.width(0, 274, 70_000)).isZero();
            assertThat(TilePath.width(1, 1, 70_000)).isEqualTo(17);
            assertThat(TilePath.width(2, 0, 70_000)).isEqualTo(1);
            assertThat(TilePath.width(3, 0, 70_000)).isZero();
            assertThat(TilePath.width(0, 1, 256)).isZero();
            assertThat(TilePath.width(63, 0, Long.MAX_VALUE)).isZero();
            assertThat(TilePath.width(0, TilePath.MAX_INDEX, Long.MAX_VALUE)).isEqualTo(255);
            assertThat(TilePath.width(0, Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
        }
    }

    /** A tree of 70,000 leaves with all its tiles, grown in batches of all lengths. */
    @Nested
    class A_growing_log {
        private static final int SIZE = 70_000;
        private static final Map<TilePath.Hashes, Tile> STORED = new HashMap<>();
        private static final Map<Integer, Hash> ROOTS = new HashMap<>();
        private static OpenTiles open = OpenTiles.empty();

        static {
            TreeHasher hasher = new TreeHasher();
            Frontier frontier = Frontier.empty();
            for (int i = 0; i < SIZE; i++) {
                frontier.append(hasher.leaf(("entry " + i).getBytes(UTF_8)), open);
                if (i % 251 == 0 || i == SIZE - 1) {
                    open.changed().forEach(tile -> STORED.put(tile.path(), tile));
                    ROOTS.put(i + 1, frontier.root());
                }
            }
        }

        /** As a store would: a wider form of the tile serves for a narrower one. */
        private static Tile stored(TilePath.Hashes path) {
            for (int width = path.width(); width <= TilePath.FULL; width++) {
                Tile tile = STORED.get(new TilePath.Hashes(path.level(), path.index(), width));
                if (tile != null) {
                    return tile.narrowed(path.width());
                }
            }
            throw new AssertionError("not stored: " + path.path());
        }

        @Test
        void has_the_tiles_of_the_specification_s_own_example() {
            assertThat(STORED.keySet().stream().filter(path -> path.level() == 0 && path.full()))
                    .hasSize(273);
            assertThat(OpenTiles.paths(SIZE))
                    .containsExactly(
                            new TilePath.Hashes(0, 273, 112),
                            new TilePath.Hashes(1, 1, 17),
                            new TilePath.Hashes(2, 0, 1));
            assertThat(STORED.keySet()).containsAll(OpenTiles.paths(SIZE));
            assertThat(STORED).containsKey(new TilePath.Hashes(1, 0, 256));
        }

        @Test
        void has_roots_and_proofs_that_follow_from_the_tiles() {
            Hash last = Objects.requireNonNull(ROOTS.get(SIZE));
            ROOTS.forEach((size, root) -> {
                TileNodes nodes = new TileNodes(size, A_growing_log::stored);
                assertThat(Proofs.root(size, nodes)).isEqualTo(root);
                Proofs.inclusion(size / 3, size, nodes).verify(nodes.node(0, size / 3), root);
                Proofs.consistency(size, SIZE, new TileNodes(SIZE, A_growing_log::stored))
                        .verify(root, last);
            });
        }

        @Test
        void goes_on_from_its_partial_tiles() {
            List<Tile> partial =
                    new ArrayList<>(OpenTiles.paths(SIZE).stream().map(STORED::get).toList());
            Collections.reverse(partial);
            OpenTiles back = OpenTiles.of(SIZE, partial);
            OpenTiles copy = open.copy();
            Frontier one = Frontier.of(SIZE, new TileNodes(SIZE, A_growing_log::stored));
            Frontier two = one.copy();
            for (int i = 0; i < 300; i++) {
                one.append(Objects.requireNonNull(ROOTS.get(1)), back);
                two.append(Objects.requireNonNull(ROOTS.get(1)), copy);
            }

            assertThat(back.changed())
                    .isEqualTo(copy.changed())
                    .extracting(Tile::toString)
                    .containsExactly("tile/0/273", "tile/0/274.p/156", "tile/1/001.p/18");
            assertThat(back.changed()).isEmpty();
            assertThat(open.changed()).isEmpty();
        }

        @Test
        void refuses_partial_tiles_of_another_size() {
            List<Tile> partial = OpenTiles.paths(SIZE).stream().map(STORED::get).toList();

            assertThatThrownBy(() -> OpenTiles.of(SIZE + 1, partial))
                    .isInstanceOf(LogFormatException.class);
            assertThatThrownBy(() -> OpenTiles.of(SIZE, partial.subList(1, 3)))
                    .isInstanceOf(LogFormatException.class);
        }

        @Test
        void refuses_a_node_that_does_not_come_next() {
            Hash hash = Objects.requireNonNull(ROOTS.get(1));

            assertThatThrownBy(() -> open.copy().node(0, SIZE + 1, hash))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> open.copy().node(0, SIZE - 1, hash))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> open.copy().node(0, SIZE + 256, hash))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void has_no_nodes_beyond_its_size() {
            TileNodes nodes = new TileNodes(SIZE, A_growing_log::stored);

            assertThatIllegalArgumentException().isThrownBy(() -> nodes.node(0, SIZE));
            assertThatIllegalArgumentException().isThrownBy(() -> nodes.node(17, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> nodes.node(62, 0));
        }

        @Test
        void asks_for_each_tile_once() {
            Map<TilePath.Hashes, Integer> asked = new HashMap<>();
            TileNodes nodes =
                    new TileNodes(
                            SIZE,
                            path -> {
                                asked.merge(path, 1, Integer::sum);
                                return stored(path);
                            });

            Proofs.inclusion(1_000, SIZE, nodes);

            assertThat(asked.values()).isNotEmpty().allMatch(times -> times == 1);
            assertThat(asked).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Nested
    class A_tile {
        @Test
        void of_another_length_is_refused() {
            for (int length : new int[] {0, 31, 63, 65, 96}) {
                assertThatThrownBy(() -> Tile.of(new TilePath.Hashes(0, 0, 2), new byte[length]))
                        .isInstanceOf(LogFormatException.class);
            }
        }

        @Test
        void has_no_subtree_beyond_its_width() {
            Tile tile = Tile.of(new TilePath.Hashes(0, 0, 3), new byte[96]);
            TreeHasher hasher = new TreeHasher();

            assertThat(tile.subtree(1, 0, hasher))
                    .isEqualTo(hasher.node(tile.hash(0), tile.hash(1)));
            for (int[] fault : new int[][] {{1, 1}, {2, 0}, {0, 3}, {0, -1}, {-1, 0}, {9, 0}}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> tile.subtree(fault[0], fault[1], hasher));
            }
        }
    }

    @Nested
    class A_bundle_of_entries {
        private static final List<byte[]> ENTRIES =
                List.of(new byte[0], new byte[] {1, 2, 3}, new byte[65_535]);
        private static final byte[] BYTES = EntryBundle.encode(ENTRIES);

        @Test
        void comes_back_from_its_bytes() {
            List<byte[]> back = EntryBundle.decode(BYTES, 3);

            assertThat(back).usingElementComparator(Arrays::compare).isEqualTo(ENTRIES);
            assertThat(BYTES).startsWith(0, 0, 0, 3, 1, 2, 3, 0xff, 0xff);
        }

        @Test
        void is_refused_wherever_it_is_cut_and_with_another_width() {
            for (int length : new int[] {0, 1, 3, 4, 6, 7, 8, 9, BYTES.length - 1}) {
                assertThatThrownBy(() -> EntryBundle.decode(Arrays.copyOf(BYTES, length), 3))
                        .isInstanceOf(LogFormatException.class);
            }
            byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 1);
            assertThatThrownBy(() -> EntryBundle.decode(longer, 3))
                    .isInstanceOf(LogFormatException.class);
            assertThatThrownBy(() -> EntryBundle.decode(BYTES, 2))
                    .isInstanceOf(LogFormatException.class);
            assertThatThrownBy(() -> EntryBundle.decode(BYTES, 4))
                    .isInstanceOf(LogFormatException.class);
        }

        @Test
        void is_not_made_of_too_many_too_few_or_too_long_entries() {
            assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.encode(List.of()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, new byte[1])));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])));
        }
    }
}
