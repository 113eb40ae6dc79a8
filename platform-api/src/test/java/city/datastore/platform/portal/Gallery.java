package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every page in every state worth looking at, rendered: full, empty, refused and in error. */
final class Gallery {
    static final SignedIn OFFICER =
            new SignedIn("gla.officer", "Greater London Authority", Set.of(Role.OFFICER));
    static final SignedIn LEAD = new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    static final SignedIn STEWARD =
            new SignedIn("brent.steward", "Brent Council", Set.of(Role.DATA_STEWARD));
    static final SignedIn AUDITOR =
            new SignedIn("city.auditor", "City oversight", Set.of(Role.AUDITOR));
    private static final SignedIn ADVISER =
            new SignedIn("brent.dpo", "Brent Council", Set.of(Role.DPO));

    static final String OBSTACLE =
            "DSA-2026-0001 needs a data protection impact assessment before it can be activated";

    /** Rendered once for all tests. */
    private static final SequencedMap<String, String> RENDERED = render();

    private final RenderedPages pages = new RenderedPages();
    private final Words words = pages.words();
    private final Show show = new Show(Samples.agencies(), Samples.VOCABULARIES, words);
    private final SequencedMap<String, String> rendered = new LinkedHashMap<>();

    private final Said said =
            new Said(Samples.QUESTIONS, Samples.VOCABULARIES, Samples.COLLEAGUE, show, words);

    private Gallery() {}

    /** Rendered pages by name. */
    static SequencedMap<String, String> all() {
        return RENDERED;
    }

    private static SequencedMap<String, String> render() {
        var gallery = new Gallery();
        gallery.home();
        new DatasetGallery(gallery::page, gallery.show, gallery.words).show();
        new RequestGallery(gallery::page, gallery.words).show();
        new AgreementGallery(gallery::page, gallery.said, gallery.show, gallery.words).show();
        new RegisterGallery(gallery::page, gallery.said, gallery.show, gallery.words).show();
        new DraftGallery(gallery::page, gallery.said, gallery.show, gallery.words).show();
        new DpiaGallery(gallery::page).show();
        new ClausesGallery(gallery::page).show();
        new TemplateGallery(gallery::page, gallery.said, gallery.show, gallery.words).show();
        new ReviewGallery(gallery::page, gallery.show, gallery.words).show();
        new TrailGallery(gallery::page, gallery.show, gallery.words).show();
        new KeepingGallery(gallery::page, gallery.words).show();
        new ProhibitionGallery(gallery::page).show();
        new ConditionGallery(gallery::page).show();
        new RolePolicyGallery(gallery::page).show();
        new EmergencyGallery(gallery::page).show();
        new ReplayGallery(gallery::page).show();
        gallery.rest();
        return Collections.unmodifiableSequencedMap(gallery.rendered);
    }

    /** The page of that name. */
    static String page(Map<String, String> pages, String name) {
        return Objects.requireNonNull(pages.get(name), "there is no page " + name);
    }

    /** Where a part of the gallery puts its pages. */
    @FunctionalInterface
    interface Wall {
        void page(
                String name,
                String template,
                String section,
                @Nullable SignedIn me,
                Map<String, ?> model);
    }

    private void page(
            String name,
            String template,
            String section,
            @Nullable SignedIn me,
            Map<String, ?> model) {
        rendered.put(name, pages.render("pages/" + template, section, me, model));
    }

