package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.LEAD;
import static city.datastore.platform.portal.Gallery.OFFICER;

import city.datastore.agreements.Flow;
import city.datastore.agreements.permits.Nearest;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages around agreements: parties, reminders, registers, the matrix and the document. */
final class RegisterGallery {
    private final Gallery.Wall wall;
    private final Said said;
    private final Show show;
    private final Words words;

    RegisterGallery(Gallery.Wall wall, Said said, Show show, Words words) {
        this.wall = wall;
        this.said = said;
        this.show = show;
        this.words = words;
    }

    void show() {
        agreementParties();
        reminders();
        ownRegister();
        matrix();
        document();
    }

    private void agreementParties() {
        var errors = FormErrors.none();
        var model = AgreementGallery.described(AgreementSamples.active(), said);
        model.put("errors", errors);
        model.put("base", "/agreements/" + Samples.DSA);
        model.put("agency", "camden");
        model.put("agencyName", "Camden Council");
        model.put("by", "");
        model.put("impact", List.of("3 grants of Greater London Authority on brent/spend stop."));
        model.put("form", AgreementPartiesPage.Invitation.BLANK);
        model.put("agencyChoices", Gallery.agencies(show));
        model.put("roleChoices", List.of(new Choice("joint_controller", "Joint controller")));
        model.put(
                "doesChoices",
                List.of(
                        new Choice("provides", "Gives data"),
                        new Choice("receives", "Receives data")));
        wall.page("agreement-nudge", "agreement-nudge", "agreements", LEAD, model);
        wall.page("agreement-invite", "agreement-invite", "agreements", LEAD, model);
        wall.page("agreement-supersede", "agreement-supersede", "agreements", LEAD, model);
        var wrong = new HashMap<>(model);
        wrong.put("errors", FormErrors.of("agency", words.say("invite.agency.missing")));
        wall.page("agreement-invite-error", "agreement-invite", "agreements", LEAD, wrong);
        wrong.put("errors", FormErrors.of("by", words.say("supersede.by.missing")));
        wall.page("agreement-supersede-error", "agreement-supersede", "agreements", LEAD, wrong);
        wrong.put("errors", FormErrors.of("step", "It does not wait for Camden"));
        wall.page("agreement-nudge-error", "agreement-nudge", "agreements", LEAD, wrong);
    }

    private void reminders() {
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("terms", AgreementSamples.terms());
        model.put("stands", true);
        model.put("over", false);
        model.put("sends", true);
        model.put(
                "lines",
                AgreementSamples.reminders().stream()
                        .map(each -> RemindersPage.line(each, true, words, show))
                        .toList());
        model.put(
                "coming",
                RemindersPage.coming(AgreementSamples.active(), Samples.NOW, words, show));
        model.put(
                "sources",
                RemindersPage.sources(
                        AgreementSamples.active(),
                        new Mailboxes(Map.of(Samples.GLA, new Mailbox("sharing@gla.example")))));
        wall.page("agreement-reminders", "agreement-reminders", "agreements", LEAD, model);
        var over = new HashMap<>(model);
        over.put("stands", false);
        over.put("over", true);
        over.put("sends", false);
        over.put("lines", List.of());
        over.put("coming", List.of());
        over.put("sources", List.of());
        wall.page("agreement-reminders-none", "agreement-reminders", "agreements", OFFICER, over);
        var waiting = new HashMap<>(model);
        waiting.put("sends", false);
        waiting.put(
                "lines",
                List.of(
                        RemindersPage.line(
                                AgreementSamples.reminders().getFirst(), false, words, show)));
        wall.page(
                "agreement-reminders-waiting", "agreement-reminders", "agreements", LEAD, waiting);
    }

    private void ownRegister() {
        var line =
                new OwnRegisterPage.Line(
                        Samples.DSA.value(),
                        AgreementSamples.terms().title(),
                        List.of("Greater London Authority"),
                        List.of(Samples.SPEND.toString()),
                        "6(1)(e) Public task",
                        AgreementSamples.terms().ends(),
                        AgreementSamples.terms().reviewDue());
        var model = new HashMap<String, Object>();
        model.put("agency", Samples.BRENT);
        model.put("gives", List.of(line, line));
        model.put("gets", List.of());
        model.put("firstHref", null);
        model.put("nextHref", null);
        model.put("whole", true);
        wall.page("own-register", "own-register", "agreements", LEAD, model);
        var first = new HashMap<>(model);
        first.put("gets", List.of());
        first.put("whole", false);
        first.put("nextHref", "/agreements/register?cursor=next");
        wall.page("own-register-first", "own-register", "agreements", LEAD, first);
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
        wall.page("matrix", "matrix", "home", null, matrix(flows, "/register", "register"));
        wall.page(
                "matrix-own",
                "matrix",
                "agreements",
                LEAD,
                matrix(List.of(new Flow(Samples.BRENT, Samples.GLA, 2)), "/agreements", "own"));
        wall.page(
                "matrix-empty", "matrix", "home", null, matrix(List.of(), "/register", "register"));
    }

    private Map<String, Object> matrix(List<Flow> flows, String list, String which) {
        var model = new HashMap<String, Object>();
        model.put("matrix", FlowMatrix.of(flows, show, list));
        model.put("which", which);
        model.put("base", list);
        return model;
    }

    private void document() {
        var model = AgreementGallery.described(AgreementSamples.active(), said);
        model.put("terms", AgreementSamples.full());
        model.put("signatures", List.of(AgreementSamples.signature(Samples.BRENT)));
        model.put("digest", "ab".repeat(32));
        model.put("now", Samples.NOW);
        wall.page("agreement-document", "agreement-document", "agreements", LEAD, model);
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
        wall.page(
                "register",
                "register",
                "home",
                null,
                register(List.of(entry), "/register?cursor=x"));
        wall.page("register-empty", "register", "home", OFFICER, register(List.of(), null));
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
                                AgreementSamples.terms().purposes(),
                                missing)));
        wall.page("coverage-" + verdict, "coverage", "datasets", OFFICER, model);
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
}
