package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.AUDITOR;

import city.datastore.audit.alerts.ReviewOutcome;
import city.datastore.audit.alerts.ReviewedAlert;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.pipeline.Reach;
import city.datastore.audit.searches.SavedSearch;
import city.datastore.audit.trail.Provable;
import city.datastore.audit.trail.StoredEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The pages of the record: the trail, searches that are kept, and alerts. */
final class TrailGallery {
    private final Gallery.Wall wall;
    private final Show show;
    private final Words words;

    TrailGallery(Gallery.Wall wall, Show show, Words words) {
        this.wall = wall;
        this.show = show;
        this.words = words;
    }

    void show() {
        trail();
        searches();
        alerts();
    }

    private void trail() {
        var refused =
                new Outcome.Refused(List.of(new Reason("no-grant", "there is no grant in force")));
        var events =
                new ArrayList<>(
                        List.of(
                                RecordSamples.event(refused),
                                RecordSamples.event(new Outcome.Done()),
                                RecordSamples.event(new Outcome.Allowed(List.of()))));
        wall.page("audit", "audit", "audit", AUDITOR, trail(events, FormErrors.none(), ""));
        var looking = trail(events, FormErrors.none(), "");
        looking.put("lookedBackTo", Samples.NOW);
        looking.put("lookedThrough", 5000);
        wall.page("audit-text", "audit", "audit", AUDITOR, looking);
        wall.page(
                "audit-nothing-found",
                "audit",
                "audit",
                AUDITOR,
                trail(List.of(), FormErrors.none(), "nobody"));
        wall.page(
                "audit-error",
                "audit",
                "audit",
                AUDITOR,
                trail(
                        List.of(),
                        FormErrors.of(
                                "from",
                                words.say("error.date.not-real", words.say("audit.from.name"))),
                        ""));
        var stored = RecordSamples.event(refused);
        wall.page("event", "event", "audit", AUDITOR, event(stored, new Provable.Proved(11, 1204)));
        wall.page(
                "event-not-yet",
                "event-not-yet",
                "audit",
                AUDITOR,
                Map.of("id", Samples.EVENT, "reach", reach(40, 1)));
        wall.page(
                "event-contradicted",
                "event",
                "audit",
                AUDITOR,
                event(stored, new Provable.Contradicted("the root is another")));
    }

    private Map<String, Object> trail(List<?> events, FormErrors errors, String actor) {
        var model = new HashMap<String, Object>();
        model.put(
                "form",
                new TrailForm(actor, "", "", "", "", "", "", DateInput.EMPTY, DateInput.EMPTY, ""));
        model.put("errors", errors);
        model.put("overseer", true);
        model.put("scope", words.say("audit.scope.everything"));
        model.put("reach", events.isEmpty() ? reach(1, 0) : reach(40, 312));
        model.put("agencyChoices", Gallery.agencies(show));
        model.put("actionChoices", List.of(new Choice("", "Any action")));
        model.put("outcomeChoices", List.of(new Choice("", "Any outcome")));
        model.put("events", events);
        model.put("answers", true);
        model.put("traces", true);
        model.put("csvHref", "/audit/events.csv");
        model.put("evidenceHref", "/audit/evidence.zip");
        model.put("chart", events.isEmpty() ? null : RecordSamples.chart());
        model.put("firstHref", null);
        model.put("nextHref", events.isEmpty() ? null : "/audit?cursor=3");
        return model;
    }

    private String reach(int seconds, int waiting) {
        return words.reach(new Reach(Samples.NOW.minusSeconds(seconds), waiting), Samples.NOW);
    }

    private void searches() {
        var kept =
                new SavedSearch(
                        UUID.fromString("0199f0a0-0000-7000-8000-00000000000a"),
                        "Refusals at Brent",
                        "outcome=refused&dataset=brent/council-spend",
                        7,
                        Samples.NOW);
        var line = SearchesPage.line(kept, LocalDate.of(2026, 11, 21));
        wall.page("searches", "searches", "audit", AUDITOR, searches(List.of(line), ""));
        wall.page("searches-none", "searches", "audit", AUDITOR, searches(List.of(), ""));
        var wrong = searches(List.of(line), "outcome=refused");
        wrong.put("errors", FormErrors.of("name", "Enter a name of 1 to 100 characters"));
        wall.page("searches-error", "searches", "audit", AUDITOR, wrong);
    }

