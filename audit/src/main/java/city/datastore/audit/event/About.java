package city.datastore.audit.event;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event is about; whatever does not apply is null.
 *
 * @param columns names of the columns concerned; empty means all of them, or that columns do not
 *     apply
 */
public record About(
        @Nullable DatasetId dataset,
        @Nullable Integer datasetVersion,
        @Nullable AgreementRef agreement,
        @Nullable Integer agreementVersion,
        @Nullable PurposeCode purpose,
        List<String> columns,
        @Nullable AccessRequestId accessRequest,
        @Nullable GrantId grant,
        @Nullable Long bytes) {

    public static final About NOTHING =
            new About(null, null, null, null, null, List.of(), null, null, null);

    public About {
        columns = List.copyOf(columns);
    }

    public static About dataset(DatasetId dataset) {
        return NOTHING.withDataset(dataset, null);
    }

    public static About agreement(AgreementRef agreement, @Nullable Integer version) {
        return NOTHING.withAgreement(agreement, version);
    }

    public About withDataset(@Nullable DatasetId id, @Nullable Integer version) {
        return new About(
                id,
                version,
                agreement,
                agreementVersion,
                purpose,
                columns,
                accessRequest,
                grant,
                bytes);
    }

    public About withAgreement(@Nullable AgreementRef reference, @Nullable Integer version) {
        return new About(
                dataset,
                datasetVersion,
                reference,
                version,
                purpose,
                columns,
                accessRequest,
                grant,
                bytes);
    }

    public About withPurpose(@Nullable PurposeCode code) {
        return new About(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                code,
                columns,
                accessRequest,
                grant,
                bytes);
    }

    public About withColumns(List<String> names) {
        return new About(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                purpose,
                names,
                accessRequest,
                grant,
                bytes);
    }

    public About withAccessRequest(@Nullable AccessRequestId id) {
        return new About(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                purpose,
                columns,
                id,
                grant,
                bytes);
    }

    public About withGrant(@Nullable GrantId id) {
        return new About(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                purpose,
                columns,
                accessRequest,
                id,
                bytes);
    }

    public About withBytes(@Nullable Long size) {
        return new About(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                purpose,
                columns,
                accessRequest,
                grant,
                size);
    }
}
