package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comment.Reply;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TextField;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pages about single clauses of an agreement: comments, and what differs. */
final class ClausesGallery {
    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final SignedIn OFFICER =
            new SignedIn("gla.officer", "Greater London Authority", Set.of(Role.OFFICER));

    private final Gallery.Wall wall;

    ClausesGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    static Comment onContact() {
        return comment(
                1,
                new Clause.OfAnswer(new Place.OfParty(Samples.BRENT), "ig-lead"),
                "Is this mailbox read every day? <b>Nobody</b> answered last week.",
                List.of());
    }

    private static Comment onTitle() {
        return comment(
                2,
                new Clause.OfField(Clause.Field.TITLE),
                "Say which year.",
                List.of(
                        new Reply(1, false, signature(Samples.GLA, "We thought of 2027.")),
                        new Reply(2, true, signature(Samples.BRENT, ""))));
    }

    private static Comment comment(int number, Clause clause, String text, List<Reply> answers) {
        return new Comment(
                Samples.DSA, number, 1, 2, clause, signature(Samples.GLA, text), answers);
    }

    private static Signature signature(AgencyCode agency, String text) {
        return new Signature(
                agency, new PersonId("p-" + agency), agency + ".ig", Samples.NOW, text);
    }

    void show() {
        comments();
        comment();
        diff();
    }

    static Template template() {
        return new Template(
                "pan-london",
                2,
                Samples.GLA,
                "Sharing at low risk across London",
                "For data that is not about people.",
                List.of(
                        new Template.Clause(
                                new Slot.OfField(TextField.ARTICLE_6),
                                true,
                                List.of("6(1)(e)"),
                                "Public authorities share for their public task."),
                        new Template.Clause(
                                new Slot.OfQuestion(About.PARTY, "multi-factor"),
                                true,
                                List.of("yes"),
                                ""),
                        new Template.Clause(
                                new Slot.OfQuestion(About.AGREEMENT, "frequency"),
                                false,
                                List.of("monthly"),
                                ""),
                        new Template.Clause(
                                new Slot.OfField(TextField.TITLE),
                                false,
                                List.of(),
                                "In one line.")),
                signature(Samples.GLA, ""));
    }

    private void diff() {
        var model = model();
        model.put("title", "How DSA-2026-0001 differs from its template");
        model.put("before", "Template, version 2");
        model.put("after", "This agreement");
        model.put("template", template());
        model.put(
                "changes",
                List.of(
                        new Changed.Line("Title", "added", "", "Council spending", "title"),
                        new Changed.Line("Review due", "changed", "1 May", "1 June", "reviewDue"),
                        new Changed.Line("Purpose x", "taken", "To see", "", "purposes")));
        wall.page("agreement-diff", "agreement-diff", "agreements", LEAD, model);
        var same = new HashMap<>(model);
        same.put("template", null);
        same.put("title", "What changed in DSA-2026-0001");
        same.put("changes", List.of());
        wall.page("agreement-diff-same", "agreement-diff", "agreements", OFFICER, same);
    }

    private void comments() {
        var model = model();
        model.put("comments", true);
        model.put("typedAt", 0);
        model.put("typed", "");
        model.put("errors", FormErrors.none());
        model.put(
                "open",
                List.of(
                        new CommentsPage.Line(
                                onContact(), "Brent Council: Who leads?", true, true)));
        model.put("settled", List.of(new CommentsPage.Line(onTitle(), "Title", false, false)));
        wall.page("agreement-comments", "agreement-comments", "agreements", LEAD, model);
        var error = new HashMap<>(model);
        error.put("typedAt", 1);
        error.put("errors", FormErrors.of("text-1", "Enter an answer"));
        wall.page("agreement-comments-error", "agreement-comments", "agreements", LEAD, error);
        var none = new HashMap<>(model);
        none.put("comments", false);
        none.put("open", List.of());
        none.put("settled", List.of());
        wall.page("agreement-comments-none", "agreement-comments", "agreements", OFFICER, none);
    }

    private void comment() {
        var model = model();
        model.put("clause", "title");
        model.put("clauseName", "Title");
        model.put("clauseChoices", List.of());
        model.put("typed", "");
        model.put("maxText", 2000);
        model.put("errors", FormErrors.none());
        wall.page("agreement-comment", "agreement-comment", "agreements", LEAD, model);
        var choose = new HashMap<>(model);
        choose.put("clause", "");
        choose.put("clauseName", null);
        choose.put(
                "clauseChoices", List.of(new Choice("", "Choose"), new Choice("E", "E: The law")));
        choose.put("errors", FormErrors.of("clause", "Choose a clause"));
        wall.page("agreement-comment-choose", "agreement-comment", "agreements", LEAD, choose);
    }

    private static Map<String, Object> model() {
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("version", 1);
        model.put("home", "/agreements/" + Samples.DSA);
        model.put("terms", AgreementSamples.terms());
        return model;
    }
}
