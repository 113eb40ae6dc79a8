package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comments;
import city.datastore.audit.event.Recorded;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Comments on the clauses of an agreement. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}/comments")
class CommentsApi {
    private final Comments comments;

    CommentsApi(Comments comments) {
        this.comments = comments;
    }

    @GetMapping
    ResponseEntity<PageJson<ClauseCommentJson>> all(
            Caller caller, @PathVariable String reference, NativeWebRequest request) {
        var query = Query.of(request, "open", "limit", "cursor");
        boolean openOnly = query.yes("open");
        var found = comments.see(caller, Paths.agreement(reference));
        var page =
                query.page(
                        found.value(),
                        each -> String.valueOf(each.number()),
                        each -> each.open() || !openOnly);
        return ApiHeaders.ok(found).body(PageJson.of(page, ClauseCommentJson::of));
    }

    @PostMapping
    ResponseEntity<ClauseCommentJson> comment(
            Caller caller,
            @PathVariable String reference,
            @RequestBody ClauseCommentJson.New body) {
        var said = body.read();
        var made = comments.comment(caller, Paths.agreement(reference), said.clause(), said.text());
        return created(made);
    }

    @PostMapping("/{number}/answers")
    ResponseEntity<ClauseCommentJson> answer(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String number,
            @RequestBody ClauseCommentJson.Words body) {
        var id = Paths.agreement(reference);
        return created(comments.answer(caller, id, Paths.comment(number), body.read()));
    }

    @PostMapping("/{number}/settlement")
    ResponseEntity<ClauseCommentJson> settle(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String number,
            @RequestBody(required = false) ClauseCommentJson.@Nullable Words body) {
        var id = Paths.agreement(reference);
        var settled =
                comments.settle(
                        caller, id, Paths.comment(number), ClauseCommentJson.Words.orNothing(body));
        return ApiHeaders.ok(settled).body(ClauseCommentJson.of(settled.value()));
    }

    private static ResponseEntity<ClauseCommentJson> created(Recorded<Comment> made) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(
                        URI.create(
                                Paths.V1 + "/agreements/" + made.value().agreement() + "/comments"))
                .header(ApiHeaders.AUDIT_EVENT, made.event().toString())
                .body(ClauseCommentJson.of(made.value()));
    }
}
