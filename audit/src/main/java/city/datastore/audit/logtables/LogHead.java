package city.datastore.audit.logtables;

import city.datastore.audit.merkle.Hash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tree and the checkpoint for it.
 *
 * @param size how many leaves it has
 * @param checkpoint the signed note for exactly this tree; null while it has no leaf
 */
public record LogHead(
        long size, Hash root, @Nullable String checkpoint, @Nullable Instant signedAt) {}
