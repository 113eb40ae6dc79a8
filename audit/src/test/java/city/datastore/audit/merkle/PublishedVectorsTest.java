package city.datastore.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.SharedVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The proofs that transparency-dev/merkle publishes, most of which have to be refused. */
class PublishedVectorsTest {
    /** The one vector that is called good and carries roots of twelve bytes. */
    private static final String TWELVE_BYTE_ROOTS = "sizes-are-equal-one-and-proof-is-empty.json";

    private record Vector(String json) {
        private String field(String name, String form) {
            Matcher field = Pattern.compile("\"" + name + "\": *" + form).matcher(json);
            assertThat(field.find()).as(name).isTrue();
            return field.group(1);
        }

        long number(String name) {
            return Long.parseUnsignedLong(field(name, "([0-9]+)"));
        }

        Hash hash(String name) {
            return Hash.of(Base64.getDecoder().decode(field(name, "\"([^\"]*)\"")));
        }

        List<Hash> proof() {
            if (json.contains("\"proof\": null")) {
                return List.of();
            }
            Matcher items =
                    Pattern.compile("\"([^\"]*)\"").matcher(field("proof", "(?s)\\[(.*?)\\]"));
            List<Hash> proof = new ArrayList<>();
            while (items.find()) {
                proof.add(Hash.of(Base64.getDecoder().decode(items.group(1))));
            }
            return proof;
        }

        boolean good() {
            return field("wantErr", "(true|false)").equals("false");
        }

        boolean included() {
            try {
                new InclusionProof(number("leafIdx"), number("treeSize"), proof())
                        .verify(hash("leafHash"), hash("root"));
                return true;
            } catch (ProofException | IllegalArgumentException _) {
                return false;
            }
        }

        boolean consistent() {
            try {
                new ConsistencyProof(number("size1"), number("size2"), proof())
                        .verify(hash("root1"), hash("root2"));
                return true;
            } catch (ProofException | IllegalArgumentException _) {
                return false;
            }
        }
    }

    private static List<Path> files(String folder) {
        Optional<Path> found = SharedVectors.find("merkle/" + folder);
        assumeTrue(found.isPresent(), SharedVectors.ABSENT);
        return SharedVectors.files(found.orElseThrow());
    }

    @Test
    void all_98_inclusion_proofs_are_judged_rightly() throws IOException {
        int good = 0;
        List<Path> files = files("inclusion");
        for (Path file : files) {
            Vector vector = new Vector(Files.readString(file));
            assertThat(vector.included()).as(file.toString()).isEqualTo(vector.good());
            good += vector.good() ? 1 : 0;
        }
        assertThat(files).hasSize(98);
        assertThat(good).isEqualTo(6);
    }

    @Test
    void all_98_consistency_proofs_are_judged_rightly() throws IOException {
        int good = 0;
        List<Path> files = files("consistency");
        for (Path file : files) {
            Vector vector = new Vector(Files.readString(file));
            boolean wanted = vector.good() && !file.endsWith(TWELVE_BYTE_ROOTS);
            assertThat(vector.consistent()).as(file.toString()).isEqualTo(wanted);
            good += vector.good() ? 1 : 0;
        }
        assertThat(files).hasSize(98);
        assertThat(good).isEqualTo(6);
    }
}
