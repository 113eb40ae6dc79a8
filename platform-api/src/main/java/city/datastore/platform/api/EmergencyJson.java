package city.datastore.platform.api;

import city.datastore.access.emergency.Emergency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An emergency access.
 *
 * @param kind of identifier by which its one person is found
 * @param subject keyed hash that stands for that person
 * @param state running, to be reviewed, overdue or reviewed, as one word: see the API document
 * @param content where its columns and rows are, while it runs
 * @param withheld whom to call about what is not shown, null where nothing is arranged any more
 */
record EmergencyJson(
        String id,
        String dataset,
        String agency,
        PersonJson holder,
        String role,
        String kind,
        String subject,
        List<String> columns,
        String reason,
        String basis,
        String justification,
        String caseReference,
        Instant from,
        Instant until,
        String state,
        @Nullable ByJson renewal,
        @Nullable EndingJson ending,
        Instant reviewDue,
        @Nullable FoundJson review,
        String content,
        @Nullable String withheld) {

    /** Who did something, and when. */
    record ByJson(Instant at, PersonJson by) {}

    /** What the review found. */
    record FoundJson(String outcome, String note, Instant at, PersonJson by) {}

    /**
     * @param call whom to call about what is withheld, empty where nothing is arranged
     */
    static EmergencyJson of(Emergency one, String call, Instant now) {
        var access = one.access();
        var renewal = one.renewal();
        var review = one.review();
        return new EmergencyJson(
                access.id().toString(),
                access.dataset().toString(),
                access.agency().value(),
                new PersonJson(access.holder().value(), one.holderName()),
                access.role(),
                access.subject().kind(),
                access.subject().hash(),
                List.copyOf(access.columns()),
                one.reason(),
                one.basis(),
                one.justification(),
                one.caseReference(),
                access.from(),
                access.until(),
                one.stateAt(now),
                renewal == null
                        ? null
                        : new ByJson(renewal.at(), new PersonJson(renewal.by(), renewal.byName())),
                EndingJson.of(one.ending()),
                one.reviewDue(),
                review == null
                        ? null
                        : new FoundJson(
                                review.outcome().code(),
                                review.note(),
                                review.at(),
                                new PersonJson(review.by(), review.byName())),
                Paths.V1
                        + "/datasets/"
                        + access.dataset()
                        + "/versions/latest/content?emergency="
                        + access.id(),
                call.isEmpty()
                        ? null
                        : "Every other column is withheld; if you need one, call " + call + ".");
    }
}
