package city.datastore.platform.api;

import city.datastore.agreements.signing.SealedSignature;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A signature with its seal.
 *
 * @param round of proposing; only the last one counts
 * @param edition of the terms that was signed, see {@code /editions/{edition}}
 * @param digest of those terms; null where it was given before signatures were sealed
 * @param seal CMS SignedData (RFC 5652) with the statement and the certificate in it, base64
 */
record SealedSignatureJson(
        String agency,
        String office,
        String name,
        Instant signedAt,
        String comment,
        int round,
        int edition,
        @Nullable String digest,
        @Nullable String seal) {

    static SealedSignatureJson of(SealedSignature signed) {
        var by = signed.by();
        var seal = signed.seal();
        return new SealedSignatureJson(
                by.agency().value(),
                signed.office(),
                by.name(),
                by.at(),
                by.comment(),
                signed.round(),
                signed.edition(),
                seal == null ? null : seal.digest(),
                seal == null ? null : Base64.getEncoder().encodeToString(seal.message()));
    }
}
