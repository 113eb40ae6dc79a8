package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangement;
import city.datastore.access.emergency.Duty;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.EmergencyFigures;
import city.datastore.access.emergency.EmergencyFigures.Counts;
import city.datastore.access.emergency.Ending;
import city.datastore.access.emergency.NotShared;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.EmergencyAccess;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PersonId;
import city.datastore.platform.tabular.FirstRows;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of emergency access, in every state worth looking at. */
final class EmergencyGallery {
    static final DatasetId CHILDREN = DatasetId.parse("brent/children");

    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final SignedIn OFFICER =
            new SignedIn("gla.officer", "Greater London Authority", Set.of(Role.OFFICER));
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final String CALL = "Brent’s duty desk, 020 7946 0000";
    private static final List<Vocabulary.Word> ROLES =
            List.of(
                    new Vocabulary.Word("duty-social-worker", "Duty social worker"),
                    new Vocabulary.Word("fire-control", "Fire brigade control officer"));
    static final Map<String, String> DUTY_TITLES =
            ROLES.stream().collect(Collectors.toMap(Vocabulary.Word::code, Vocabulary.Word::title));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Words words = new RenderedPages().words();
    private final Gallery.Wall wall;

    EmergencyGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    void show() {
        lists();
        form("emergency-new", EmergencyForm.about("brent/children"), FormErrors.none());
        var errors = FormErrors.none();
        var empty = new EmergencyForm("brent/children", "", List.of(), "", "", "", "", "25");
        empty.read(errors, words);
        form("emergency-new-error", empty, errors);
        wall.page(
                "emergency-not",
                "emergency-not",
                "emergencies",
                OFFICER,
                Map.of("dataset", "brent/trees"));
        one("emergency-running", running(), OFFICER, true, "", FormErrors.none());
        one("emergency-to-renew", running(), LEAD, false, "give a code", FormErrors.none());
        one("emergency-to-review", over(null), LEAD, false, "review", FormErrors.none());
        one(
                "emergency-review-error",
                over(null),
                LEAD,
                false,
                "review",
                FormErrors.of("outcome", words.say("emergency.outcome.missing")));
        one("emergency-reviewed", over(review()), LEAD, false, "", FormErrors.none());
        rows("emergency-rows", List.of(row("12 High Road", ""), row("4 Elm Row", "nuts")), true);
        rows("emergency-rows-none", List.of(), false);
        arrangements();
        duties();
        notShared();
    }

    private void rows(String name, List<List<FirstRows.Cell>> rows, boolean more) {
        wall.page(
                name,
                "emergency-rows",
                "emergencies",
                OFFICER,
                Map.of(
                        "one", running().access(),
                        "version", Samples.version(3),
                        "rows", rows,
                        "more", more,
                        "call", CALL));
    }

    private static List<FirstRows.Cell> row(String address, String allergies) {
        return List.of(
                new FirstRows.Cell("address", address), new FirstRows.Cell("allergies", allergies));
    }

    private void lists() {
        list("emergencies", List.of(running(), over(null), over(review())), true, true);
        list("emergencies-none", List.of(), false, false);
        list("emergencies-officer", List.of(), false, true);
        figures("emergency-figures", new Counts(4, 2, Duration.ofMinutes(65), 3, 2, 3, 1), 1);
        figures("emergency-figures-none", new Counts(0, 0, null, 0, 0, 0, 0), 0);
    }

    private void figures(String name, Counts whole, long repeating) {
        var months =
                List.of(
                        new EmergencyFigures.Month(YearMonth.of(2026, 11), whole),
                        new EmergencyFigures.Month(
                                YearMonth.of(2026, 10), new Counts(0, 0, null, 0, 0, 0, 0)));
        wall.page(
                name,
                "emergency-figures",
                "emergencies",
                LEAD,
                Map.of("figures", new EmergencyFigures(whole, months, repeating)));
    }

