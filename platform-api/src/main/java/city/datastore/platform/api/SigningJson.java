package city.datastore.platform.api;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Signatories;
import city.datastore.audit.names.AgencyCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one party is with signing; everything is null before the agreement is proposed.
 *
 * @param signed when it signed, null where it has not
 * @param signedBy who signed for it
 * @param waitingSince since when it is its turn, null unless it is still to sign
 * @param remindedAt when it was last reminded
 * @param left when it left, null where it has not
 * @param leftReason why
 * @param missing offices in which it has still to sign
 * @param signOffs what holders of an office said for it
 */
record SigningJson(
        @Nullable Instant signed,
        @Nullable PersonJson signedBy,
        @Nullable Instant waitingSince,
        @Nullable Instant remindedAt,
        @Nullable Instant left,
        @Nullable String leftReason,
        List<String> missing,
        List<SignOff> signOffs) {
    private static final SigningJson NOTHING =
            new SigningJson(null, null, null, null, null, null, List.of(), List.of());

    /** What the holder of an office said. */
    record SignOff(String office, PersonJson person, Instant at, String comment) {
        static SignOff of(Signatories.SignOff given) {
            var by = given.by();
            return new SignOff(
                    given.office(),
                    new PersonJson(by.person().value(), by.name()),
                    by.at(),
                    by.comment());
        }
    }

    static SigningJson of(Agreement agreement, AgencyCode agency) {
        return agreement instanceof Agreement.Offered offered
                ? of(offered.signatories(), agency)
                : NOTHING;
    }

    private static SigningJson of(Signatories signatories, AgencyCode agency) {
        var signature = signatories.signature(agency);
        var departure = signatories.departure(agency);
        return new SigningJson(
                signature.map(Agreement.Signature::at).orElse(null),
                signature
                        .map(each -> new PersonJson(each.person().value(), each.name()))
                        .orElse(null),
                signatories.waitsFor(agency) ? signatories.waitingSince(agency) : null,
                signatories.nudged(agency).orElse(null),
                departure.map(Agreement.Stop::at).orElse(null),
                departure.map(Agreement.Stop::reason).orElse(null),
                signatories.left(agency) ? List.of() : signatories.missing(agency),
                signatories.signOffs().stream()
                        .filter(each -> each.by().agency().equals(agency))
                        .map(SignOff::of)
                        .toList());
    }
}
