package city.datastore.platform.portal;

import city.datastore.access.policy.Treatment;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.TemplateCheck;
import city.datastore.agreements.templates.TemplateCheck.Written;
import city.datastore.platform.portal.TemplateForm.ClauseRow;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a template out of a form, and knows which control each clause came from. */
final class TemplateReading {
    private static final Pattern CLAUSE = Pattern.compile("clauses\\[(\\d+)]\\.(.*)");
    private static final String DATA = "datasets-0";

    private final List<Written> clauses = new ArrayList<>();
    private final List<String> controls = new ArrayList<>();
    private final TemplateForm form;

    /** Errors say what cannot be read; everything else is for the check to say. */
    TemplateReading(TemplateForm form, FormErrors errors, Words words) {
        this.form = form;
        for (ClauseRow row : form.clauses()) {
            if (!row.how().equals(TemplateForm.OUT)) {
                clause(row, errors, words);
            }
        }
        treatments(form.clear(), Treatment.CLEAR, "clear");
        treatments(form.data().masked(), Treatment.MASKED, DATA + "-masked");
        treatments(form.data().pseudonymised(), Treatment.PSEUDONYMISED, DATA + "-pseudonymised");
        var rows = ProtectionReading.read(form.data(), 0, errors, words).rows().conditions();
        for (int at = 0; at < rows.size(); at++) {
            var says = new ArrayList<String>();
            says.add(rows.get(at).test().word());
            says.addAll(rows.get(at).values());
            add(new Slot.OfRows(rows.get(at).column()), true, says, "", DATA + "-rows-" + at);
        }
        if (controls.isEmpty()) {
            errors.add("title", words.say("template-form.nothing"));
        }
    }

    private void clause(ClauseRow row, FormErrors errors, Words words) {
        String id = TemplateControls.id(row.slot());
        switch (row.how()) {
            case TemplateForm.LOCKED -> {
                if (row.says().isEmpty()) {
                    errors.add(id + "-says", words.say("template-form.says.missing"));
                }
            }
            case TemplateForm.EMPTY -> {
                if (!row.says().isEmpty()) {
                    errors.add(id + "-how", words.say("template-form.how.both"));
                }
            }
            case TemplateForm.OPEN -> {}
            default -> errors.add(id + "-how", words.say("template-form.how.missing"));
        }
        add(row.slot(), row.locked(), row.says(), row.hint(), id);
    }

    private void treatments(String columns, Treatment treatment, String control) {
        for (String column : ProtectionReading.lines(columns)) {
            add(new Slot.OfTreatment(column), true, List.of(treatment.word()), "", control);
        }
    }

    private void add(Slot slot, boolean locked, List<String> says, String hint, String control) {
        clauses.add(new Written(slot.toString(), locked, says, hint));
        controls.add(control);
    }

    TemplateCheck.Draft draft() {
        return new TemplateCheck.Draft(form.id(), form.title(), form.about(), clauses);
    }

    /** Where the form has what a fault is about. */
    String field(Fault fault) {
        var found = CLAUSE.matcher(fault.field());
        if (!found.matches()) {
            return fault.field().equals("clauses") ? "title" : fault.field();
        }
        String control = controls.get(Integer.parseInt(found.group(1)));
        if (control.startsWith(DATA + "-rows")) {
            return control + (found.group(2).startsWith("says") ? "-values" : "-column");
        }
        if (!control.startsWith("c-")) {
            return control;
        }
        return control + (found.group(2).startsWith("hint") ? "-hint" : "-says");
    }
}
