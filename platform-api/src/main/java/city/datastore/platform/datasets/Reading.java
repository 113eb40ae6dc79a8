package city.datastore.platform.datasets;

import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PurposeCode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to read.
 *
 * @param version null means the latest
 * @param emergency the emergency access it rests on, and then on nothing else
 */
public record Reading(
        DatasetId dataset,
        @Nullable Integer version,
        @Nullable AgreementRef agreement,
        @Nullable PurposeCode purpose,
        @Nullable EmergencyId emergency) {

    /** Where no emergency is named. */
    public Reading(
            DatasetId dataset,
            @Nullable Integer version,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose) {
        this(dataset, version, agreement, purpose, null);
    }
}
