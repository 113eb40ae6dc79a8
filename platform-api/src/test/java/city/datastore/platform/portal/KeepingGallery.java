package city.datastore.platform.portal;

import static city.datastore.platform.portal.Gallery.AUDITOR;
import static city.datastore.platform.portal.Gallery.LEAD;
import static city.datastore.platform.portal.Gallery.OFFICER;

import city.datastore.audit.retention.Retention;
import city.datastore.platform.subjects.IdentifierKind;
import city.datastore.platform.subjects.Tidying;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of what is kept, and of who saw data about a person. */
final class KeepingGallery {
    private final Gallery.Wall wall;
    private final Words words;

    KeepingGallery(Gallery.Wall wall, Words words) {
        this.wall = wall;
        this.words = words;
    }

    void show() {
        retention();
        subjects();
    }

    private void retention() {
        var model = new HashMap<String, Object>();
        model.put("outlook", RecordSamples.outlook());
        model.put("kept", "6 years");
        model.put("newest", "7 years");
        model.put("notice", 30);
        model.put(
                "holds",
                List.of(RecordSamples.hold(null), RecordSamples.hold(RecordSamples.lifting())));
        model.put("mayHold", true);
        model.put("kinds", HoldForm.kinds(words));
        model.put("form", HoldForm.EMPTY);
        model.put("errors", FormErrors.none());
        model.put("maxText", 2000);
        wall.page("retention", "retention", "audit", AUDITOR, model);
        var wrong = new HashMap<>(model);
        var errors = FormErrors.none();
        var form = new HoldForm("dataset", "no dataset", "");
        form.read(errors, words);
        wrong.put("form", form);
        wrong.put("errors", errors);
        wall.page("retention-error", "retention", "audit", AUDITOR, wrong);
        var nothing = new HashMap<>(model);
        nothing.put("outlook", new Retention.Outlook(null, List.of(), List.of(), List.of()));
        nothing.put("kept", words.say("retention.no-term"));
        nothing.put("newest", null);
        nothing.put("holds", List.of());
        nothing.put("mayHold", false);
        wall.page("retention-nothing", "retention", "audit", OFFICER, nothing);
        for (var hold :
                List.of(RecordSamples.hold(null), RecordSamples.hold(RecordSamples.lifting()))) {
            wall.page(
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
        wall.page(
                "event-pruned",
                "event-pruned",
                "audit",
                AUDITOR,
                Map.of("pruned", RecordSamples.pruned(), "kept", "6 years"));
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
        wall.page("subject", "subject", "audit", AUDITOR, model);
        var wrong = new HashMap<>(model);
        var errors = FormErrors.none();
        SubjectForm.EMPTY.check(errors, words);
        wrong.put("errors", errors);
        wall.page("subject-error", "subject", "audit", AUDITOR, wrong);
        var found = new HashMap<>(model);
        found.put("form", new SubjectForm("nhs_number", "943 476 5919", ""));
        found.put("traced", RecordSamples.traced());
        wall.page("subject-found", "subject", "audit", AUDITOR, found);
        wall.page(
                "subject-copy",
                "subject-copy",
                "audit",
                AUDITOR,
                Map.of(
                        "accesses",
                        List.of(
                                new SubjectCopy.Line(
                                        Samples.NOW,
                                        "Greater London Authority",
                                        "Council spending (brent/council-spend)",
                                        Samples.DSA,
                                        "Find suppliers that several agencies pay for the same",
                                        "Amount, Date",
                                        "Released")),
                        "olderLeftOut",
                        true,
                        "made",
                        Samples.NOW));
        var withheld = new HashMap<String, Object>();
        withheld.put(
                "withholdings",
                List.of(RecordSamples.withholding(null), RecordSamples.withholding(Samples.NOW)));
        withheld.put("now", Samples.NOW);
        withheld.put("mayWithhold", true);
        withheld.put("form", WithholdForm.EMPTY);
        withheld.put("errors", FormErrors.none());
        withheld.put("maxText", 2000);
        wall.page("withholdings", "withholdings", "audit", LEAD, withheld);
        var faults = FormErrors.none();
        WithholdForm.EMPTY.read(faults, words);
        var faulty = new HashMap<>(withheld);
        faulty.put("errors", faults);
        wall.page("withholdings-error", "withholdings", "audit", LEAD, faulty);
        var one = new HashMap<>(withheld);
        one.put("withholding", RecordSamples.withholding(null));
        one.put("mayChange", true);
        wall.page("withholding", "withholding", "audit", LEAD, one);
    }
}
