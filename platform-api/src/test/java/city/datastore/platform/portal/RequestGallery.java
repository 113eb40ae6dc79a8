package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.LEAD;
import static city.datastore.platform.portal.Gallery.OFFICER;

import city.datastore.access.certification.Certification;
import city.datastore.access.requests.Course;
import city.datastore.access.requests.Grant;
import city.datastore.access.teams.Member;
import city.datastore.agreements.Agreement;
import city.datastore.audit.names.DatasetId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of requests for access, of what is granted and of confirming it. */
final class RequestGallery {
    private static final String PURPOSE = "Find suppliers that several agencies pay for the same";

    private final Gallery.Wall wall;
    private final Words words;

    RequestGallery(Gallery.Wall wall, Words words) {
        this.wall = wall;
        this.words = words;
    }

    void show() {
        requests();
    }

    private void requests() {
        wall.page(
                "access-requests",
                "access-requests",
                "access-requests",
                LEAD,
                requestList(
                        List.of(RequestSamples.line(RequestSamples.pending(), null)),
                        List.of(),
                        List.of(RequestSamples.line(RequestSamples.grant(null)))));
        wall.page(
                "access-requests-mine",
                "access-requests",
                "access-requests",
                OFFICER,
                requestList(
                        List.of(),
                        List.of(
                                RequestSamples.line(RequestSamples.pending(), null),
                                RequestSamples.line(RequestSamples.refused(), null),
                                RequestSamples.line(
                                        RequestSamples.granted(), RequestSamples.grant(null)),
                                RequestSamples.line(
                                        RequestSamples.granted(), RequestSamples.revoked())),
                        List.of(
                                RequestSamples.line(RequestSamples.grant(null)),
                                RequestSamples.line(RequestSamples.revoked()))));
        wall.page(
                "access-requests-none",
                "access-requests",
                "access-requests",
                OFFICER,
                requestList(List.of(), List.of(), List.of()));
        var filtered = requestList(List.of(), List.of(), List.of());
        filtered.put("state", "granted");
        filtered.put("whole", false);
        wall.page(
                "access-requests-none-in-state",
                "access-requests",
                "access-requests",
                LEAD,
                filtered);
        var many =
                requestList(
                        List.of(RequestSamples.line(RequestSamples.pending(), null)),
                        List.of(),
                        List.of(RequestSamples.line(RequestSamples.grant(null))));
        many.put("moreToDecide", true);
        many.put("nextHref", "/access-requests?cursor=next");
        many.put("nextGrantsHref", "/access-requests?grants=next");
        wall.page("access-requests-many", "access-requests", "access-requests", LEAD, many);
        confirming();
        var deciding = request(FormErrors.none());
        deciding.put("mayGrant", true);
        deciding.put("mayRefuse", true);
        deciding.put("mayReturn", true);
        deciding.put("course", RequestSamples.sentAgain());
        deciding.put("days", 19L);
        deciding.put(
                "check",
                new Checked(
                        List.of(
                                "DSA-2026-0001 names brent/council-spend.",
                                "They may see these columns: Amount, Date, Supplier Name."),
                        List.of(),
                        "Nothing more would be needed."));
        wall.page("access-request-to-decide", "access-request", "access-requests", LEAD, deciding);
        var errors = FormErrors.none();
        errors.add("until", words.say("error.date.missing", words.say("request.grant.until.name")));
        errors.add("columns", words.say("request.grant.columns.missing"));
        errors.add("reason", words.say("request.refuse.reason.missing"));
        var wrong = request(errors);
        wrong.put("mayGrant", true);
        wrong.put(
                "check",
                new Checked(
                        List.of(),
                        List.of("DSA-2026-0001 is suspended."),
                        "Ask Brent's information governance lead to resume it."));
        wrong.put("mayRefuse", true);
        wrong.put("form", new DecisionForm(DateInput.EMPTY, List.of(), "", "", "", "", ""));
        wall.page("access-request-error", "access-request", "access-requests", LEAD, wrong);
        var team = List.of(new Member("gla.other", "named", null, null));
        var swapped =
                request(
                        FormErrors.of(
                                "team", new Looked(0, List.of("gla.first")).said(team, words)));
        swapped.put("mayGrant", true);
        swapped.put("revision", 1L);
        swapped.put("team", team);
        wall.page("access-request-changed", "access-request", "access-requests", LEAD, swapped);
        var emptied =
                request(
                        FormErrors.of(
                                "team",
                                new Looked(0, List.of("gla.first")).said(List.of(), words)));
        emptied.put("mayGrant", true);
        wall.page("access-request-emptied", "access-request", "access-requests", LEAD, emptied);
        var naming = request(FormErrors.of("members", "The name of a person cannot have a space."));
        naming.put("mine", true);
        naming.put("members", "gla.other\nnot a name");
        wall.page("access-request-naming", "access-request", "access-requests", OFFICER, naming);
        var sent = request(FormErrors.none());
        sent.put("sent", true);
        sent.put("mayWithdraw", true);
        sent.put("mine", true);
        sent.put("team", team);
        sent.put("members", "gla.other");
        wall.page("terms", "terms", "access-requests", OFFICER, terms(FormErrors.none()));
        wall.page(
                "terms-error",
                "terms",
                "access-requests",
                OFFICER,
                terms(FormErrors.of("accept", words.say("terms.accept.missing"))));
        var inForce = RequestSamples.grant(null);
        joined("terms-held", inForce, AgreementSamples.active());
        var renewing = joined(inForce, AgreementSamples.active());
        renewing.put("renewable", false);
        for (String state : List.of("pending", "returned", "granted")) {
            renewing.put("renewing", renewing(state));
            wall.page("terms-held-renewal-" + state, "terms", "access-requests", OFFICER, renewing);
        }
        for (String state : List.of("pending", "returned", "granted")) {
            var instead = new HashMap<>(request(FormErrors.none()));
            instead.put("instead", words.say(renewing(state).instead()));
            instead.put("mine", true);
            wall.page(
                    "access-request-instead-" + state,
                    "access-request",
                    "access-requests",
                    OFFICER,
                    instead);
        }
        joined("terms-held-ended", inForce, AgreementSamples.terminated());
        var trees = RequestSamples.grantOn(DatasetId.parse("brent/trees"));
        joined("terms-held-to-come", RequestSamples.toCome(), AgreementSamples.active());
        joined("terms-held-not-given", trees, AgreementSamples.active());
        joined("terms-held-revoked", RequestSamples.revoked(), AgreementSamples.active());
        wall.page("access-request-sent", "access-request", "access-requests", OFFICER, sent);
        var granted = request(FormErrors.none());
        granted.put("request", RequestSamples.granted());
        stands(granted, RequestSamples.grant(null), AgreementSamples.active());
        granted.put("mayRevoke", true);
        granted.put(
                "whose",
                List.of(
                        new Choice(Samples.GRANT.toString(), "gla.officer"),
                        new Choice(DecisionForm.EVERYBODY, "Everybody’s")));
        var alone = new HashMap<>(granted);
        alone.put("whose", List.of(new Choice(Samples.GRANT.toString(), "gla.officer")));
        wall.page("access-request-alone", "access-request", "access-requests", LEAD, alone);
        granted.put("renewable", true);
        granted.put("done", words.say("request.granted"));
        wall.page("access-request-granted", "access-request", "access-requests", LEAD, granted);
        var again = new HashMap<>(granted);
        again.put("renewable", false);
        for (String state : List.of("pending", "returned", "granted")) {
            again.put("renewing", renewing(state));
            wall.page(
                    "access-request-renewal-" + state,
                    "access-request",
                    "access-requests",
                    OFFICER,
                    again);
        }
        var revoked = request(FormErrors.none());
        revoked.put("request", RequestSamples.granted());
        revoked.put("mine", true);
        stands(revoked, RequestSamples.revoked(), AgreementSamples.active());
        wall.page("access-request-revoked", "access-request", "access-requests", OFFICER, revoked);
        var ended = request(FormErrors.none());
        ended.put("request", RequestSamples.granted());
        ended.put("mine", true);
        stands(ended, RequestSamples.grant(null), AgreementSamples.terminated());
        wall.page("access-request-ended", "access-request", "access-requests", OFFICER, ended);
        var refused = request(FormErrors.none());
        refused.put(
                "course",
                RequestSamples.course(
                        Course.Holder.NOBODY,
                        List.of(
                                new Course.Step(
                                        Course.What.REFUSED,
                                        Samples.NOW,
                                        "brent.ig",
                                        "Ask for the published totals."))));
        refused.put("request", RequestSamples.refused());
        refused.put("standing", Standing.of(RequestSamples.refused(), null));
        var returned = request(FormErrors.none());
        returned.put("request", RequestSamples.returned());
        returned.put("standing", Standing.of(RequestSamples.returned(), null));
        returned.put("mine", true);
        returned.put(
                "course",
                RequestSamples.course(
                        Course.Holder.REQUESTER,
                        List.of(
                                new Course.Step(
                                        Course.What.RETURNED,
                                        Samples.NOW,
                                        "brent.ig",
                                        "Half a year is enough."))));
        wall.page(
                "access-request-returned", "access-request", "access-requests", OFFICER, returned);
        wall.page("access-request-refused", "access-request", "access-requests", OFFICER, refused);
    }

