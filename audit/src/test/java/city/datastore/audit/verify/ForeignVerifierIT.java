package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A log that our pipeline wrote, and its receipts, are believed by sigstore-java, which knows
 * nothing of us. Hash of the leaf and split of the receipt are done here by hand, from {@code
 * docs/audit-log-format.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignVerifierIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final int SIZE = 300;

    private RecordedLog log;

    @BeforeAll
    void record() throws Exception {
        log = new RecordedLog(SERVERS, SIZE);
    }

    @AfterAll
    void close() {
        log.close();
    }

    private static PublicKey key() throws Exception {
        byte[] raw = AuditStack.SIGNER.keys().getFirst().publicKey();
        String x509 = "302a300506032b6570032100" + HexFormat.of().formatHex(raw);
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(x509)));
    }

    private static boolean signed(RekorEntry.Checkpoint checkpoint, String text) throws Exception {
        return Verifiers.newVerifier(key())
                .verify(text.getBytes(UTF_8), checkpoint.getSignatures().getFirst().getSignature());
    }

    private List<StoredEvent> events() {
        return log.stack
                .trail()
                .search(new TrailScope.Everything(), TrailQuery.ANY, new PageRequest(100, null))
                .items();
    }

    private static byte[] leaf(StoredEvent event) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(event.salt().bytes(), "HmacSHA256"));
        mac.update("city-datastore/audit-entry/v1\n".getBytes(UTF_8));
        byte[] entry = mac.doFinal(sha256.digest(event.canonical().getBytes(UTF_8)));
        sha256.update((byte) 0);
        return sha256.digest(entry);
    }

    private static void verify(StoredEvent event, String receipt) throws Exception {
        int blank = receipt.indexOf("\n\n");
        List<String> lines = receipt.substring(0, blank).lines().toList();
        String note = receipt.substring(blank + 2);
        RekorEntry.Checkpoint checkpoint = Checkpoints.from(note);
        assertThat(signed(checkpoint, note.substring(0, note.indexOf("\n\n") + 1))).isTrue();
        InclusionProofVerifier.verify(
                leaf(event),
                Long.parseLong(lines.get(2).substring("index ".length())),
                checkpoint.getSize(),
                lines.stream().skip(3).map(Base64.getDecoder()::decode).toList(),
                Base64.getDecoder().decode(checkpoint.getBase64Hash()));
    }

    @Test
    void believes_the_checkpoint_as_it_is_served() throws Exception {
        String note = log.served();

        RekorEntry.Checkpoint checkpoint = Checkpoints.from(note);

        assertThat(checkpoint.getSignatures()).hasSize(3);
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        assertThat(checkpoint.getOrigin()).isEqualTo("example.test/log");
        assertThat(checkpoint.getSize()).isEqualTo(SIZE);
        assertThat(checkpoint.getSignedData()).isEqualTo(text);
        assertThat(signed(checkpoint, text)).isTrue();
        assertThat(signed(checkpoint, text.replace("300", "301"))).isFalse();
    }

    @Test
    void believes_the_receipt_of_every_event() throws Exception {
        var receipts = new Receipts(new LogTables(log.stack.audit()));

        List<StoredEvent> events = events();

        assertThat(events).hasSize(100);
        for (StoredEvent event : events) {
            verify(event, receipts.of(event).orElseThrow().format());
        }
        String receipt = receipts.of(events.getFirst()).orElseThrow().format();
        verify(events.getFirst(), receipt.replace(log.checkpoint(), log.served()));
    }

    @Test
    void does_not_believe_the_receipt_of_another_event() {
        var receipts = new Receipts(new LogTables(log.stack.audit()));
        List<StoredEvent> events = events();
        String other = receipts.of(events.get(1)).orElseThrow().format();

        assertThatThrownBy(() -> verify(events.get(0), other))
                .isInstanceOf(InclusionProofVerificationException.class);
    }
}
