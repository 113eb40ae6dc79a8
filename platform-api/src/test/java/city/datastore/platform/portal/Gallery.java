package city.datastore.platform.portal;

import city.datastore.access.certification.Certification;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.requests.Course;
import city.datastore.access.requests.Grant;
import city.datastore.access.teams.Member;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Flow;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.permits.Impact;
import city.datastore.agreements.permits.Nearest;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.audit.alerts.ReviewOutcome;
import city.datastore.audit.alerts.ReviewedAlert;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.retention.Retention;
import city.datastore.audit.searches.SavedSearch;
import city.datastore.audit.trail.Provable;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.subjects.IdentifierKind;
import city.datastore.platform.subjects.Tidying;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every page in every state worth looking at, rendered: full, empty, refused and in error. */
final class Gallery {
    private static final SignedIn OFFICER =
            new SignedIn("gla.officer", "Greater London Authority", Set.of(Role.OFFICER));
    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final SignedIn STEWARD =
            new SignedIn("brent.steward", "Brent Council", Set.of(Role.DATA_STEWARD));
    private static final SignedIn AUDITOR =
            new SignedIn("city.auditor", "City oversight", Set.of(Role.AUDITOR));

    private static final SignedIn ADVISER =
            new SignedIn("brent.dpo", "Brent Council", Set.of(Role.DPO));

    private static final String OBSTACLE =
            "DSA-2026-0001 needs a data protection impact assessment before it can be activated";

    private final RenderedPages pages = new RenderedPages();
    private final Words words = pages.words();
    private final Show show = new Show(Samples.agencies(), Samples.VOCABULARIES, words);
    private final SequencedMap<String, String> rendered = new LinkedHashMap<>();

    private final Said said =
            new Said(Samples.QUESTIONS, Samples.VOCABULARIES, Samples.COLLEAGUE, show, words);

    private Gallery() {}

    /** Rendered pages by name. */
    static SequencedMap<String, String> all() {
        var gallery = new Gallery();
        gallery.home();
        gallery.datasets();
        gallery.forms();
        gallery.requests();
        gallery.agreements();
        gallery.agreementParties();
        gallery.reminders();
        gallery.drafts();
        gallery.variations();
        gallery.ownRegister();
        gallery.matrix();
        gallery.answers();
        gallery.document();
        new DpiaGallery(gallery::page).show();
        new ClausesGallery(gallery::page).show();
        new TemplateGallery(gallery::page, gallery.said, gallery.show, gallery.words).show();
        new ReviewGallery(gallery::page, gallery.show, gallery.words).show();
        gallery.trail();
        gallery.retention();
        gallery.subjects();
        new ProhibitionGallery(gallery::page).show();
        new ConditionGallery(gallery::page).show();
        new RolePolicyGallery(gallery::page).show();
        new EmergencyGallery(gallery::page).show();
        new ReplayGallery(gallery::page).show();
        gallery.alerts();
        gallery.searches();
        gallery.rest();
        return gallery.rendered;
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
    }

