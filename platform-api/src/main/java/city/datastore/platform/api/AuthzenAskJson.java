package city.datastore.platform.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.databind.JsonNode;

/**
 * A question in the words of the OpenID AuthZEN Authorization API 1.0: an evaluation, several of
 * them with default values, or a search. What the API does not know is ignored, as the standard
 * lets it be extended.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AuthzenAskJson(
        @Nullable EntityJson subject,
        @Nullable ActionJson action,
        @Nullable EntityJson resource,
        @Nullable ContextJson context,
        @Nullable List<@Nullable AuthzenAskJson> evaluations,
        @Nullable OptionsJson options,
        @Nullable PageAskJson page) {

    /** Most questions in one call. */
    static final int MAX_EVALUATIONS = 100;

    /** A subject or a resource. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record EntityJson(
            @Nullable String type, @Nullable String id, @Nullable PropertiesJson properties) {}

    /**
     * Properties of a resource.
     *
     * @param columns those that are wanted, {@code "all"} or a list; every one where left out
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PropertiesJson(@Nullable JsonNode columns) {}

    /** What is to be done. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ActionJson(@Nullable String name) {}

    /**
     * What the platform wants to know besides: the agreement relied on, and the purpose.
     *
     * @param basis whether a yes is to name what it rests on, which takes reading the database
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ContextJson(
            @Nullable String agreement, @Nullable String purpose, @Nullable Boolean basis) {}

    /** How several questions are answered. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OptionsJson(@Nullable String evaluations_semantic) {}

    /** Which page of a search. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PageAskJson(@Nullable String token, @Nullable Integer limit) {}

    /** The questions of a call, each with what it takes from the call's defaults. */
    List<AuthzenAskJson> each() {
        var several = evaluations;
        if (several == null || several.isEmpty()) {
            return List.of(this);
        }
        if (several.size() > MAX_EVALUATIONS) {
            throw bad("evaluations", "has more than " + MAX_EVALUATIONS + " questions");
        }
        var each = new ArrayList<AuthzenAskJson>();
        for (var one : several) {
            if (one == null) {
                throw bad("evaluations[" + each.size() + "]", "is null; it has to be an object");
            }
            each.add(
                    new AuthzenAskJson(
                            one.subject == null ? subject : one.subject,
                            one.action == null ? action : one.action,
                            one.resource == null ? resource : one.resource,
                            one.context == null ? context : one.context,
                            null,
                            null,
                            null));
        }
        return List.copyOf(each);
    }

    /** The standard knows no 415: a body of another kind is a bad call (section 10.1). */
    static Exception asTheStandardSays(Exception fault) {
        return fault instanceof HttpMediaTypeNotSupportedException
                ? bad("Content-Type", "has to be application/json")
                : fault;
    }

    /** A fault of the whole call, which the standard answers with 400. */
    static CallException.BadBody bad(String field, String detail) {
        return new CallException.BadBody(
                "the field " + field + ": " + detail,
                List.of(new FaultJson(field, detail)),
                new IllegalArgumentException(field));
    }
}
