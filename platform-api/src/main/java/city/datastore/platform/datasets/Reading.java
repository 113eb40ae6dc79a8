package city.datastore.platform.datasets;

import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to read.
 *
 * @param version null means the latest
 */
public record Reading(
        DatasetId dataset,
        @Nullable Integer version,
        @Nullable AgreementRef agreement,
        @Nullable PurposeCode purpose) {}
