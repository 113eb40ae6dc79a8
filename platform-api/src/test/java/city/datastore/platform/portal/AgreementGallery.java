package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.LEAD;
import static city.datastore.platform.portal.Gallery.OBSTACLE;
import static city.datastore.platform.portal.Gallery.OFFICER;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.permits.Frame;
import city.datastore.agreements.permits.Impact;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of agreements, of the moves on them and of their variations. */
final class AgreementGallery {
    private final Gallery.Wall wall;
    private final Said said;
    private final Show show;
    private final Words words;

    AgreementGallery(Gallery.Wall wall, Said said, Show show, Words words) {
        this.wall = wall;
        this.said = said;
        this.show = show;
        this.words = words;
    }

    void show() {
        agreements();
        variations();
    }

    private void agreements() {
        wall.page(
                "agreements",
                "agreements",
                "agreements",
                LEAD,
                agreementList(
                        List.of(
                                AgreementSamples.active(),
                                AgreementSamples.proposed(),
                                AgreementSamples.suspended())));
        wall.page("agreements-none", "agreements", "agreements", OFFICER, agreementList(List.of()));
        wall.page(
                "agreement-proposed",
                "agreement",
                "agreements",
                LEAD,
                agreement(AgreementSamples.proposed(), List.of(Move.APPROVE, Move.RETURN)));
        wall.page(
                "agreement-active",
                "agreement",
                "agreements",
                LEAD,
                agreement(AgreementSamples.active(), List.of(Move.SUSPEND, Move.TERMINATE)));
        wall.page(
                "agreement-suspended",
                "agreement",
                "agreements",
                OFFICER,
                agreement(AgreementSamples.suspended(), List.of()));
        wall.page(
                "agreement-of-many",
                "agreement",
                "agreements",
                LEAD,
                agreement(
                        AgreementSamples.ofFour(),
                        List.of(Move.SUSPEND, Move.LEAVE, Move.TERMINATE)));
        wall.page(
                "agreement-superseded",
                "agreement",
                "agreements",
                LEAD,
                agreement(AgreementSamples.superseded(), List.of()));
        for (Move move : Move.values()) {
            wall.page(
                    "agreement-" + move.code(),
                    "agreement-step",
                    "agreements",
                    LEAD,
                    step(move, FormErrors.none()));
        }
        var waits = step(Move.SIGN_OFF, FormErrors.none());
        waits.put("obstacle", OBSTACLE);
        waits.put("commentsOn", "/agreements/" + Samples.DSA + "/comments/new");
        wall.page("agreement-sign-off-waits", "agreement-step", "agreements", LEAD, waits);
        wall.page(
                "agreement-linked",
                "agreement",
                "agreements",
                LEAD,
                agreement(AgreementSamples.linked(), List.of(Move.APPROVE, Move.RETURN)));
        var linking = step(Move.APPROVE, FormErrors.none());
        linking.put("promises", said.promises(AgreementSamples.linked()));
        wall.page("agreement-linked-approve", "agreement-step", "agreements", LEAD, linking);
        var proposed = agreement(AgreementSamples.proposed(), List.of(Move.APPROVE, Move.RETURN));
        proposed.put("obstacle", OBSTACLE);
        wall.page("agreement-proposed-waits", "agreement", "agreements", LEAD, proposed);
        wall.page(
                "agreement-suspend-error",
                "agreement-step",
                "agreements",
                LEAD,
                step(Move.SUSPEND, FormErrors.of("text", words.say("step.suspend.missing"))));
        wall.page(
                "agreement-resume-error",
                "agreement-step",
                "agreements",
                LEAD,
                step(Move.RESUME, FormErrors.of("step", "It is not suspended any more")));
    }

