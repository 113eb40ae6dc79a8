package city.datastore.agreements.comments;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Instant;

/**
 * The comments that nobody has settled on a text that is being written or signed.
 *
 * @param writer the agency that writes it, which settles them
 * @param first number of the oldest
 * @param since when that was made
 */
public record OpenComments(
        AgreementRef agreement,
        String title,
        AgencyCode writer,
        int first,
        int count,
        Instant since) {}