    private Map<String, Object> searches(List<SearchesPage.Line> lines, String filters) {
        var model = new HashMap<String, Object>();
        model.put("searches", lines);
        model.put("filters", filters);
        model.put("name", "");
        model.put("span", "");
        model.put("errors", FormErrors.none());
        model.put("spanChoices", SearchesPage.spanChoices(words));
        return model;
    }

    private void alerts() {
        var open = new ReviewedAlert(RecordSamples.alert(), List.of());
        var settled =
                new ReviewedAlert(RecordSamples.volumeAlert(), List.of(RecordSamples.review()));
        var history = new ReviewedAlert(RecordSamples.historyAlert(), List.of());
        wall.page(
                "alerts",
                "alerts",
                "audit",
                AUDITOR,
                alertList(List.of(open, settled, history), ""));
        wall.page("alerts-none", "alerts", "audit", AUDITOR, alertList(List.of(), ""));
        wall.page(
                "alerts-nothing-found", "alerts", "audit", AUDITOR, alertList(List.of(), "closed"));
        wall.page(
                "alert",
                "alert",
                "audit",
                AUDITOR,
                alert(open, ReviewForm.EMPTY, FormErrors.none()));
        wall.page(
                "alert-history",
                "alert",
                "audit",
                AUDITOR,
                alert(history, ReviewForm.EMPTY, FormErrors.none()));
        var done = alert(settled, ReviewForm.EMPTY, FormErrors.none());
        done.put("done", words.say("alert.reviewed"));
        done.put("events", List.of());
        wall.page("alert-reviewed", "alert", "audit", AUDITOR, done);
        var own = alert(open, ReviewForm.EMPTY, FormErrors.none());
        own.put("refusal", RequestSamples.refusal());
        wall.page("alert-own", "alert", "audit", AUDITOR, own);
        var errors = FormErrors.none();
        ReviewForm.EMPTY.read(errors, words);
        wall.page("alert-error", "alert", "audit", AUDITOR, alert(open, ReviewForm.EMPTY, errors));
    }

    private Map<String, Object> alertList(List<ReviewedAlert> alerts, String state) {
        var model = new HashMap<String, Object>();
        model.put("filter", new AlertsPage.Filter("", state));
        model.put("kindChoices", List.of(new Choice("", words.say("alerts.any-kind"))));
        model.put("stateChoices", List.of(new Choice("", words.say("alerts.any-state"))));
        model.put("alerts", alerts);
        model.put("firstHref", null);
        model.put("nextHref", alerts.isEmpty() ? null : "/audit/alerts?cursor=3");
        return model;
    }

    private Map<String, Object> alert(ReviewedAlert seen, ReviewForm form, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("alert", seen.alert());
        model.put("reviews", seen.reviews());
        model.put("state", seen.state().word());
        model.put("events", List.of(RecordSamples.event(new Outcome.Allowed(List.of()))));
        model.put("more", true);
        model.put("trailHref", "/audit?actor=gla.officer");
        model.put("refusal", null);
        model.put("form", form);
        model.put("errors", errors);
        model.put("maxNote", 2000);
        model.put(
                "outcomeChoices",
                ReviewOutcome.words().stream()
                        .map(word ->
                                new Choice(
                                        word,
                                        words.say("review.outcome." + word),
                                        words.say("review.outcome." + word + ".hint")))
                        .toList());
        return model;
    }

    private static Map<String, Object> event(StoredEvent stored, Provable provable) {
        return Map.of(
                "stored",
                stored,
                "event",
                stored.event(),
                "about",
                stored.event().about(),
                "replayable",
                true,
                "provable",
                provable);
    }
}
