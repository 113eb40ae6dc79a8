package city.datastore.platform.datasets;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a new version on their way in.
 *
 * @param declaredBytes what the sender said it would send, null where it did not
 * @param expectedSha256 lower-case hex, null where the sender gave no digest (RFC 9530)
 * @param idempotencyKey the sender's name for this upload, null where it gave none
 */
public record Upload(
        InputStream bytes,
        String mediaType,
        @Nullable Long declaredBytes,
        @Nullable String expectedSha256,
        @Nullable String idempotencyKey) {}
