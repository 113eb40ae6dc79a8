package city.datastore.agreements.signing;

import city.datastore.agreements.Agreement.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A signature as it is kept.
 *
 * @param office in which it was given
 * @param round of proposing; only the last one counts
 * @param edition of the terms that was signed
 * @param seal null where it was given before signatures were sealed
 */
public record SealedSignature(
        Signature by, String office, int round, int edition, @Nullable Seal seal) {}