    private Map<String, Object> terms(FormErrors errors) {
        var model =
                new HashMap<String, Object>(
                        Map.of(
                                "asked", RequestSamples.asked(),
                                "grant", RequestSamples.grant(null),
                                "errors", errors,
                                "acceptChoices",
                                        List.of(
                                                new Choice(
                                                        "yes",
                                                        words.say(
                                                                "terms.accept.yes",
                                                                PURPOSE,
                                                                "DSA-2026-0001")))));
        model.put("purpose", PURPOSE);
        model.put("held", null);
        model.put("renewing", null);
        model.put("renewable", false);
        return model;
    }

    private static Renewing renewing(String state) {
        return new Renewing("request.renewing." + state, "/access-requests/" + Samples.REQUEST);
    }

    private void joined(String name, Grant grant, Agreement agreement) {
        wall.page(name, "terms", "access-requests", OFFICER, joined(grant, agreement));
    }

    private Map<String, Object> joined(Grant grant, Agreement agreement) {
        var model = new HashMap<>(terms(FormErrors.none()));
        model.put("grant", grant);
        model.put("held", grant.stateAt(Samples.NOW));
        var standing = Standing.of(grant, agreement, Samples.NOW);
        model.put("standing", standing);
        model.put("renewable", standing.inForce());
        model.put("askAgain", RequestParts.askAgain(RequestSamples.asked()));
        model.put("revocation", "");
        model.put("maxText", 2000);
        return model;
    }

