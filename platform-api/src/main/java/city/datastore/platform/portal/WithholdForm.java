package city.datastore.platform.portal;

import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.subjects.SubjectException;
import city.datastore.platform.subjects.Withholding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that withholds accesses, or goes on with it, as it was sent. */
record WithholdForm(String agreement, String purpose, String reason, DateInput review) {
    static final WithholdForm EMPTY = new WithholdForm("", "", "", DateInput.EMPTY);
    private static final List<String> FIELDS = List.of("agreement", "purpose", "reason", "review");

    /** The same in the project's words. */
    record Wanted(
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            String reason,
            Instant review) {}

    static WithholdForm of(Fields fields) {
        return new WithholdForm(
                fields.text("agreement"),
                fields.text("purpose"),
                fields.text("reason"),
                fields.date("review"));
    }

    @Nullable Wanted read(FormErrors errors, Words words) {
        AgreementRef under =
                agreement.isEmpty()
                        ? null
                        : words.name(errors, "agreement", agreement, "", AgreementRef::new);
        PurposeCode aim =
                purpose.isEmpty()
                        ? null
                        : words.name(errors, "purpose", purpose, "", PurposeCode::new);
        checkReason(errors, reason, words);
        Instant due = words.endOf(errors, "review", review, "withhold.review.name");
        return errors.any() || due == null ? null : new Wanted(under, aim, reason, due);
    }

    static void checkReason(FormErrors errors, String reason, Words words) {
        if (reason.isEmpty()) {
            errors.add("reason", words.say("withhold.reason.missing"));
        } else if (reason.length() > Withholding.MAX_REASON) {
            errors.add(
                    "reason", words.say("error.too-long", Withholding.MAX_REASON, reason.length()));
        }
    }

    static void add(SubjectException.BadField fault, FormErrors errors) {
        String field = fault.field().equals("reviewDue") ? "review" : fault.field();
        errors.add(FormErrors.field(field, FIELDS, "reason"), Words.sentence(fault.getMessage()));
    }
}
