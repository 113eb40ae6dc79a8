package city.datastore.platform.api;

import city.datastore.access.certification.Certification;
import java.time.Instant;

/**
 * A grant that the owner has to confirm or remove.
 *
 * @param quarter its first day
 * @param due first instant at which it ends if nobody has confirmed it
 */
record CertificationJson(
        String grant,
        String quarter,
        Instant due,
        String holder,
        String agency,
        String dataset,
        String agreement,
        String purpose,
        String accessRequest,
        Instant grantedAt,
        Instant until) {

    static CertificationJson of(Certification one) {
        return new CertificationJson(
                one.grant().toString(),
                one.quarter().toString(),
                one.due(),
                one.holderName(),
                one.agency().value(),
                one.dataset().toString(),
                one.agreement().value(),
                one.purpose().value(),
                one.request().toString(),
                one.grantedAt(),
                one.until());
    }
}