    private void datasets() {
        page(
                "datasets",
                "datasets",
                "datasets",
                OFFICER,
                search(
                        "",
                        List.of(Samples.dataset(Samples.version(2)), Samples.dataset(null)),
                        "/datasets?cursor=2"));
        page(
                "datasets-nothing-found",
                "datasets",
                "datasets",
                OFFICER,
                search("fountains", List.of(), null));
        page("datasets-empty", "datasets", "datasets", STEWARD, search("", List.of(), null));
        page(
                "dataset-open",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(Samples.open()), false, true));
        page(
                "dataset-open-protected",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(Samples.openProtected()), false, true));
        page(
                "dataset-shut",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(Samples.shut()), false, false));
        page(
                "dataset-no-agreement",
                "dataset",
                "datasets",
                OFFICER,
                dataset(List.of(), false, false));
        var conditioned = dataset(List.of(Samples.closed()), false, true);
        conditioned.put(
                "conditions",
                List.of("on weekdays from 8am to 6pm", "after signing in with a one-time code"));
        conditioned.put(
                "rolePolicies",
                List.of(
                        "under an agreement: caldicott-guardian; as its own data steward:"
                                + " data-steward; in an emergency: officer"));
        page("dataset-conditions", "dataset", "datasets", OFFICER, conditioned);
        page("dataset-own", "dataset", "datasets", STEWARD, dataset(List.of(), true, false));
        var urgent = dataset(List.of(), false, false);
        urgent.put("running", List.of(EmergencyGallery.running()));
        urgent.put("emergency", true);
        page("dataset-emergency", "dataset", "datasets", OFFICER, urgent);
        var bare = new HashMap<>(dataset(List.of(), true, false));
        bare.put("dataset", Samples.dataset(null));
        bare.put("versions", List.of());
        bare.put("readsOwn", false);
        bare.put("done", words.say("dataset-form.done", "Council spending"));
        page("dataset-without-version", "dataset", "datasets", STEWARD, bare);
    }

    private Map<String, Object> search(String q, List<?> found, @Nullable String next) {
        var model = new HashMap<String, Object>();
        model.put("search", new DatasetsPage.Search(q, "", "", ""));
        model.put("found", found);
        model.put("nextHref", next);
        model.put("firstHref", null);
        model.put("agencyChoices", agencies());
        model.put("classificationChoices", List.of(new Choice("", "Any classification")));
        model.put("steward", found.isEmpty());
        return model;
    }

    private void identifiers(String name, Dataset dataset, FormErrors errors) {
        page(
                name,
                "identifiers",
                "datasets",
                STEWARD,
                Map.of(
                        "dataset",
                        dataset,
                        "rows",
                        dataset.columns().isEmpty()
                                ? Collections.nCopies(3, new IdentifiersPage.Row("", ""))
                                : dataset.columns().stream()
                                        .map(each -> new IdentifiersPage.Row(each.name(), ""))
                                        .toList(),
                        "kinds",
                        List.of(
                                new Choice("", words.say("identifiers.nobody")),
                                new Choice("nhs_number", "NHS number")),
                        "errors",
                        errors));
    }

    private Map<String, Object> dataset(List<Ways.Way> ways, boolean own, boolean granted) {
        var model = new HashMap<String, Object>();
        model.put("dataset", Samples.dataset(Samples.version(2)));
        model.put("versions", List.of(Samples.version(2), Samples.version(1)));
        model.put("conditions", List.of());
        model.put("rolePolicies", List.of());
        model.put("ways", ways);
        model.put("own", own);
        model.put("readsOwn", own);
        model.put("uploads", own);
        model.put("officer", !own);
        model.put("running", List.of());
        model.put("emergency", false);
        model.put("lead", false);
        model.put("grants", granted ? List.of(Samples.line(Samples.grant(null))) : List.of());
        model.put("waiting", granted || own ? List.of() : List.of(Samples.pending()));
        model.put("firstHref", null);
        model.put("nextHref", null);
        return model;
    }

    private void forms() {
        page(
                "dataset-new",
                "dataset-new",
                "datasets",
                STEWARD,
                publish(DatasetForm.EMPTY, FormErrors.none()));
        var errors = FormErrors.none();
        var typed = new DatasetForm("", "Council Spend", "", "", "", "Supplier\n|text", true);
        typed.read(Samples.BRENT, errors, words);
        page("dataset-new-error", "dataset-new", "datasets", STEWARD, publish(typed, errors));
        var refused = publish(DatasetForm.EMPTY, FormErrors.none());
        refused.put("refusal", Samples.refusal());
        page("dataset-new-refused", "dataset-new", "datasets", OFFICER, refused);
        identifiers("identifiers", Samples.dataset(null), FormErrors.none());
        identifiers(
                "identifiers-error",
                Samples.dataset(null),
                FormErrors.of("kind-0", "The dataset has no such column."));
        identifiers(
                "identifiers-no-columns",
                Samples.undescribed(),
                FormErrors.of("column-1", words.say("identifiers.column.missing")));
        page("upload", "upload", "datasets", STEWARD, Map.of("dataset", Samples.dataset(null)));
        page(
                "upload-error",
                "upload",
                "datasets",
                STEWARD,
                Map.of(
                        "dataset",
                        Samples.dataset(null),
                        "errors",
                        FormErrors.of("file", words.say("upload.file.missing"))));
        page(
                "ask",
                "ask",
                "datasets",
                OFFICER,
                ask(
                        new AskForm("", List.of(), List.of("read"), DateInput.EMPTY, ""),
                        FormErrors.none(),
                        true));
        var asked = new AskForm("", List.of(), List.of(), new DateInput("31", "2", "2027"), "");
        var wrong = FormErrors.none();
        asked.read(Samples.SPEND, wrong, words);
        page("ask-error", "ask", "datasets", OFFICER, ask(asked, wrong, true));
        var draft =
                new HashMap<>(ask(AskForm.of(Samples.draft().content()), FormErrors.none(), true));
        draft.put("draft", Samples.draft());
        page("ask-draft", "ask", "access-requests", OFFICER, draft);
        page("ask-nothing", "ask", "datasets", OFFICER, ask(asked, FormErrors.none(), false));
    }

    private Map<String, Object> publish(DatasetForm form, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("errors", errors);
        model.put("refusal", null);
        model.put(
                "markings",
                List.of(
                        new Choice("OFFICIAL", "OFFICIAL", words.say("classification.OFFICIAL")),
                        new Choice(
                                "OFFICIAL-SENSITIVE",
                                "OFFICIAL-SENSITIVE",
                                words.say("classification.OFFICIAL_SENSITIVE"))));
        return model;
    }

    private Map<String, Object> ask(AskForm form, FormErrors errors, boolean covered) {
        var model = new HashMap<String, Object>();
        model.put("draft", null);
        model.put(
                "alsoChoices", List.of(new Choice("brent/trees", "brent/trees", "DSA-2026-0001")));
        model.putAll(
                Map.of(
                        "dataset",
                        Samples.dataset(Samples.version(1)),
                        "form",
                        form,
                        "errors",
                        errors,
                        "wayChoices",
                        covered
                                ? List.of(
                                        new Choice(
                                                "DSA-2026-0001|procurement-review",
                                                "Find suppliers that several agencies pay for the same",
                                                words.say(
                                                        "ask.way.hint",
                                                        "DSA-2026-0001",
                                                        Samples.terms().title(),
                                                        "31 October 2027")),
                                        new Choice(
                                                "DSA-2026-0002|x",
                                                "Another purpose",
                                                "DSA-2026-0002"))
                                : List.of(),
                        "actionChoices",
                        List.of(new Choice("read", "Read and download")),
                        "maxText",
                        2000));
        return model;
    }

    private void requests() {
        page(
                "access-requests",
                "access-requests",
                "access-requests",
                LEAD,
                requestList(
                        List.of(Samples.line(Samples.pending(), null)),
                        List.of(),
                        List.of(Samples.line(Samples.grant(null)))));
        page(
                "access-requests-mine",
                "access-requests",
                "access-requests",
                OFFICER,
                requestList(
                        List.of(),
                        List.of(
                                Samples.line(Samples.pending(), null),
                                Samples.line(Samples.refused(), null),
                                Samples.line(Samples.granted(), Samples.grant(null)),
                                Samples.line(Samples.granted(), Samples.revoked())),
                        List.of(
                                Samples.line(Samples.grant(null)),
                                Samples.line(Samples.revoked()))));
        page(
                "access-requests-none",
                "access-requests",
                "access-requests",
                OFFICER,
                requestList(List.of(), List.of(), List.of()));
        confirming();
        var deciding = request(FormErrors.none());
        deciding.put("mayGrant", true);
        deciding.put("mayRefuse", true);
        deciding.put("mayReturn", true);
        deciding.put("course", Samples.sentAgain());
        deciding.put("days", 19L);
        deciding.put(
                "check",
                new Checked(
                        List.of(
                                "DSA-2026-0001 names brent/council-spend.",
                                "They may see these columns: Amount, Date, Supplier Name."),
                        List.of(),
                        "Nothing more would be needed."));
        page("access-request-to-decide", "access-request", "access-requests", LEAD, deciding);
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
        page("access-request-error", "access-request", "access-requests", LEAD, wrong);
        var sent = request(FormErrors.none());
        sent.put("sent", true);
        sent.put("mayWithdraw", true);
        sent.put("mine", true);
        sent.put("team", List.of(new Member("gla.other", "named", null, null)));
        sent.put("members", "gla.other");
        page("terms", "terms", "access-requests", OFFICER, terms(FormErrors.none()));
        page(
                "terms-error",
                "terms",
                "access-requests",
                OFFICER,
                terms(FormErrors.of("accept", words.say("terms.accept.missing"))));
        var joined = new HashMap<>(terms(FormErrors.none()));
        joined.put("held", "active");
        joined.put("revocation", "");
        joined.put("maxText", 2000);
        page("terms-held", "terms", "access-requests", OFFICER, joined);
        page("access-request-sent", "access-request", "access-requests", OFFICER, sent);
        var granted = request(FormErrors.none());
        granted.put("request", Samples.granted());
        stands(granted, Samples.grant(null), Samples.active());
        granted.put("mayRevoke", true);
        granted.put(
                "whose",
                List.of(
                        new Choice(Samples.GRANT.toString(), "gla.officer"),
                        new Choice(DecisionForm.EVERYBODY, "Everybody’s")));
        granted.put("renewable", true);
        granted.put("done", words.say("request.granted"));
        page("access-request-granted", "access-request", "access-requests", LEAD, granted);
        var revoked = request(FormErrors.none());
        revoked.put("request", Samples.granted());
        revoked.put("mine", true);
        stands(revoked, Samples.revoked(), Samples.active());
        page("access-request-revoked", "access-request", "access-requests", OFFICER, revoked);
        var ended = request(FormErrors.none());
        ended.put("request", Samples.granted());
        ended.put("mine", true);
        stands(ended, Samples.grant(null), Samples.terminated());
        page("access-request-ended", "access-request", "access-requests", OFFICER, ended);
        var refused = request(FormErrors.none());
        refused.put(
                "course",
                Samples.course(
                        Course.Holder.NOBODY,
                        List.of(
                                new Course.Step(
                                        Course.What.REFUSED,
                                        Samples.NOW,
                                        "brent.ig",
                                        "Ask for the published totals."))));
        refused.put("request", Samples.refused());
        refused.put("standing", Standing.of(Samples.refused(), null));
        var returned = request(FormErrors.none());
        returned.put("request", Samples.returned());
        returned.put("standing", Standing.of(Samples.returned(), null));
        returned.put("mine", true);
        returned.put(
                "course",
                Samples.course(
                        Course.Holder.REQUESTER,
                        List.of(
                                new Course.Step(
                                        Course.What.RETURNED,
                                        Samples.NOW,
                                        "brent.ig",
                                        "Half a year is enough."))));
        page("access-request-returned", "access-request", "access-requests", OFFICER, returned);
        page("access-request-refused", "access-request", "access-requests", OFFICER, refused);
    }

    private Map<String, Object> terms(FormErrors errors) {
        var model =
                new HashMap<String, Object>(
                        Map.of(
                                "asked", Samples.asked(),
                                "grant", Samples.grant(null),
                                "errors", errors,
                                "acceptChoices",
                                        List.of(
                                                new Choice(
                                                        "yes",
                                                        words.say(
                                                                "terms.accept.yes",
                                                                "procurement-review",
                                                                "DSA-2026-0001")))));
        model.put("held", null);
        return model;
    }

    private void confirming() {
        var lines =
                List.of(Samples.certification("gla.officer"), Samples.certification("gla.other"));
        page(
                "grants-to-confirm",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(lines, FormErrors.none()));
        var errors = FormErrors.none();
        errors.add("reason", words.say("confirm.reason.missing"));
        page(
                "grants-to-confirm-error",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(lines, errors));
        page(
                "grants-to-confirm-none-ticked",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(lines, FormErrors.of("grant", words.say("confirm.none-ticked"))));
        page(
                "grants-to-confirm-none",
                "grants-to-confirm",
                "access-requests",
                LEAD,
                confirming(List.of(), FormErrors.none()));
    }

    private static Map<String, Object> confirming(List<Certification> waiting, FormErrors errors) {
        return Map.of(
                "waiting", waiting, "ticked", List.of(), "reason", "", "errors", errors, "maxText",
                2000);
    }

    private static void stands(Map<String, Object> model, Grant grant, Agreement agreement) {
        var standing = Standing.of(grant, agreement, Samples.NOW);
        model.put("grant", grant);
        model.put("grantStanding", standing);
        model.put("standing", Standing.of(Samples.granted(), standing));
    }

    private Map<String, Object> requestList(List<?> toDecide, List<?> mine, List<?> grants) {
        var model = new HashMap<String, Object>();
        model.put("lead", !toDecide.isEmpty());
        model.put("drafts", mine.isEmpty() ? List.of() : List.of(Samples.draft()));
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
        model.put("request", Samples.pending());
        model.put("asked", Samples.asked());
        model.put("terms", Samples.terms());
        model.put("grant", null);
        model.put("check", null);
        model.put("grantStanding", null);
        model.put("standing", Standing.of(Samples.pending(), null));
        model.put(
                "askAgain",
                "/datasets/brent/council-spend/request?way=DSA-2026-0001%7Cprocurement-review");
        model.put("mine", false);
        model.put("course", Samples.waiting());
        model.put("days", 0L);
        model.put("renewable", false);
        model.put("team", List.of());
        model.put("members", "");
        model.put("mayReturn", false);
        model.put("mayGrant", false);
        model.put("mayRefuse", false);
        model.put("mayWithdraw", false);
        model.put("mayRevoke", false);
        model.put("whose", List.of());
        model.put("form", DecisionForm.answering(Samples.asked(), offered));
        model.put("errors", errors);
        model.put("columnChoices", offered.stream().map(one -> new Choice(one, one)).toList());
        model.put("maxText", 2000);
        return model;
    }

    private void agreements() {
        page(
                "agreements",
                "agreements",
                "agreements",
                LEAD,
                agreementList(List.of(Samples.active(), Samples.proposed(), Samples.suspended())));
        page("agreements-none", "agreements", "agreements", OFFICER, agreementList(List.of()));
        page(
                "agreement-proposed",
                "agreement",
                "agreements",
                LEAD,
                agreement(Samples.proposed(), List.of(Move.APPROVE, Move.RETURN)));
        page(
                "agreement-active",
                "agreement",
                "agreements",
                LEAD,
                agreement(Samples.active(), List.of(Move.SUSPEND, Move.TERMINATE)));
        page(
                "agreement-suspended",
                "agreement",
                "agreements",
                OFFICER,
                agreement(Samples.suspended(), List.of()));
        page(
                "agreement-of-many",
                "agreement",
                "agreements",
                LEAD,
                agreement(Samples.ofFour(), List.of(Move.SUSPEND, Move.LEAVE, Move.TERMINATE)));
        page(
                "agreement-superseded",
                "agreement",
                "agreements",
                LEAD,
                agreement(Samples.superseded(), List.of()));
        for (Move move : Move.values()) {
            page(
                    "agreement-" + move.code(),
                    "agreement-step",
                    "agreements",
                    LEAD,
                    step(move, FormErrors.none()));
        }
        var waits = step(Move.SIGN_OFF, FormErrors.none());
        waits.put("obstacle", OBSTACLE);
        waits.put("commentsOn", "/agreements/" + Samples.DSA + "/comments/new");
        page("agreement-sign-off-waits", "agreement-step", "agreements", LEAD, waits);
        var proposed = agreement(Samples.proposed(), List.of(Move.APPROVE, Move.RETURN));
        proposed.put("obstacle", OBSTACLE);
        page("agreement-proposed-waits", "agreement", "agreements", LEAD, proposed);
        page(
                "agreement-suspend-error",
                "agreement-step",
                "agreements",
                LEAD,
                step(Move.SUSPEND, FormErrors.of("text", words.say("step.suspend.missing"))));
        page(
                "agreement-resume-error",
                "agreement-step",
                "agreements",
                LEAD,
                step(Move.RESUME, FormErrors.of("step", "It is not suspended any more")));
    }

    private void agreementParties() {
        var errors = FormErrors.none();
        var model = described(Samples.active());
        model.put("errors", errors);
        model.put("agency", "camden");
        model.put("agencyName", "Camden Council");
        model.put("by", "");
        model.put("form", AgreementPartiesPage.Invitation.BLANK);
        model.put("agencyChoices", agencies());
        model.put("roleChoices", List.of(new Choice("joint_controller", "Joint controller")));
        model.put(
                "doesChoices",
                List.of(
                        new Choice("provides", "Gives data"),
                        new Choice("receives", "Receives data")));
        page("agreement-nudge", "agreement-nudge", "agreements", LEAD, model);
        page("agreement-invite", "agreement-invite", "agreements", LEAD, model);
        page("agreement-supersede", "agreement-supersede", "agreements", LEAD, model);
        var wrong = new HashMap<>(model);
        wrong.put("errors", FormErrors.of("agency", words.say("invite.agency.missing")));
        page("agreement-invite-error", "agreement-invite", "agreements", LEAD, wrong);
        wrong.put("errors", FormErrors.of("by", words.say("supersede.by.missing")));
        page("agreement-supersede-error", "agreement-supersede", "agreements", LEAD, wrong);
        wrong.put("errors", FormErrors.of("step", "It does not wait for Camden"));
        page("agreement-nudge-error", "agreement-nudge", "agreements", LEAD, wrong);
    }

    private void reminders() {
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("terms", Samples.terms());
        model.put("stands", true);
        model.put("over", false);
        model.put("sends", true);
        model.put(
                "lines",
                Samples.reminders().stream()
                        .map(each -> RemindersPage.line(each, true, words, show))
                        .toList());
        model.put("coming", RemindersPage.coming(Samples.active(), Samples.NOW, words, show));
        model.put(
                "sources",
                RemindersPage.sources(
                        Samples.active(),
                        new Mailboxes(Map.of(Samples.GLA, new Mailbox("sharing@gla.example")))));
        page("agreement-reminders", "agreement-reminders", "agreements", LEAD, model);
        var over = new HashMap<>(model);
        over.put("stands", false);
        over.put("over", true);
        over.put("sends", false);
        over.put("lines", List.of());
        over.put("coming", List.of());
        over.put("sources", List.of());
        page("agreement-reminders-none", "agreement-reminders", "agreements", OFFICER, over);
        var waiting = new HashMap<>(model);
        waiting.put("sends", false);
        waiting.put(
                "lines",
                List.of(RemindersPage.line(Samples.reminders().getFirst(), false, words, show)));
        page("agreement-reminders-waiting", "agreement-reminders", "agreements", LEAD, waiting);
    }

    private Map<String, Object> agreementList(List<?> found) {
        var model = new HashMap<String, Object>();
        model.put("search", new AgreementsPage.Search("", "", ""));
        model.put("lead", !found.isEmpty());
        model.put("stateChoices", List.of(new Choice("", "Any state")));
        model.put("partyChoices", agencies());
        model.put("found", found);
        model.put("firstHref", found.isEmpty() ? null : "/agreements");
        model.put("nextHref", found.isEmpty() ? null : "/agreements?cursor=x");
        return model;
    }

    private Map<String, Object> described(Agreement agreement) {
        var model = new HashMap<String, Object>();
        model.put("agreement", agreement);
        model.put("reference", Samples.DSA.value());
        model.put("terms", Samples.terms());
        model.put("chapters", said.chapters(Samples.full()));
        model.put("promises", said.promises(agreement));
        model.put("promised", Said.promised(agreement));
        return model;
    }

    private Map<String, Object> agreement(Agreement agreement, List<Move> moves) {
        var model = described(agreement);
        model.put("history", Samples.history());
        model.put("moves", moves);
        model.put("openComments", moves.size());
        model.put(
                "commentsOn",
                agreement instanceof Agreement.Proposed
                        ? "/agreements/" + Samples.DSA + "/comments/new"
                        : null);
        model.put("edits", false);
        model.put("board", SigningBoard.of(agreement, Samples.NOW));
        model.put("nextVersion", moves.contains(Move.TERMINATE) ? 2 : null);
        model.put("varies", !moves.isEmpty() && !moves.contains(Move.TERMINATE));
        model.put("reminds", !moves.isEmpty());
        model.put("invites", moves.contains(Move.LEAVE));
        model.put("supersedes", moves.contains(Move.LEAVE));
        model.put("expiring", moves.contains(Move.LEAVE));
        model.put(
                "successor",
                agreement instanceof Agreement.Superseded it ? it.successor().value() : null);
        model.put(
                "resumedBy",
                agreement instanceof Agreement.Suspended suspended
                        ? show.agency(suspended.stop().agency())
                        : null);
        model.put(
                "stop",
                agreement instanceof Agreement.Suspended suspended ? suspended.stop() : null);
        return model;
    }

    private Map<String, Object> step(Move move, FormErrors errors) {
        var model = described(Samples.proposed());
        model.put("base", "/agreements/" + Samples.DSA);
        model.put("impactTitle", "impact.title");
        model.put("impact", move.stops() ? impact() : null);
        model.put("move", move);
        model.put("office", move == Move.SIGN_OFF ? "siro" : "ig-lead");
        model.put("agency", Samples.BRENT);
        model.put("typed", "");
        model.put("errors", errors);
        model.put("maxText", 2000);
        return model;
    }

    private List<String> impact() {
        var spend = new DatasetId(Samples.BRENT, "council-spend");
        return new Consequences(show, words)
                .sentences(
                        new Impact(
                                List.of(new Impact.Reach(Samples.GLA, spend, ColumnScope.ALL)),
                                List.of(
                                        new Impact.Reach(
                                                Samples.GLA,
                                                spend,
                                                ColumnScope.only(List.of("Amount", "Vendor")))),
                                List.of(new Impact.Touched(Samples.GLA, spend, 3, 1)),
                                List.of(
                                        new Impact.Shift(
                                                Samples.GLA,
                                                spend,
                                                Protection.NONE,
                                                Samples.PROTECTION))));
    }

    private void ownRegister() {
        var line =
                new OwnRegisterPage.Line(
                        Samples.DSA.value(),
                        Samples.terms().title(),
                        List.of("Greater London Authority"),
                        List.of(Samples.SPEND.toString()),
                        "6(1)(e) Public task",
                        Samples.terms().ends(),
                        Samples.terms().reviewDue());
        var model = new HashMap<String, Object>();
        model.put("agency", Samples.BRENT);
        model.put("gives", List.of(line, line));
        model.put("gets", List.of());
        model.put("firstHref", null);
        model.put("nextHref", null);
        page("own-register", "own-register", "agreements", LEAD, model);
    }

    private void matrix() {
        var codes = new ArrayList<AgencyCode>();
        for (int i = 0; i < 38; i++) {
            codes.add(new AgencyCode("an-agency-of-london-" + (i + 10)));
        }
        var flows = new ArrayList<Flow>();
        for (int i = 0; i < codes.size(); i++) {
            for (int j = 0; j < codes.size(); j++) {
                if (i != j && (i * 7 + j * 3) % 4 != 0) {
                    flows.add(new Flow(codes.get(i), codes.get(j), 1 + (i + j) % 12));
                }
            }
        }
        page("matrix", "matrix", "home", null, matrix(flows, "/register", "register"));
        page(
                "matrix-own",
                "matrix",
                "agreements",
                LEAD,
                matrix(List.of(new Flow(Samples.BRENT, Samples.GLA, 2)), "/agreements", "own"));
        page("matrix-empty", "matrix", "home", null, matrix(List.of(), "/register", "register"));
    }

    private Map<String, Object> matrix(List<Flow> flows, String list, String which) {
        var model = new HashMap<String, Object>();
        model.put("matrix", FlowMatrix.of(flows, show, list));
        model.put("which", which);
        model.put("base", list);
        return model;
    }

    private void variations() {
        var before = Samples.terms();
        var after =
                before.with(
                        before.particulars()
                                .with(
                                        Place.agreement(),
                                        "benefits",
                                        Answer.of("Safer homes for tenants")));
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("terms", after);
        model.put("errors", FormErrors.none());
        page("agreement-vary", "agreement-vary", "agreements", LEAD, model);
        var changed = new Changed(Samples.QUESTIONS, said, show, words);
        model.put("version", 2);
        model.put("agreement", Samples.proposed());
        model.put("changes", changed.lines(TermsDiff.of(before, after)));
        model.put(
                "asked",
                List.of(
                        new VariationPage.Asked("brent", true),
                        new VariationPage.Asked("gla", false)));
        model.put("promises", said.promisesOfAll(Samples.proposed().head()));
        model.put("commentsOn", "/agreements/" + Samples.DSA + "/comments/new");
        model.put("openComments", 2);
        model.put("impact", impact());
        model.put("moves", List.of(Move.APPROVE, Move.RETURN, Move.WITHDRAW));
        model.put("writes", false);
        model.put("extent", "full");
        page("agreement-variation", "agreement-variation", "agreements", LEAD, model);
        var draft = new HashMap<>(model);
        draft.put("obstacle", OBSTACLE);
        draft.put("agreement", new Agreement.Draft(Samples.proposed().head()));
        draft.put("changes", List.of());
        draft.put("asked", List.of());
        draft.put("moves", List.of(Move.PROPOSE, Move.WITHDRAW));
        draft.put("writes", true);
        draft.put("commentsOn", null);
        page("agreement-variation-draft", "agreement-variation", "agreements", LEAD, draft);
        page(
                "agreement-step-withdraw",
                "agreement-step",
                "agreements",
                LEAD,
                step(Move.WITHDRAW, FormErrors.none()));
    }

    private void drafts() {
        page(
                "agreement-new",
                "agreement-form",
                "agreements",
                LEAD,
                draft(AgreementForm.blank("brent", "brent/council-spend"), FormErrors.none()));
        var errors = FormErrors.none();
        var empty = AgreementForm.blank("", "");
        AgreementReading.read(empty, errors, words);
        page("agreement-new-error", "agreement-form", "agreements", LEAD, draft(empty, errors));
        var edit = draft(AgreementForm.of(Samples.terms()), FormErrors.none());
        edit.put("reference", Samples.DSA);
        edit.put("remarks", Map.of("title", List.of(ClausesGallery.onContact())));
        page("agreement-edit", "agreement-form", "agreements", LEAD, edit);
        protectedDrafts();
    }

    private void protectedDrafts() {
        var more = AgreementForm.of(Samples.protectedTerms()).more("condition-0");
        page(
                "agreement-edit-protected",
                "agreement-form",
                "agreements",
                LEAD,
                draft(more, FormErrors.none()));
        var errors = FormErrors.none();
        var row = more.datasets().getFirst();
        var wrong =
                new AgreementForm.DatasetRow(
                        row.dataset(),
                        row.which(),
                        row.columns(),
                        "Expense Area\nSupplier Name",
                        row.pseudonymised(),
                        List.of(
                                new AgreementForm.ConditionRow("", "equals", "Brent"),
                                new AgreementForm.ConditionRow("Amount", "at-least", "much")));
        ProtectionReading.read(wrong, 0, errors, words);
        page(
                "agreement-edit-protected-error",
                "agreement-form",
                "agreements",
                LEAD,
                draft(more.withDatasets(List.of(wrong)), errors));
    }

    private void answers() {
        var sections = Section.all(Samples.COLLEAGUE, Samples.full());
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("terms", Samples.full());
        model.put("home", "/agreements/" + Samples.DSA);
        model.put("extent", "full");
        model.put(
                "headings",
                List.of(
                        new AnswersPage.Heading(
                                "The parties",
                                List.of(
                                        new Task("Brent Council", "/b", null, "Done", "green"),
                                        new Task(
                                                "Greater London Authority",
                                                "/g",
                                                null,
                                                words.say("answers.status.missing", 6),
                                                "yellow")))));
        model.put("unanswered", 6);
        model.put("comments", 2);
        model.put("legal", List.of("Name the condition of UK GDPR Article 9 that allows it"));
        model.put("warnings", List.of("Consent can be withdrawn at any time"));
        model.put("whole", false);
        model.put("ownBases", List.of(new AnswersPage.OwnBasis("Brent Council, for x", "/x")));
        page("agreement-tasks", "agreement-tasks", "agreements", LEAD, model);
        var whole = new HashMap<>(model);
        whole.put("unanswered", 0);
        whole.put("legal", List.of());
        whole.put("warnings", List.of());
        whole.put("whole", true);
        whole.put("ownBases", List.of());
        whole.put("extent", "condensed");
        page("agreement-tasks-whole", "agreement-tasks", "agreements", LEAD, whole);
        var waits = new HashMap<>(whole);
        waits.put("obstacle", OBSTACLE);
        page("agreement-tasks-waits", "agreement-tasks", "agreements", LEAD, waits);
        for (var section : sections) {
            if (section.group() == 'D' || section.group() == 'B') {
                var asks = asks(section, FormErrors.none());
                page(
                        "agreement-answers-" + section.about().replaceAll("[^a-z]", "-"),
                        "agreement-answers",
                        "agreements",
                        LEAD,
                        asks);
            }
        }
        var party = sections.stream().filter(each -> each.group() == 'B').findFirst().orElseThrow();
        var wrong = asks(party, FormErrors.of("ig-lead", "\"nobody\" is no e-mail address"));
        wrong.put(
                "differences",
                List.of(new AnswersPage.Difference("Who is told of a breach?", "Us", "Them")));
        page("agreement-answers-error", "agreement-answers", "agreements", LEAD, wrong);
        var commented = asks(party, FormErrors.none());
        commented.put("remarks", Map.of("ig-lead", List.of(ClausesGallery.onContact())));
        commented.put("onHeading", List.of(ClausesGallery.onContact()));
        commented.put("locked", Map.of("registration", "Z1234567"));
        page("agreement-answers-commented", "agreement-answers", "agreements", LEAD, commented);
        var takenOver = asks(party, FormErrors.none());
        takenOver.put("takenOver", "DSA-2026-0007");
        var offer =
                new TakenOver.Offer(
                        new AgreementRef("DSA-2026-0007"),
                        Map.of("ig-lead", List.of("ig@brent.example")));
        takenOver.put(
                "fields",
                AnswersPage.fields(party, offer.values(), Samples.VOCABULARIES, words).stream()
                        .map(field -> offer.mark(field, words))
                        .toList());
        page("agreement-answers-taken-over", "agreement-answers", "agreements", LEAD, takenOver);
    }

    private void document() {
        var model = described(Samples.active());
        model.put("terms", Samples.full());
        model.put("signatures", List.of(Samples.signature(Samples.BRENT)));
        model.put("digest", "ab".repeat(32));
        model.put("now", Samples.NOW);
        page("agreement-document", "agreement-document", "agreements", LEAD, model);
        var entry =
                new RegisterPage.Entry(
                        "DSA-2026-0001",
                        "Council spending for the procurement review",
                        "Brent Council",
                        "Greater London Authority",
                        List.of("Find suppliers that several agencies pay"),
                        "UK GDPR Article 6(1)(e), public task",
                        "31 October 2027");
        coverage("yes", List.of());
        coverage(
                "nearly",
                List.of(new Reason("columns", "DSA-2026-0001 does not give the column Name.")));
        page("register", "register", "home", null, register(List.of(entry), "/register?cursor=x"));
        page("register-empty", "register", "home", OFFICER, register(List.of(), null));
    }

    private void coverage(String verdict, List<Reason> missing) {
        var model = new HashMap<String, Object>();
        model.put("dataset", Samples.dataset(null));
        model.put("columnChoices", List.of(new Choice("Amount", "Amount")));
        model.put("chosen", List.of("Amount"));
        model.put("verdict", verdict);
        model.put(
                "candidates",
                List.of(
                        new Nearest.Candidate(
                                Samples.DSA,
                                1,
                                "Council spending",
                                List.of("datasets[0]"),
                                Samples.terms().purposes(),
                                missing)));
        page("coverage-" + verdict, "coverage", "datasets", OFFICER, model);
    }

    private static Map<String, Object> register(
            List<RegisterPage.Entry> entries, @Nullable String next) {
        var model = new HashMap<String, Object>();
        model.put("entries", entries);
        model.put("filtered", next == null ? null : "Agreements by which Brent gives data");
        model.put("firstHref", null);
        model.put("nextHref", next);
        return model;
    }

    private Map<String, Object> asks(Section section, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("revision", 3);
        model.put("group", String.valueOf(section.group()));
        model.put("about", section.about());
        model.put("heading", "The parties");
        model.put("title", said.title(section));
        model.put("errors", errors);
        model.put("extent", "full");
        model.put("differences", null);
        model.put("fields", AnswersPage.fields(section, Map.of(), Samples.VOCABULARIES, words));
        return model;
    }

    private Map<String, Object> draft(AgreementForm form, FormErrors errors) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("reference", null);
        model.put("revision", 0);
        model.put("errors", errors);
        model.put("refusal", null);
        model.put("agencyChoices", agencies());
        model.put(
                "roleChoices",
                List.of(new Choice("independent_controller", "Independent controller")));
        model.put(
                "actionChoices",
                List.of(new Choice("read", "Read and download"), new Choice("link", "Link")));
        model.put("article6Choices", Choice.cited(Samples.VOCABULARIES.article6()));
        model.put(
                "article9Choices",
                Choice.withFirst("Not needed", Choice.cited(Samples.VOCABULARIES.article9())));
        model.put(
                "schedule1Choices",
                Choice.withFirst("Not needed", Choice.of(Samples.VOCABULARIES.schedule1())));
        model.put(
                "extentChoices",
                List.of(
                        new Choice("full", words.say("extent.full")),
                        new Choice("condensed", words.say("extent.condensed"))));
        model.put(
                "doesChoices",
                List.of(
                        new Choice("provides", "Gives data"),
                        new Choice("receives", "Receives data")));
        model.put(
                "whichChoices",
                List.of(
                        new Choice("all", "All columns"),
                        new Choice("some", "Only these columns")));
        model.put(
                "testChoices",
                Arrays.stream(RowCondition.Test.values())
                        .map(test -> new Choice(test.word(), words.say("row-test." + test.word())))
                        .toList());
        return model;
    }

    private void trail() {
        var refused =
                new Outcome.Refused(List.of(new Reason("no-grant", "there is no grant in force")));
        var events =
                new ArrayList<>(
                        List.of(
                                Samples.event(refused),
                                Samples.event(new Outcome.Done()),
                                Samples.event(new Outcome.Allowed(List.of()))));
        page("audit", "audit", "audit", AUDITOR, trail(events, FormErrors.none(), ""));
        var looking = trail(events, FormErrors.none(), "");
        looking.put("lookedBackTo", Samples.NOW);
        looking.put("lookedThrough", 5000);
        page("audit-text", "audit", "audit", AUDITOR, looking);
        page(
                "audit-nothing-found",
                "audit",
                "audit",
                AUDITOR,
                trail(List.of(), FormErrors.none(), "nobody"));
        page(
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
        var stored = Samples.event(refused);
        page(
                "event",
                "event",
                "audit",
                AUDITOR,
                event(stored, new Provable.Proved(11, 1204, Samples.NOW)));
        page("event-not-yet", "event", "audit", AUDITOR, event(stored, new Provable.NotYet()));
        page(
                "event-contradicted",
                "event",
                "audit",
                AUDITOR,
                event(stored, new Provable.Contradicted("the root is another")));
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
        page("searches", "searches", "audit", AUDITOR, searches(List.of(line), ""));
        page("searches-none", "searches", "audit", AUDITOR, searches(List.of(), ""));
        var wrong = searches(List.of(line), "outcome=refused");
        wrong.put("errors", FormErrors.of("name", "Enter a name of 1 to 100 characters"));
        page("searches-error", "searches", "audit", AUDITOR, wrong);
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
        var open = new ReviewedAlert(Samples.alert(), List.of());
        var settled = new ReviewedAlert(Samples.volumeAlert(), List.of(Samples.review()));
        var history = new ReviewedAlert(Samples.historyAlert(), List.of());
        page("alerts", "alerts", "audit", AUDITOR, alertList(List.of(open, settled, history), ""));
        page("alerts-none", "alerts", "audit", AUDITOR, alertList(List.of(), ""));
        page("alerts-nothing-found", "alerts", "audit", AUDITOR, alertList(List.of(), "closed"));
        page("alert", "alert", "audit", AUDITOR, alert(open, ReviewForm.EMPTY, FormErrors.none()));
        page(
                "alert-history",
                "alert",
                "audit",
                AUDITOR,
                alert(history, ReviewForm.EMPTY, FormErrors.none()));
        var done = alert(settled, ReviewForm.EMPTY, FormErrors.none());
        done.put("done", words.say("alert.reviewed"));
        done.put("events", List.of());
        page("alert-reviewed", "alert", "audit", AUDITOR, done);
        var own = alert(open, ReviewForm.EMPTY, FormErrors.none());
        own.put("refusal", Samples.refusal());
        page("alert-own", "alert", "audit", AUDITOR, own);
        var errors = FormErrors.none();
        ReviewForm.EMPTY.read(errors, words);
        page("alert-error", "alert", "audit", AUDITOR, alert(open, ReviewForm.EMPTY, errors));
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
        model.put("events", List.of(Samples.event(new Outcome.Allowed(List.of()))));
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

    private Map<String, Object> trail(List<?> events, FormErrors errors, String actor) {
        var model = new HashMap<String, Object>();
        model.put(
                "form",
                new TrailForm(actor, "", "", "", "", "", "", DateInput.EMPTY, DateInput.EMPTY, ""));
        model.put("errors", errors);
        model.put("overseer", true);
        model.put("scope", words.say("audit.scope.everything"));
        model.put("agencyChoices", agencies());
        model.put("actionChoices", List.of(new Choice("", "Any action")));
        model.put("outcomeChoices", List.of(new Choice("", "Any outcome")));
        model.put("events", events);
        model.put("answers", true);
        model.put("traces", true);
        model.put("csvHref", "/audit/events.csv");
        model.put("evidenceHref", "/audit/evidence.zip");
        model.put("chart", events.isEmpty() ? null : Samples.chart());
        model.put("firstHref", null);
        model.put("nextHref", events.isEmpty() ? null : "/audit?cursor=3");
        return model;
    }

    private void retention() {
        var model = new HashMap<String, Object>();
        model.put("outlook", Samples.outlook());
        model.put("kept", "6 years");
        model.put("newest", "7 years");
        model.put("notice", 30);
        model.put("holds", List.of(Samples.hold(null), Samples.hold(Samples.lifting())));
        model.put("mayHold", true);
        model.put("kinds", HoldForm.kinds(words));
        model.put("form", HoldForm.EMPTY);
        model.put("errors", FormErrors.none());
        model.put("maxText", 2000);
        page("retention", "retention", "audit", AUDITOR, model);
        var wrong = new HashMap<>(model);
        var errors = FormErrors.none();
        var form = new HoldForm("dataset", "no dataset", "");
        form.read(errors, words);
        wrong.put("form", form);
        wrong.put("errors", errors);
        page("retention-error", "retention", "audit", AUDITOR, wrong);
        var nothing = new HashMap<>(model);
        nothing.put("outlook", new Retention.Outlook(null, List.of(), List.of(), List.of()));
        nothing.put("kept", words.say("retention.no-term"));
        nothing.put("newest", null);
        nothing.put("holds", List.of());
        nothing.put("mayHold", false);
        page("retention-nothing", "retention", "audit", OFFICER, nothing);
        for (var hold : List.of(Samples.hold(null), Samples.hold(Samples.lifting()))) {
            page(
                    hold.inForce() ? "hold" : "hold-lifted",
                    "hold",
                    "audit",
                    AUDITOR,
                    Map.of(
                            "hold",
                            hold,
                            "mayLift",
                            hold.inForce(),
                            "reason",
                            "",
                            "errors",
                            FormErrors.none(),
                            "maxText",
                            2000));
        }
        page(
                "event-pruned",
                "event-pruned",
                "audit",
                AUDITOR,
                Map.of("pruned", Samples.pruned(), "kept", "6 years"));
    }

    private void subjects() {
        var model = new HashMap<String, Object>();
        model.put("form", SubjectForm.EMPTY);
        model.put("errors", FormErrors.none());
        model.put(
                "kinds",
                SubjectForm.choices(
                        List.of(
                                new IdentifierKind("nhs_number", "NHS number", Tidying.DIGITS),
                                new IdentifierKind("email", "Email address", Tidying.ADDRESS))));
        model.put("mayWithhold", true);
        page("subject", "subject", "audit", AUDITOR, model);
        var wrong = new HashMap<>(model);
        var errors = FormErrors.none();
        SubjectForm.EMPTY.check(errors, words);
        wrong.put("errors", errors);
        page("subject-error", "subject", "audit", AUDITOR, wrong);
        var found = new HashMap<>(model);
        found.put("form", new SubjectForm("nhs_number", "943 476 5919", ""));
        found.put("traced", Samples.traced());
        page("subject-found", "subject", "audit", AUDITOR, found);
        page(
                "subject-copy",
                "subject-copy",
                "audit",
                AUDITOR,
                Map.of(
                        "accesses",
                        Samples.traced().accesses().items().stream()
                                .filter(access -> !access.withheld())
                                .toList(),
                        "made",
                        Samples.NOW));
        var withheld = new HashMap<String, Object>();
        withheld.put(
                "withholdings",
                List.of(Samples.withholding(null), Samples.withholding(Samples.NOW)));
        withheld.put("now", Samples.NOW);
        withheld.put("mayWithhold", true);
        withheld.put("form", WithholdForm.EMPTY);
        withheld.put("errors", FormErrors.none());
        withheld.put("maxText", 2000);
        page("withholdings", "withholdings", "audit", LEAD, withheld);
        var faults = FormErrors.none();
        WithholdForm.EMPTY.read(faults, words);
        var faulty = new HashMap<>(withheld);
        faulty.put("errors", faults);
        page("withholdings-error", "withholdings", "audit", LEAD, faulty);
        var one = new HashMap<>(withheld);
        one.put("withholding", Samples.withholding(null));
        one.put("mayChange", true);
        page("withholding", "withholding", "audit", LEAD, one);
    }

    private void rest() {
        page("sign-out", "sign-out", "sign-out", OFFICER, Map.of());
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
                        Samples.refusal().missing(),
                        "next",
                        Samples.refusal().next(),
                        "event",
                        Samples.EVENT));
        page(
                "error-not-recorded",
                "error",
                "",
                OFFICER,
                Map.of("wording", 503, "notRecorded", true));
        page("error-signed-out", "error", "", null, Map.of("wording", 404));
    }

    private List<Choice> agencies() {
        var choices = new ArrayList<>(List.of(new Choice("", "Choose one")));
        Samples.agencies()
                .all()
                .forEach(agency ->
                        choices.add(new Choice(agency.code().value(), show.agency(agency.code()))));
        return choices;
    }
}
