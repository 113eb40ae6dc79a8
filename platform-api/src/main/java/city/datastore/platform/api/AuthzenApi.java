package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.desk.DecisionDesk;
import city.datastore.platform.desk.ReaderDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The standard door to the same decisions: OpenID AuthZEN Authorization API 1.0 (January 2026), so
 * that an agency's own systems can ask. A decision is always 200; other codes are about the call.
 */
@RestController
class AuthzenApi {
    static final String PATH = "/access/v1";

    private static final String EXECUTE_ALL = "execute_all";
    private static final String DENY_ON_FIRST_DENY = "deny_on_first_deny";
    private static final String PERMIT_ON_FIRST_PERMIT = "permit_on_first_permit";
    private static final Set<String> SEMANTICS =
            Set.of(EXECUTE_ALL, DENY_ON_FIRST_DENY, PERMIT_ON_FIRST_PERMIT);
    private static final Duration METADATA_KEPT = Duration.ofHours(1);

    private final AuthzenAnswers answers;
    private final AuthzenSearch search;

    AuthzenApi(DecisionDesk desk, ReaderDesk readers) {
        this.answers = new AuthzenAnswers(desk);
        this.search = new AuthzenSearch(readers, answers);
    }

    /** Where it answers; public, as the standard says. */
    @GetMapping("/.well-known/authzen-configuration")
    ResponseEntity<AuthzenMetadataJson> metadata() {
        String base = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(METADATA_KEPT).cachePublic())
                .body(AuthzenMetadataJson.at(base));
    }

    @PostMapping(PATH + "/evaluation")
    ResponseEntity<AuthzenDecisionJson> evaluate(Caller caller, @RequestBody AuthzenAskJson body) {
        var answer = answers.answer(caller, body);
        return ApiHeaders.perhapsRecorded(answer.context().auditEvent()).body(answer);
    }

    /** Without {@code evaluations} it is one question, answered as one (section 7.1). */
    @PostMapping(PATH + "/evaluations")
    ResponseEntity<?> evaluateAll(Caller caller, @RequestBody AuthzenAskJson body) {
        var several = body.evaluations();
        if (several == null || several.isEmpty()) {
            return evaluate(caller, body);
        }
        var options = body.options();
        String semantic =
                options == null || options.evaluations_semantic() == null
                        ? EXECUTE_ALL
                        : options.evaluations_semantic();
        if (!SEMANTICS.contains(semantic)) {
            throw AuthzenAskJson.bad(
                    "options.evaluations_semantic",
                    "has to be " + String.join(", ", SEMANTICS.stream().sorted().toList()));
        }
        var each = body.each();
        return ResponseEntity.ok(
                new AuthzenDecisionsJson(
                        semantic.equals(EXECUTE_ALL)
                                ? answers.together(caller, each)
                                : untilOver(caller, each, semantic)));
    }

    @PostMapping(PATH + "/search/subject")
    ResponseEntity<AuthzenFoundJson> subjects(Caller caller, @RequestBody AuthzenAskJson body) {
        return search.subjects(caller, body);
    }

    @PostMapping(PATH + "/search/resource")
    ResponseEntity<AuthzenFoundJson> resources(Caller caller, @RequestBody AuthzenAskJson body) {
        return search.resources(caller, body);
    }

    @PostMapping(PATH + "/search/action")
    ResponseEntity<AuthzenFoundJson> actions(Caller caller, @RequestBody AuthzenAskJson body) {
        return search.actions(caller, body);
    }

    private List<AuthzenDecisionJson> untilOver(
            Caller caller, List<AuthzenAskJson> questions, String semantic) {
        var answered = new ArrayList<AuthzenDecisionJson>();
        for (var question : questions) {
            var answer = answers.oneOfSeveral(caller, question);
            answered.add(answer);
            boolean over =
                    answer.decision()
                            ? semantic.equals(PERMIT_ON_FIRST_PERMIT)
                            : semantic.equals(DENY_ON_FIRST_DENY);
            if (over) {
                break;
            }
        }
        return answered;
    }
}