    private void home() {
        page("start", "start", "home", null, Map.of());
        var grant =
                new Task(
                        "brent/council-spend",
                        "/datasets/brent/council-spend",
                        "DSA-2026-0001, for procurement-review",
                        "Until 4 June 2027",
                        "green");
        page(
                "home-officer",
                "home",
                "home",
                OFFICER,
                Map.of(
                        "groups",
                        List.of(
                                new Task.Group("home.grants", List.of(grant), "/access-requests"),
                                new Task.Group(
                                        "home.asked",
                                        List.of(
                                                new Task(
                                                        "brent/trees",
                                                        "/access-requests/2",
                                                        words.say(
                                                                "grant.state.revoked.since",
                                                                "21 November 2026"),
                                                        words.say("grant.state.revoked"),
                                                        show.colour("revoked"))),
                                        "/access-requests")),
                        "steward",
                        false,
                        "lead",
                        false));
        var decide =
                new Task(
                        words.say("home.decide", "gla.officer", "brent/council-spend"),
                        "/access-requests/1",
                        words.say(
                                "home.decide.hint",
                                "Greater London Authority",
                                "DSA-2026-0001",
                                "21 November 2026"),
                        words.say("home.decide.status"),
                        "yellow");
        page(
                "home-lead",
                "home",
                "home",
                LEAD,
                Map.of(
                        "groups",
                        List.of(
                                new Task.Group(
                                        "home.to-decide", List.of(decide), "/access-requests"),
                                new Task.Group("home.agreements", List.of(), "/agreements"),
                                new Task.Group(
                                        "home.comments",
                                        List.of(
                                                new Task(
                                                        "Council spending",
                                                        "/agreements/DSA-2026-0001/comments",
                                                        words.say(
                                                                "home.comments.hint",
                                                                Samples.DSA,
                                                                "3 June 2026"),
                                                        words.say("home.comments.status", 2),
                                                        "orange")),
                                        "/agreements"),
                                new Task.Group("home.ending", List.of(), "/agreements")),
                        "steward",
                        false,
                        "lead",
                        true));
        page(
                "home-auditor",
                "home",
                "home",
                AUDITOR,
                Map.of(
                        "groups",
                        List.of(
                                new Task.Group(
                                        "home.alerts",
                                        List.of(
                                                new Task(
                                                        words.say("home.alerts.waiting", 3L),
                                                        "/audit/alerts?state=open",
                                                        null,
                                                        words.say("home.alerts.status"),
                                                        "yellow")),
                                        "/audit/alerts"),
                                new Task.Group(
                                        "home.refusals", List.of(), "/audit?outcome=refused")),
                        "steward",
                        false,
                        "lead",
                        false));
        page(
                "home-adviser",
                "home",
                "home",
                ADVISER,
                Map.of(
                        "groups",
                        List.of(
                                new Task.Group(
                                        "home.assessments",
                                        List.of(
                                                new Task(
                                                        "Council spending",
                                                        "/agreements/DSA-2026-0001/dpia",
                                                        "DSA-2026-0001",
                                                        words.say("home.to-advise"),
                                                        "yellow")),
                                        "/agreements"),
                                new Task.Group("home.advice", List.of(), "/agreements")),
                        "steward",
                        false,
                        "lead",
                        false));
        page(
                "home-no-role",
                "home",
                "home",
                OFFICER,
                Map.of("groups", List.of(), "steward", false, "lead", false));
        page(
                "home-no-tasks",
                "home",
                "home",
                AUDITOR,
                Map.of(
                        "groups",
                        List.of(),
                        "hasRole",
                        true,
                        "emergencies",
                        true,
                        "steward",
                        false,
                        "lead",
                        false));
    }

    private void rest() {
        page("sign-out", "sign-out", "sign-out", OFFICER, Map.of());
        page("sign-in-failed", "sign-in-failed", "", null, Map.of("now", Samples.NOW));
        page(
                "step-up-failed",
                "step-up-failed",
                "",
                LEAD,
                Map.of("now", Samples.NOW, "without", "/agreements/DSA-2026-0001"));
        page("accessibility", "accessibility", "accessibility", null, Map.of());
        for (int code : new int[] {400, 403, 404, 413, 500, 503}) {
            page("error-" + code, "error", "", OFFICER, Map.of("wording", code));
        }
        page(
                "error-refused",
                "error",
                "",
                OFFICER,
                Map.of(
                        "wording",
                        403,
                        "reasons",
                        RequestSamples.refusal().missing(),
                        "next",
                        RequestSamples.refusal().next(),
                        "event",
                        Samples.EVENT));
        page(
                "error-said",
                "error",
                "",
                OFFICER,
                Map.of("wording", 403, "said", "Your right to read it ended."));
        page(
                "error-not-recorded",
                "error",
                "",
                OFFICER,
                Map.of("wording", 503, "notRecorded", true));
        page("error-signed-out", "error", "", null, Map.of("wording", 404));
    }

    /** Agencies to choose from. */
    static List<Choice> agencies(Show show) {
        var choices = new ArrayList<>(List.of(new Choice("", "Choose one")));
        Samples.agencies()
                .all()
                .forEach(agency ->
                        choices.add(new Choice(agency.code().value(), show.agency(agency.code()))));
        return choices;
    }
}
