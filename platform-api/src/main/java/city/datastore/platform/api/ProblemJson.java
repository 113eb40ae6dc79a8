package city.datastore.platform.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 writes it, with what this platform adds.
 *
 * @param reasons machine codes of what is missing, for a refusal
 * @param missing the same with a sentence each
 * @param next what the person can do about it
 * @param errors the fields at fault
 * @param changes what was sent beside what is stored now, for an edit that was too late
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemJson(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<String> reasons,
        @Nullable List<ReasonJson> missing,
        @Nullable String next,
        @Nullable List<FaultJson> errors,
        @Nullable List<VariationJson.Change> changes,
        @Nullable String requestId) {

    private static final String TYPES = "urn:city-datastore:problem:";

    static ProblemJson of(int status, String slug, String title, String detail) {
        return new ProblemJson(
                TYPES + slug, title, status, detail, null, null, null, null, null, null);
    }

    static ProblemJson notFound(String detail) {
        return of(404, "not-found", "Not found", detail);
    }

    /** A refusal that does not come from the gate, since only the thing itself tells. */
    static ProblemJson notYours(String slug, String detail, String next) {
        return of(403, slug, "Not allowed", detail)
                .withMissing(List.of(new ReasonJson(slug, detail)), next);
    }

    static ProblemJson wrongState(String detail) {
        return of(409, "wrong-state", "Not possible in this state", detail);
    }

    static ProblemJson changedMeanwhile(String detail) {
        return of(412, "changed-meanwhile", "Somebody else changed it meanwhile", detail);
    }

    static ProblemJson badFields(String field, String detail) {
        return badFields(List.of(new FaultJson(field, detail)));
    }

    static ProblemJson badFields(List<FaultJson> faults) {
        var first = faults.getFirst();
        return of(
                        422,
                        "bad-fields",
                        "Some fields break their rules",
                        first.field() + ": " + first.detail())
                .withErrors(faults);
    }

    ProblemJson withMissing(List<ReasonJson> absent, @Nullable String todo) {
        var codes = absent.stream().map(ReasonJson::code).toList();
        return new ProblemJson(
                type, title, status, detail, codes, absent, todo, errors, changes, requestId);
    }

    ProblemJson withErrors(List<FaultJson> faults) {
        return new ProblemJson(
                type, title, status, detail, reasons, missing, next, faults, changes, requestId);
    }

    ProblemJson withChanges(List<VariationJson.Change> between) {
        return new ProblemJson(
                type, title, status, detail, reasons, missing, next, errors, between, requestId);
    }

    ProblemJson withRequestId(@Nullable String id) {
        return new ProblemJson(
                type, title, status, detail, reasons, missing, next, errors, changes, id);
    }
}
