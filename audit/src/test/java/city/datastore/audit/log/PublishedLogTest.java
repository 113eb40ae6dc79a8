package city.datastore.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.SharedVectors;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log of 15 entries that transparency-dev/tessera publishes, with all its checkpoints. */
class PublishedLogTest {
    private static final int SIZE = 15;
    private static final VerifierKey KEY =
            VerifierKey.parse(
                    "example.com/log/testdata+33d7b496"
                            + "+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    private static byte[] file(String name) {
        Optional<Path> found = SharedVectors.find("tlog/" + name);
        assumeTrue(found.isPresent(), SharedVectors.ABSENT);
        try {
            return Files.readAllBytes(found.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Checkpoint checkpoint(int size) {
        SignedNote note = SignedNote.parse(file("checkpoint." + size));
        assertThat(note.verify(List.of(KEY))).hasSize(1);
        return Checkpoint.parse(note.text());
    }

    private static Tile tile(TilePath.Hashes path) {
        return Tile.of(path, file(path.path()));
    }

    private static List<byte[]> entries(int size) {
        TilePath path = new TilePath.Entries(0, size);
        return EntryBundle.decode(file(path.path()), size);
    }

    @Test
    void every_checkpoint_is_signed_by_the_log() {
        for (int size = 0; size <= SIZE; size++) {
            assertThat(checkpoint(size).origin()).isEqualTo("example.com/log/testdata");
            assertThat(checkpoint(size).size()).isEqualTo(size);
        }
        assertThat(file("checkpoint")).isEqualTo(file("checkpoint.15"));
    }

    @Test
    void every_note_is_written_again_as_it_was_read() {
        for (int size = 0; size <= SIZE; size++) {
            byte[] bytes = file("checkpoint." + size);
            SignedNote note = SignedNote.parse(bytes);

            assertThat(note.bytes()).isEqualTo(bytes);
            assertThat(Checkpoint.parse(note.text()).text()).isEqualTo(note.text());
        }
    }

    @Test
    void every_root_follows_from_the_entries() {
        TreeHasher hasher = new TreeHasher();
        Frontier frontier = Frontier.empty();
        OpenTiles tiles = OpenTiles.empty();
        assertThat(frontier.root()).isEqualTo(checkpoint(0).root());
        for (int size = 1; size <= SIZE; size++) {
            frontier.append(hasher.leaf(entries(size).getLast()), tiles);

            assertThat(frontier.root()).isEqualTo(checkpoint(size).root());
            assertThat(tiles.changed()).containsExactly(tile(new TilePath.Hashes(0, 0, size)));
            assertThat(EntryBundle.encode(entries(size)))
                    .isEqualTo(file(new TilePath.Entries(0, size).path()));
        }
    }

    @Test
    void every_root_and_proof_follows_from_the_tiles() {
        for (int size = 1; size <= SIZE; size++) {
            TileNodes nodes = new TileNodes(size, PublishedLogTest::tile);
            assertThat(Proofs.root(size, nodes)).isEqualTo(checkpoint(size).root());
            for (int other = 1; other <= size; other++) {
                Hash leaf = nodes.node(0, other - 1);
                Proofs.inclusion(other - 1, size, nodes).verify(leaf, checkpoint(size).root());
                Proofs.consistency(other, size, nodes)
                        .verify(checkpoint(other).root(), checkpoint(size).root());
            }
        }
    }

    @Test
    void every_narrower_tile_and_bundle_is_a_prefix_of_the_wider_one() {
        Tile widest = tile(new TilePath.Hashes(0, 0, SIZE));
        byte[] bundle = file(new TilePath.Entries(0, SIZE).path());
        for (int width = 1; width <= SIZE; width++) {
            byte[] narrow = file(new TilePath.Entries(0, width).path());

            assertThat(widest.narrowed(width)).isEqualTo(tile(new TilePath.Hashes(0, 0, width)));
            assertThat(Arrays.copyOf(bundle, narrow.length)).isEqualTo(narrow);
        }
    }

    @Test
    void a_checkpoint_changed_by_one_letter_is_refused() {
        String note = SignedNote.parse(file("checkpoint.15")).format();
        SignedNote changed = SignedNote.parse(note.replaceFirst("\n15\n", "\n14\n"));

        assertThatThrownBy(() -> changed.verify(List.of(KEY)))
                .isInstanceOf(NoteException.BadSignature.class);
    }
}
