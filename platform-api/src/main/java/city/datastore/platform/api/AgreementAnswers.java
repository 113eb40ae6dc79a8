package city.datastore.platform.api;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.event.Recorded;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Agreements as answers to calls, with what was found when somebody looked at each. */
@Component
class AgreementAnswers {
    private final TermsReview review;
    private final Dpias dpias;
    private final Clock clock;

    AgreementAnswers(TermsReview review, Dpias dpias, Clock clock) {
        this.review = review;
        this.dpias = dpias;
        this.clock = clock;
    }

    /** The whole of it. */
    AgreementJson whole(Agreement agreement) {
        return AgreementJson.of(
                agreement,
                clock.instant(),
                new AgreementJson.Looked(
                        review.review(agreement.head().terms()),
                        dpias.obstacle(agreement).orElse(null)));
    }

    /** As a line of a list, which leaves out all that is long. */
    AgreementJson line(Agreement agreement) {
        return AgreementJson.of(agreement, clock.instant(), null);
    }

    /** The whole of it, with its revision and the event that it was recorded by. */
    ResponseEntity<AgreementJson> answer(Recorded<Agreement> recorded) {
        return ApiHeaders.ok(recorded)
                .eTag(Revision.tag(recorded.value().head().revision()))
                .body(whole(recorded.value()));
    }
}
