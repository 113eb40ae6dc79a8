package city.datastore.platform.portal;

import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.TextField;
import city.datastore.platform.portal.AgreementForm.ConditionRow;
import city.datastore.platform.portal.AgreementForm.DatasetRow;
import city.datastore.platform.portal.TemplateForm.ClauseRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A template begun from what an agreement says. Every clause is open at first: whoever publishes it
 * says what is locked. What is about one party or one column stays behind.
 */
final class TemplateStart {
    /** Who a party is, which no template knows. */
    private static final char PARTIES = 'B';

    private final Terms terms;

    private TemplateStart(Terms terms) {
        this.terms = terms;
    }

    static TemplateForm from(Terms terms, Questionnaire questionnaire) {
        var start = new TemplateStart(terms);
        var clauses = new ArrayList<ClauseRow>();
        for (TextField field : TextField.values()) {
            add(clauses, new Slot.OfField(field), field.of(terms));
        }
        for (Question question : questionnaire.questions()) {
            if (question.about() != About.COLUMN
                    && !(question.about() == About.PARTY && question.group() == PARTIES)) {
                start.said(question)
                        .ifPresent(says ->
                                add(
                                        clauses,
                                        new Slot.OfQuestion(question.about(), question.id()),
                                        says));
            }
        }
        return new TemplateForm("", 0, terms.title(), "", clauses, "", start.data());
    }

    private static void add(List<ClauseRow> clauses, Slot slot, List<String> says) {
        if (!says.isEmpty()) {
            clauses.add(new ClauseRow(slot, TemplateForm.OPEN, says, ""));
        }
    }

    /** What it answers everywhere alike. */
    private Optional<List<String>> said(Question question) {
        var answers =
                terms.particulars().answers().entrySet().stream()
                        .filter(each -> each.getKey().about() == question.about())
                        .filter(each -> each.getValue().containsKey(question.id()))
                        .map(each -> each.getValue().get(question.id()).values())
                        .distinct()
                        .toList();
        return answers.size() == 1 ? Optional.of(answers.getFirst()) : Optional.empty();
    }

    private DatasetRow data() {
        return new DatasetRow(
                "",
                "",
                "",
                columns(Treatment.MASKED),
                columns(Treatment.PSEUDONYMISED),
                terms.datasets().stream()
                        .flatMap(each -> each.protection().rows().conditions().stream())
                        .filter(this::holdsEverywhere)
                        .distinct()
                        .map(each ->
                                new ConditionRow(
                                        each.column(),
                                        each.test().word(),
                                        String.join("\n", each.values())))
                        .toList());
    }

    private String columns(Treatment treatment) {
        var columns = new TreeSet<String>();
        terms.datasets().forEach(each -> columns.addAll(each.protection().columns(treatment)));
        return String.join("\n", columns);
    }

    private boolean holdsEverywhere(RowCondition condition) {
        return terms.datasets().stream()
                .allMatch(each -> each.protection().rows().conditions().contains(condition));
    }
}