    private void variations() {
        var before = AgreementSamples.terms();
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
        wall.page("agreement-vary", "agreement-vary", "agreements", LEAD, model);
        var changed = new Changed(Samples.QUESTIONS, said, show, words);
        model.put("version", 2);
        model.put("meanwhile", "active");
        model.put("agreement", AgreementSamples.proposed());
        model.put("changes", changed.lines(TermsDiff.of(before, after)));
        model.put("asked", List.of(new AgencyCode("brent"), new AgencyCode("gla")));
        model.put("left", List.of());
        model.put("board", SigningBoard.of(AgreementSamples.proposed(), Samples.NOW));
        model.put("reminder", Samples.BRENT);
        model.put("promises", said.promisesOfAll(AgreementSamples.proposed().head()));
        model.put("commentsOn", "/agreements/" + Samples.DSA + "/comments/new");
        model.put("openComments", 2);
        model.put("impact", impact());
        model.put("moves", List.of(Move.APPROVE, Move.RETURN, Move.WITHDRAW));
        model.put("writes", false);
        model.put("extent", "full");
        wall.page("agreement-variation", "agreement-variation", "agreements", LEAD, model);
        var draft = new HashMap<>(model);
        draft.put("obstacle", OBSTACLE);
        draft.put("agreement", new Agreement.Draft(AgreementSamples.proposed().head()));
        draft.put("changes", List.of());
        draft.put("board", new SigningBoard(List.of()));
        draft.put("left", List.of(Samples.GLA));
        draft.put("moves", List.of(Move.PROPOSE, Move.WITHDRAW));
        draft.put("writes", true);
        draft.put("commentsOn", null);
        wall.page("agreement-variation-draft", "agreement-variation", "agreements", LEAD, draft);
        var suspended = new HashMap<>(model);
        suspended.put("meanwhile", "suspended");
        wall.page(
                "agreement-variation-suspended",
                "agreement-variation",
                "agreements",
                LEAD,
                suspended);
        for (var move : List.of(Move.PROPOSE, Move.APPROVE, Move.WITHDRAW)) {
            var step = step(move, FormErrors.none());
            step.put("base", "/agreements/" + Samples.DSA + "/variation");
            wall.page("agreement-step-" + move.code(), "agreement-step", "agreements", LEAD, step);
        }
    }

    private Map<String, Object> agreementList(List<?> found) {
        var model = new HashMap<String, Object>();
        model.put("search", new AgreementsPage.Search("", "", ""));
        model.put("lead", !found.isEmpty());
        model.put("stateChoices", List.of(new Choice("", "Any state")));
        model.put("partyChoices", Gallery.agencies(show));
        model.put("found", found);
        model.put("firstHref", found.isEmpty() ? null : "/agreements");
        model.put("nextHref", found.isEmpty() ? null : "/agreements?cursor=x");
        return model;
    }

    static Map<String, Object> described(Agreement agreement, Said said) {
        var model = new HashMap<String, Object>();
        model.put("agreement", agreement);
        model.put("reference", Samples.DSA.value());
        model.put("terms", AgreementSamples.terms());
        model.put("chapters", said.chapters(AgreementSamples.full()));
        model.put("promises", said.promises(agreement));
        model.put("promised", Said.promised(agreement));
        return model;
    }

    private Map<String, Object> agreement(Agreement agreement, List<Move> moves) {
        var model = described(agreement, said);
        model.put("history", AgreementSamples.history());
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
        model.put("reminder", moves.isEmpty() ? null : Samples.BRENT);
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
        var model = described(AgreementSamples.proposed(), said);
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
                                List.of(new Impact.Touched(Samples.GLA, spend, 3, 1, 4, 2)),
                                List.of(
                                        new Impact.Shift(
                                                Samples.GLA,
                                                spend,
                                                Protection.NONE,
                                                Samples.PROTECTION)),
                                new Frame(
                                        new Frame.Moved<>(
                                                List.of(new PurposeCode("fraud")),
                                                List.of(new PurposeCode("procurement-review"))),
                                        new Frame.Moved<>(
                                                List.of(new PermittedAction("link")),
                                                List.of(new PermittedAction("analyse"))),
                                        new Frame.Span(
                                                Instant.parse("2026-11-21T00:00:00Z"),
                                                Instant.parse("2026-12-01T00:00:00Z")),
                                        new Frame.Span(
                                                Samples.NOW,
                                                Instant.parse("2027-07-31T23:00:00Z")))),
                        AgreementSamples.terms(),
                        AgreementSamples.termsFor(
                                new Terms.Purpose(new PurposeCode("fraud"), "find fraud")));
    }
}
