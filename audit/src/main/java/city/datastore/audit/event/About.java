package city.datastore.audit.event;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event is about; whatever does not apply is null.
 *
 * @param columns names of the columns concerned; empty means all of them, or that columns do not
 *     apply
 * @param details what there is no other word for, by name, such as the id of a hold; at most
 *     {@value #MAX_DETAILS}, each of at most {@value #MAX_DETAIL} characters, and never content
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
        @Nullable Long bytes,
        SortedMap<String, String> details) {
    private static final int MAX_DETAILS = 16;

    /** Most characters of one detail. */
    public static final int MAX_DETAIL = 400;

    public static final About NOTHING =
            new About(null, null, null, null, null, List.of(), null, null, null);

    public About {
        columns = List.copyOf(columns);
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        if (details.size() > MAX_DETAILS
                || details.values().stream().anyMatch(text -> text.length() > MAX_DETAIL)) {
            throw new IllegalArgumentException(
                    "an event has at most "
                            + MAX_DETAILS
                            + " details of at most "
                            + MAX_DETAIL
                            + " characters");
        }
    }

    /** Without details. */
    public About(
            @Nullable DatasetId dataset,
            @Nullable Integer datasetVersion,
            @Nullable AgreementRef agreement,
            @Nullable Integer agreementVersion,
            @Nullable PurposeCode purpose,
            List<String> columns,
            @Nullable AccessRequestId accessRequest,
            @Nullable GrantId grant,
            @Nullable Long bytes) {
        this(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                purpose,
                columns,
                accessRequest,
                grant,
                bytes,
                new TreeMap<>());
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
                bytes,
                details);
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
                bytes,
                details);
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
                bytes,
                details);
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
                bytes,
                details);
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
                bytes,
                details);
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
                bytes,
                details);
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
                size,
                details);
    }

    public About withDetails(Map<String, String> named) {
        return new About(
                dataset,
                datasetVersion,
                agreement,
                agreementVersion,
                purpose,
                columns,
                accessRequest,
                grant,
                bytes,
                new TreeMap<>(named));
    }
}
