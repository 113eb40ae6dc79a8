package city.datastore.platform.api;

import city.datastore.audit.cosigning.WitnessPolicy;
import city.datastore.audit.evidence.EvidenceSigner;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.Tile;
import city.datastore.audit.log.TilePath;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The public log, for anybody and without a token: its checkpoint, its tiles, its keys and policy
 * (c2sp.org/tlog-tiles). Entries are salted commitments and tell nothing by themselves.
 */
@RestController
@RequestMapping(LogApi.ROOT)
class LogApi {
    static final String ROOT = "/log";

    private static final MediaType TEXT = MediaType.parseMediaType(SignedNote.MEDIA_TYPE);
    private static final String NO_TILE = "the log has no such tile under its checkpoint\n";
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final LogTables tables;
    private final CheckpointSigner signer;
    private final WitnessPolicy policy;
    private final EvidenceSigner evidence;

    LogApi(
            LogTables tables,
            CheckpointSigner signer,
            WitnessPolicy policy,
            EvidenceSigner evidence) {
        this.tables = tables;
        this.signer = signer;
        this.policy = policy;
        this.evidence = evidence;
    }

    /** The newest checkpoint with cosignatures; before the first of those, the newest of all. */
    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        String checkpoint =
                tables.cosigned()
                        .map(LogHead::checkpoint)
                        .orElseGet(() -> tables.head().checkpoint());
        var answer =
                checkpoint == null
                        ? ResponseEntity.status(HttpStatus.NOT_FOUND)
                        : ResponseEntity.ok();
        return answer.contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .body(checkpoint == null ? "the log has no entry yet\n" : checkpoint);
    }

    /** The keys by which checkpoints are verified, one a line, Ed25519 first. */
    @GetMapping("/key")
    ResponseEntity<String> key() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .body(
                        signer.keys().stream()
                                .map(VerifierKey::text)
                                .collect(Collectors.joining("\n", "", "\n")));
    }

    /** The certificate that signs evidence packs; the log vouches for it in each of them. */
    @GetMapping("/evidence-certificate")
    ResponseEntity<String> evidenceCertificate() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .body(evidence.certificatePem());
    }

    /** Which logs, witnesses and quorum the log itself proposes (c2sp.org/tlog-policy). */
    @GetMapping("/policy")
    ResponseEntity<String> policy() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .body(policy.text());
    }

    /** A tile of hashes or a bundle of entries, of what the checkpoint covers. */
    @GetMapping("/tile/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        String path = request.getRequestURI().substring(ROOT.length() + 1);
        return TilePath.parse(path)
                .filter(this::covered)
                .flatMap(this::bytes)
                .map(bytes ->
                        ResponseEntity.ok()
                                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                                .cacheControl(
                                        CacheControl.maxAge(FOR_EVER).cachePublic().immutable())
                                .body(bytes))
                .orElseGet(() ->
                        ResponseEntity.status(HttpStatus.NOT_FOUND)
                                .contentType(TEXT)
                                .cacheControl(CacheControl.noStore())
                                .body(NO_TILE.getBytes(StandardCharsets.US_ASCII)));
    }

    private boolean covered(TilePath path) {
        int level = path instanceof TilePath.Hashes hashes ? hashes.level() : 0;
        return path.width() <= TilePath.width(level, path.index(), tables.head().size());
    }

    private Optional<byte[]> bytes(TilePath path) {
        return switch (path) {
            case TilePath.Hashes hashes -> tables.tile(hashes).map(Tile::bytes);
            case TilePath.Entries entries -> tables.bundle(entries);
        };
    }
}
