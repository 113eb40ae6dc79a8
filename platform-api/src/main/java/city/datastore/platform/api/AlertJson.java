package city.datastore.platform.api;

import city.datastore.audit.alerts.Alert;
import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewedAlert;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in the record that an auditor should look at, and what came of looking.
 *
 * @param from first instant of the span whose events belong to it
 * @param until last instant, not included
 * @param person null where it is about everybody who read a dataset, or nobody
 * @param dataset null where it is about several or none
 * @param owner the agency that owns the data, null where several do or none
 * @param reviews the first one first
 */
record AlertJson(
        String id,
        String kind,
        String state,
        Instant raisedAt,
        Instant from,
        Instant until,
        String reason,
        @Nullable PersonJson person,
        @Nullable String personAgency,
        @Nullable String dataset,
        @Nullable String owner,
        EventsJson events,
        List<ReviewJson> reviews) {

    /** The events that raised it: how many, the first and the last of them; null where none. */
    record EventsJson(long count, @Nullable String first, @Nullable String last) {}

    /** One review, and the event by which it is on the record. */
    record ReviewJson(
            PersonJson by,
            @Nullable String agency,
            Instant at,
            String outcome,
            String note,
            String event) {
        static ReviewJson of(Review review) {
            return new ReviewJson(
                    new PersonJson(review.by().value(), review.byName()),
                    text(review.agency()),
                    review.at(),
                    review.outcome().word(),
                    review.note(),
                    review.event().toString());
        }
    }

    static AlertJson of(ReviewedAlert reviewed) {
        Alert alert = reviewed.alert();
        var person = alert.person();
        return new AlertJson(
                alert.id().toString(),
                alert.kind().word(),
                reviewed.state().word(),
                alert.raisedAt(),
                alert.from(),
                alert.until(),
                alert.reason(),
                person == null ? null : new PersonJson(person.id().value(), person.username()),
                person == null ? null : text(person.agency()),
                text(alert.dataset()),
                text(alert.owner()),
                new EventsJson(alert.events(), text(alert.first()), text(alert.last())),
                reviewed.reviews().stream().map(ReviewJson::of).toList());
    }

    private static @Nullable String text(@Nullable Object name) {
        return name == null ? null : name.toString();
    }
}