    private void list(String name, List<Emergency> found, boolean onDuty, boolean officer) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("found", found);
        model.put("now", Samples.NOW);
        model.put("officer", officer);
        model.put("onDuty", onDuty);
        model.put("usable", onDuty ? List.of(arranged()) : List.of());
        model.put("usableHref", onDuty ? "/emergencies?arranged=next" : null);
        model.put("lead", true);
        model.put("oversees", !officer);
        model.put("firstHref", null);
        model.put("nextHref", null);
        wall.page(name, "emergencies", "emergencies", officer ? OFFICER : LEAD, model);
    }

    private void form(String name, EmergencyForm form, FormErrors errors) {
        wall.page(
                name,
                "emergency-new",
                "emergencies",
                OFFICER,
                Map.of(
                        "arranged",
                        arranged(),
                        "columns",
                        Choice.named(List.of("address", "allergies")),
                        "reasons",
                        List.of(
                                new Choice("risk-to-life", "Immediate risk to somebody’s life"),
                                new Choice("child-at-risk", "A child at risk")),
                        "bases",
                        List.of(new Choice("vital-interests", "Vital interests")),
                        "form",
                        form,
                        "errors",
                        errors,
                        "maxText",
                        EmergencyAsk.MAX_TEXT));
    }

    private void one(
            String name, Emergency one, SignedIn me, boolean mine, String may, FormErrors errors) {
        var model = new HashMap<String, @Nullable Object>();
        boolean runs = one.runsAt(Samples.NOW);
        model.put("one", one);
        model.put("state", one.stateAt(Samples.NOW));
        model.put("mine", mine);
        model.put("runs", runs);
        model.put("call", CALL);
        model.put("reason", "A child at risk of significant harm");
        model.put("basis", "Vital interests");
        model.put("role", "Duty social worker");
        model.put("mayEnd", runs);
        model.put("mayRenew", runs && !may.equals("give a code"));
        model.put("renewsWithCode", may.equals("give a code"));
        model.put("mayReview", may.equals("review"));
        model.put("outcomes", EmergencyParts.outcomes(words));
        model.put("typed", Map.of("hours", "", "why", "", "outcome", "", "note", ""));
        model.put("errors", errors);
        model.put("maxText", EmergencyAsk.MAX_TEXT);
        wall.page(name, "emergency", "emergencies", me, model);
    }

    private void arrangements() {
        var stands = new Arrangement(arranged(), "p-brent", "brent.ig", Samples.NOW, null);
        var ended =
                new Arrangement(
                        arranged(),
                        "p-brent",
                        "brent.ig",
                        Samples.NOW,
                        new Ending("p-brent", "brent.ig", Samples.NOW, "It was too wide."));
        for (var found : List.of(List.of(stands, ended), List.<Arrangement>of())) {
            var model = new HashMap<String, @Nullable Object>();
            model.put("found", found);
            model.put("dutyTitles", DUTY_TITLES);
            model.put("lead", true);
            model.put("firstHref", null);
            model.put("nextHref", null);
            wall.page(
                    found.isEmpty() ? "arrangements-none" : "arrangements",
                    "arrangements",
                    "emergencies",
                    LEAD,
                    model);
        }
        for (var each : List.of(stands, ended)) {
            wall.page(
                    each.ending() == null ? "arrangement" : "arrangement-ended",
                    "arrangement",
                    "emergencies",
                    LEAD,
                    Map.of(
                            "one",
                            each,
                            "dutyTitles",
                            DUTY_TITLES,
                            "kindTitles",
                            Map.of("nhs_number", "NHS number"),
                            "mayEnd",
                            each.ending() == null,
                            "why",
                            "",
                            "errors",
                            FormErrors.none(),
                            "maxText",
                            2000));
        }
        arrange("arrangement-new", ArrangementForm.of(stands), FormErrors.none());
        var errors = FormErrors.none();
        var bad =
                new ArrangementForm(
                        "brent/children",
                        List.of(new ArrangementForm.Row("gla", List.of())),
                        "",
                        "",
                        "");
        bad.read(errors, words);
        arrange("arrangement-new-error", bad, errors);
    }

    private void arrange(String name, ArrangementForm form, FormErrors errors) {
        wall.page(
                name,
                "arrangement-new",
                "emergencies",
                LEAD,
                Map.of(
                        "identifiers",
                        Choice.named(List.of("nhs")),
                        "roles",
                        Choice.of(ROLES),
                        "agencyChoices",
                        List.of(
                                new Choice("", "None"),
                                new Choice("gla", "Greater London Authority")),
                        "form",
                        form.roomy(),
                        "errors",
                        errors));
    }

    private void duties() {
        var on = duty(Samples.NOW.plus(Duration.ofDays(90)), null);
        var off =
                duty(
                        Samples.NOW.plus(Duration.ofDays(90)),
                        new Ending("p-gla", "gla.ig", Samples.NOW, ""));
        dutiesPage("duties", List.of(on, off), FormErrors.none());
        dutiesPage(
                "duties-error",
                List.of(),
                FormErrors.of("person", words.say("duty.person.missing")));
        dutyEnding("duty-ending", on, List.of(running()));
        dutyEnding("duty-ending-nothing", on, List.of());
        dutyEnding("duty-ending-over", off, List.of());
    }

    private void dutyEnding(String name, Duty one, List<Emergency> running) {
        wall.page(
                name,
                "duty-ending",
                "emergencies",
                LEAD,
                Map.of(
                        "one", one,
                        "titles", ROLES,
                        "running", running,
                        "ended", one.ending() != null,
                        "mayEnd", one.ending() == null));
    }

    private void dutiesPage(String name, List<Duty> found, FormErrors errors) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("found", found);
        model.put("now", Samples.NOW);
        model.put("titles", ROLES);
        model.put("lead", true);
        model.put("roles", Choice.of(ROLES));
        model.put("form", DutiesPage.Form.EMPTY);
        model.put("errors", errors);
        model.put("firstHref", null);
        model.put("nextHref", null);
        wall.page(name, "duties", "emergencies", LEAD, model);
    }

    private void notShared() {
        var decision =
                new NotShared(
                        EmergencyId.at(Samples.NOW),
                        Samples.BRENT,
                        "Kilburn police",
                        CHILDREN,
                        null,
                        "The address would have reached the abuser.",
                        "CASE-2",
                        "p-brent",
                        "brent.officer",
                        Samples.NOW);
        for (var found : List.of(List.of(decision), List.<NotShared>of())) {
            var model = new HashMap<String, @Nullable Object>();
            model.put("found", found);
            model.put("firstHref", null);
            model.put("nextHref", null);
            wall.page(
                    found.isEmpty() ? "not-shared-none" : "not-shared",
                    "not-shared",
                    "emergencies",
                    LEAD,
                    model);
        }
        for (var errors :
                List.of(
                        FormErrors.none(),
                        FormErrors.of("why", words.say("not-shared.why.missing")))) {
            wall.page(
                    errors.any() ? "not-shared-new-error" : "not-shared-new",
                    "not-shared-new",
                    "emergencies",
                    OFFICER,
                    Map.of(
                            "kinds",
                            List.of(
                                    new Choice("", words.say("not-shared.kind.none")),
                                    new Choice("nhs_number", "NHS number")),
                            "form",
                            NotSharingPage.Form.EMPTY,
                            "errors",
                            errors,
                            "maxText",
                            EmergencyAsk.MAX_TEXT));
        }
    }

    private static EmergencyArrangement arranged() {
        return new EmergencyArrangement(
                EmergencyId.at(Samples.NOW),
                CHILDREN,
                Map.of(GLA, new TreeSet<>(Set.of("duty-social-worker"))),
                Set.of("address", "allergies"),
                "nhs",
                "nhs_number",
                CALL);
    }

    private static Duty duty(Instant until, @Nullable Ending ending) {
        return new Duty(
                new DutyAppointment(
                        EmergencyId.at(Samples.NOW),
                        "gla.officer",
                        GLA,
                        "duty-social-worker",
                        Samples.NOW.minus(MINUTE),
                        until,
                        ending != null),
                "p-gla",
                "gla.ig",
                ending);
    }

    static Emergency running() {
        return emergency(Samples.NOW.minus(MINUTE), null);
    }

    private static Emergency over(Emergency.@Nullable Review review) {
        return emergency(Samples.NOW.minus(Duration.ofDays(4)), review);
    }

    private static Emergency.Review review() {
        return new Emergency.Review(
                "p-brent",
                "brent.ig",
                Samples.NOW,
                Emergency.Outcome.JUSTIFIED,
                "It was needed, and the child was found.");
    }

    private static Emergency emergency(Instant from, Emergency.@Nullable Review review) {
        return new Emergency(
                new EmergencyAccess(
                        EmergencyId.at(from),
                        new PersonId("p-gla"),
                        GLA,
                        CHILDREN,
                        "duty-social-worker",
                        new EmergencySubject("nhs_number", "0123456789abcdef".repeat(4)),
                        Set.of("address"),
                        from,
                        from.plus(Duration.ofHours(4)),
                        false),
                EmergencyId.at(from),
                "gla.officer",
                "child-at-risk",
                "vital-interests",
                "A child is missing since this morning.",
                "CASE-1",
                null,
                null,
                from.plus(Duration.ofDays(2)),
                from.plus(Duration.ofDays(7)),
                review);
    }
}
