package city.datastore.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The example in {@code docs/audit-log-format.md}, by our own types and by a second implementation.
 */
class LogFormatPageTest {
    private static final byte[] EVENT = EventCodec.encode(Events.documented());
    private static final Instant AT = Instant.ofEpochSecond(1_800_000_000);
    private static String page = "";
    private static String receipt = "";
    private static String key = "";

    @BeforeAll
    static void read_the_page() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/audit-log-format.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IOException("docs/audit-log-format.md is not above the working folder");
        }
        page = Files.readString(folder.resolve("docs/audit-log-format.md"));
        receipt = found("```text\n(.*?)```");
        key = found("\\| verifier key \\| `(.*?)` \\|");
    }

    private static String found(String form) {
        Matcher matcher = Pattern.compile(form, Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as(form).isTrue();
        return matcher.group(1);
    }

    private static byte[] hex(String row) {
        return HexFormat.of().parseHex(found("\\| " + row + " \\| `([0-9a-f]{64})` \\|"));
    }

    @Test
    void the_receipt_holds_for_our_verifier() {
        TlogPolicy policy = TlogPolicy.trusting(VerifierKey.parse(key));

        TlogPolicy.Accepted accepted = Receipt.parse(receipt.getBytes(UTF_8)).verify(EVENT, policy);

        assertThat(accepted.checkpoint().size()).isEqualTo(3);
        assertThat(accepted.checkpoint().root()).isEqualTo(Hash.of(hex("root")));
    }

    @Test
    void the_receipt_holds_for_a_verifier_written_from_the_page() throws Exception {
        assertThat(SecondImplementation.verify(receipt, EVENT, key)).isTrue();
    }

    @Test
    void the_second_verifier_refuses_what_it_should() throws Exception {
        byte[] other = EVENT.clone();
        other[10] ^= 1;

        assertThat(SecondImplementation.verify(receipt, other, key)).isFalse();
        assertThat(SecondImplementation.verify(receipt.replace("index 1", "index 0"), EVENT, key))
                .isFalse();
        assertThat(
                        SecondImplementation.verify(
                                receipt.replace("audit syF0C0n", "audit syF0C1n"), EVENT, key))
                .isFalse();
    }

    @Test
    void the_values_are_what_the_second_implementation_makes() throws Exception {
        byte[] salt = new byte[32];
        byte[] last = new byte[32];
        for (int i = 0; i < 32; i++) {
            salt[i] = (byte) i;
            last[i] = (byte) 0xff;
        }
        byte[] both = SecondImplementation.node(hex("leaf 0"), hex("leaf 1"));

        assertThat(hex("digest")).isEqualTo(SecondImplementation.sha256(EVENT));
        assertThat(hex("entry 1")).isEqualTo(SecondImplementation.entry(salt, EVENT));
        assertThat(hex("leaf 0")).isEqualTo(SecondImplementation.leaf(new byte[32]));
        assertThat(hex("leaf 1")).isEqualTo(SecondImplementation.leaf(hex("entry 1")));
        assertThat(hex("leaf 2")).isEqualTo(SecondImplementation.leaf(last));
        assertThat(hex("node over leaves 0 and 1")).isEqualTo(both);
        assertThat(hex("root")).isEqualTo(SecondImplementation.node(both, hex("leaf 2")));
    }

    @Test
    void the_ids_of_keys_are_those_that_the_second_implementation_makes() throws Exception {
        String slow = slow().verifierKey().text();

        assertThat(key).contains("+" + SecondImplementation.keyId(key) + "+");
        assertThat(witness()).contains("+" + SecondImplementation.keyId(witness()) + "+");
        assertThat(found("\\| id of the ML-DSA-44 key \\| `(.*?)` \\|"))
                .isEqualTo(HexFormat.of().toHexDigits(slow().verifierKey().id()))
                .isEqualTo(SecondImplementation.keyId(slow));
    }

    @Test
    void the_signatures_that_follow_are_over_what_the_second_implementation_makes()
            throws Exception {
        String text = receipt.split("\n\n", 3)[1] + "\n";
        String cosignature = found("\\| its cosignature \\| `(.*?)` \\|");
        String other = text.replace("\n3\n", "\n4\n");
        String name = "log.city.example/audit";
        String slow = slow().verifierKey().text();
        String line = slow().sign(text, AT).line();

        assertThat(hex("SHA-256 of what the ML-DSA-44 key signs"))
                .isEqualTo(
                        SecondImplementation.sha256(
                                SecondImplementation.subtree(name, AT.getEpochSecond(), text)));
        assertThat(SecondImplementation.signed(text, line, slow)).isTrue();
        assertThat(SecondImplementation.signed(other, line, slow)).isFalse();
        assertThat(SecondImplementation.signed(text, cosignature, witness())).isTrue();
        assertThat(SecondImplementation.signed(other, cosignature, witness())).isFalse();
        assertThat(
                        Signed.key("witness.example/one", SignatureType.ED25519_COSIGNATURE, 'c')
                                .sign(text, AT)
                                .line())
                .isEqualTo(cosignature + "\n");
    }

    private static SigningKey slow() {
        return Signed.key("log.city.example/audit", SignatureType.ML_DSA_44_COSIGNATURE, 'b');
    }

    private static String witness() {
        return found("\\| verifier key of a witness \\| `(.*?)` \\|");
    }

    @Test
    void the_page_is_what_our_types_write() {
        Receipt read = Receipt.parse(receipt.getBytes(UTF_8));
        SigningKey signer = SigningKey.parse(found("\\| signing key \\| `(.*?)` \\|"));
        byte[] last = new byte[32];
        Arrays.fill(last, (byte) 0xff);
        byte[] entry = new Commitment().entry(read.salt(), EVENT);
        List<byte[]> entries = List.of(new byte[32], entry, last);
        TreeHasher hasher = new TreeHasher();
        Frontier frontier = Frontier.empty();
        OpenTiles tiles = OpenTiles.empty();
        entries.forEach(each -> frontier.append(hasher.leaf(each), tiles));
        Tile tile = tiles.changed().getFirst();
        SignedNote note =
                NoteSigner.note(
                        new Checkpoint("log.city.example/audit", 3, frontier.root()).text(),
                        Instant.EPOCH,
                        signer);

        assertThat(signer.verifierKey().text()).isEqualTo(key);
        assertThat(Receipt.of(read.salt(), 1, List.of(tile.hash(0), tile.hash(2)), note).format())
                .isEqualTo(receipt);
        assertThat(tile.path().path()).isEqualTo("tile/0/000.p/3");
        assertThat(page).contains("`" + tile.path().path() + "`");
        assertThat(EntryBundle.encode(entries)).hasSize(102).startsWith(0, 0x20);
    }
}