    private void confirming() {
        var lines =
                List.of(
                        RequestSamples.certification("gla.officer"),
                        RequestSamples.certification("gla.other"));
        wall.page(
                "grants-to-confirm",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(lines, FormErrors.none()));
        var errors = FormErrors.none();
        errors.add("reason", words.say("confirm.reason.missing"));
        wall.page(
                "grants-to-confirm-error",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(lines, errors));
        wall.page(
                "grants-to-confirm-none-ticked",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(lines, FormErrors.of("grant", words.say("confirm.none-ticked"))));
        wall.page(
                "grants-to-confirm-none",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(List.of(), FormErrors.none()));
        var own = new HashMap<>(confirming(lines, FormErrors.none()));
        own.put("own", List.of(RequestSamples.certification("brent.ig")));
        wall.page("grants-to-confirm-own", "grants-to-confirm", "access-requests", LEAD, own);
        var many = new HashMap<>(confirming(lines, FormErrors.none()));
        many.put("count", 3L);
        wall.page("grants-to-confirm-many", "grants-to-confirm", "access-requests", LEAD, many);
        removing("grant-removal", FormErrors.none());
        removing(
                "grant-removal-error",
                FormErrors.of("why", words.say("confirm.remove.why.missing")));
    }

    private static Map<String, Object> confirming(List<Certification> waiting, FormErrors errors) {
        return Map.of(
                "waiting",
                waiting,
                "own",
                List.of(),
                "count",
                (long) waiting.size(),
                "form",
                ConfirmPage.Form.EMPTY,
                "errors",
                errors,
                "maxText",
                2000);
    }

    private void removing(String name, FormErrors errors) {
        var one = RequestSamples.certification("gla.officer");
        var form = new ConfirmPage.Form(List.of(one.grant().toString()), "The review goes on.");
        wall.page(
                name,
                "grant-removal",
                "access-requests",
                LEAD,
                Map.of("one", one, "form", form, "why", "", "errors", errors, "maxText", 2000));
    }

    private static void stands(Map<String, Object> model, Grant grant, Agreement agreement) {
        var standing = Standing.of(grant, agreement, Samples.NOW);
        model.put("grant", grant);
        model.put("grantStanding", standing);
        model.put("standing", Standing.of(RequestSamples.granted(), standing));
    }

    private Map<String, Object> requestList(List<?> toDecide, List<?> mine, List<?> grants) {
        var model = new HashMap<String, Object>();
        model.put("decides", !toDecide.isEmpty());
        model.put("whole", true);
        model.put("moreToDecide", false);
        model.put("firstGrantsHref", null);
        model.put("nextGrantsHref", null);
        model.put("drafts", mine.isEmpty() ? List.of() : List.of(RequestSamples.draft()));
        model.put("state", "");
        model.put("toDecide", toDecide);
        model.put("mine", mine);
        model.put("others", List.of());
        model.put("grants", grants);
        model.put("stateChoices", List.of(new Choice("", "Any state")));
        model.put("firstHref", null);
        model.put("nextHref", null);
        return model;
    }

    private Map<String, Object> request(FormErrors errors) {
        var model = new HashMap<String, Object>();
        var offered = List.of("Amount", "Date", "Supplier Name");
        model.put("request", RequestSamples.pending());
        model.put("revision", 0L);
        model.put("asked", RequestSamples.asked());
        model.put("terms", AgreementSamples.terms());
        model.put("grant", null);
        model.put("check", null);
        model.put("grantStanding", null);
        model.put("standing", Standing.of(RequestSamples.pending(), null));
        model.put("askAgain", RequestParts.askAgain(RequestSamples.asked()));
        model.put("mine", false);
        model.put("course", RequestSamples.waiting());
        model.put("days", 0L);
        model.put("renewing", null);
        model.put("renewable", false);
        model.put("team", List.of());
        model.put("members", "");
        model.put("mayReturn", false);
        model.put("mayGrant", false);
        model.put("mayRefuse", false);
        model.put("mayWithdraw", false);
        model.put("mayRevoke", false);
        model.put("whose", List.of());
        model.put("form", DecisionForm.answering(RequestSamples.asked(), offered));
        model.put("errors", errors);
        model.put("columnChoices", offered.stream().map(one -> new Choice(one, one)).toList());
        model.put("maxText", 2000);
        return model;
    }
}
