package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Reviews;
import city.datastore.audit.use.Uses;
import city.datastore.platform.desk.ReviewDesk;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** The review of an agreement: what was used against what was promised, and what came of it. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}/review")
class ReviewApi {
    private final ReviewDesk desk;
    private final Reviews reviews;
    private final AgreementAnswers answers;

    ReviewApi(ReviewDesk desk, Reviews reviews, AgreementAnswers answers) {
        this.desk = desk;
        this.reviews = reviews;
        this.answers = answers;
    }

    /** The days asked for; null where none are. */
    private record Days(@Nullable LocalDate from, @Nullable LocalDate until) {
        static Days of(NativeWebRequest request) {
            var query = Query.of(request, "from", "to");
            var days = new Days(day(query.from("from"), 0), day(query.until("to"), 1));
            if (days.from != null && days.until != null && !days.from.isBefore(days.until)) {
                throw new CallException.BadParameter("to", "to has to be on or after from");
            }
            return days;
        }

        /** Days are looked at whole. */
        private static @Nullable LocalDate day(@Nullable Instant instant, long before) {
            return instant == null
                    ? null
                    : LocalDate.ofInstant(instant.minusMillis(before), Uses.DAYS).plusDays(before);
        }
    }

    @GetMapping
    ResponseEntity<ReviewJson> look(
            Caller caller, @PathVariable String reference, NativeWebRequest request) {
        var days = Days.of(request);
        var looked = desk.look(caller, Paths.agreement(reference), days.from(), days.until());
        return ApiHeaders.ok(looked).body(ReviewJson.of(looked.value()));
    }

    /** Records what came of it; the days are those that were looked at. */
    @PostMapping
    ResponseEntity<AgreementJson> conclude(
            Caller caller,
            @PathVariable String reference,
            @RequestBody ReviewedJson body,
            NativeWebRequest request) {
        var days = Days.of(request);
        var said = body.read();
        var id = Paths.agreement(reference);
        var made =
                reviews.conclude(
                        caller,
                        id,
                        (agreement, past) ->
                                desk.period(agreement, past, days.from(), days.until()),
                        said.outcome(),
                        said.next(),
                        said.comment());
        return answers.answer(made);
    }

    /** Begins the next version without what was never used. */
    @PostMapping("/narrowing")
    ResponseEntity<AgreementJson> narrow(
            Caller caller,
            @PathVariable String reference,
            @RequestBody(required = false) @Nullable NothingJson body,
            NativeWebRequest request) {
        var days = Days.of(request);
        var begun = desk.narrow(caller, Paths.agreement(reference), days.from(), days.until());
        return ResponseEntity.created(
                        URI.create(Paths.V1 + "/agreements/" + reference + "/variation"))
                .header(ApiHeaders.AUDIT_EVENT, begun.event().toString())
                .eTag(Revision.tag(begun.value().head().revision()))
                .body(answers.whole(begun.value()));
    }
}
