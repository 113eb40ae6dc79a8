package city.datastore.platform.api;

import city.datastore.platform.subjects.Withholding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is withheld from the people concerned: accesses of an agency, under an agreement and for a
 * purpose where they are named.
 *
 * @param overdue whether its review is; it stays in force then
 * @param endedAt null while it is in force
 */
record WithholdingJson(
        String id,
        String agency,
        @Nullable String agreement,
        @Nullable String purpose,
        String reason,
        Instant setAt,
        PersonJson owner,
        Instant reviewDue,
        boolean overdue,
        @Nullable Instant endedAt) {

    static WithholdingJson of(Withholding withholding, Instant now) {
        var agreement = withholding.agreement();
        var purpose = withholding.purpose();
        return new WithholdingJson(
                withholding.id().toString(),
                withholding.agency().value(),
                agreement == null ? null : agreement.value(),
                purpose == null ? null : purpose.toString(),
                withholding.reason(),
                withholding.setAt(),
                new PersonJson(withholding.owner().value(), withholding.ownerName()),
                withholding.reviewDue(),
                withholding.overdue(now),
                withholding.endedAt());
    }
}
