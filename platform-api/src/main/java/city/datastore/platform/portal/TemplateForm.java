package city.datastore.platform.portal;

import city.datastore.access.policy.RowFilter;
import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateDraft;
import city.datastore.platform.portal.AgreementForm.ConditionRow;
import city.datastore.platform.portal.AgreementForm.DatasetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A template as somebody types it.
 *
 * @param of the version that this one comes after, 0 where it is a new template
 * @param clear columns that leave in clear, one a line
 * @param data how other columns leave, and which rows; it names no dataset
 */
record TemplateForm(
        String id,
        int of,
        String title,
        String about,
        List<ClauseRow> clauses,
        String clear,
        DatasetRow data) {
    static final String LOCKED = "locked";
    static final String EMPTY = "empty";
    static final String OPEN = "open";
    static final String OUT = "out";

    private static final String VERSION = "[0-9]{1,4}";

    TemplateForm {
        clauses = List.copyOf(clauses);
    }

    /**
     * One clause of it.
     *
     * @param how {@code locked}, {@code empty} (locked to nothing), {@code open} or {@code out}
     * @param says what the control holds
     */
    record ClauseRow(Slot slot, String how, List<String> says, String hint) {
        ClauseRow {
            says = List.copyOf(says);
        }

        static ClauseRow blank(Slot slot) {
            return new ClauseRow(slot, "", List.of(), "");
        }

        static ClauseRow of(Template.Clause clause) {
            String how = clause.says().isEmpty() ? EMPTY : LOCKED;
            return new ClauseRow(
                    clause.slot(), clause.locked() ? how : OPEN, clause.says(), clause.hint());
        }

        boolean locked() {
            return how.equals(LOCKED) || how.equals(EMPTY);
        }
    }

    static TemplateForm blank() {
        return new TemplateForm("", 0, "", "", List.of(), "", DatasetRow.EMPTY);
    }

    /** The next version of a template, saying the same. */
    static TemplateForm of(Template latest) {
        var clear = new ArrayList<String>();
        var masked = new ArrayList<String>();
        var pseudonymised = new ArrayList<String>();
        var conditions = new ArrayList<ConditionRow>();
        for (Template.Clause each : latest.clauses()) {
            switch (each.slot()) {
                case Slot.OfTreatment(var column) ->
                        (switch (each.says().getFirst()) {
                                    case "masked" -> masked;
                                    case "pseudonymised" -> pseudonymised;
                                    default -> clear;
                                })
                                .add(column);
                case Slot.OfRows(var column) ->
                        conditions.add(
                                new ConditionRow(
                                        column,
                                        each.says().getFirst(),
                                        String.join(
                                                "\n", each.says().subList(1, each.says().size()))));
                case Slot.OfField _, Slot.OfQuestion _ -> {}
            }
        }
        return new TemplateForm(
                latest.id(),
                latest.version(),
                latest.title(),
                latest.about(),
                latest.clauses().stream()
                        .filter(each -> !each.slot().protects())
                        .map(ClauseRow::of)
                        .toList(),
                String.join("\n", clear),
                new DatasetRow(
                        "",
                        "",
                        "",
                        String.join("\n", masked),
                        String.join("\n", pseudonymised),
                        conditions));
    }

    /**
     * As somebody left it.
     *
     * @param slots finds the clause of a path; one that there is no longer is left out
     */
    static TemplateForm of(TemplateDraft.Content content, Function<String, Optional<Slot>> slots) {
        return new TemplateForm(
                content.template(),
                content.of(),
                content.title(),
                content.about(),
                content.clauses().stream()
                        .flatMap(each ->
                                slots.apply(each.clause()).stream()
                                        .map(slot ->
                                                new ClauseRow(
                                                        slot,
                                                        each.how(),
                                                        each.says(),
                                                        each.hint())))
                        .toList(),
                content.clear(),
                new DatasetRow(
                        "",
                        "",
                        "",
                        content.masked(),
                        content.pseudonymised(),
                        content.conditions().stream()
                                .map(each ->
                                        new ConditionRow(each.column(), each.test(), each.values()))
                                .toList()));
    }

    /** All that was typed. */
    TemplateDraft.Content content() {
        return new TemplateDraft.Content(
                id,
                of,
                title,
                about,
                clauses.stream()
                        .map(each ->
                                new TemplateDraft.Line(
                                        each.slot().toString(),
                                        each.how(),
                                        each.says(),
                                        each.hint()))
                        .toList(),
                clear,
                data.masked(),
                data.pseudonymised(),
                data.conditions().stream()
                        .map(each ->
                                new TemplateDraft.Condition(
                                        each.column(), each.test(), each.values()))
                        .toList());
    }

    /** The same, to come after another version. */
    TemplateForm after(int version) {
        return new TemplateForm(id, version, title, about, clauses, clear, data);
    }

    /** What was sent, with the clauses that were read from it. */
    static TemplateForm of(Fields fields, List<ClauseRow> clauses) {
        String of = fields.text("of");
        var data = AgreementForm.of(fields).datasets();
        return new TemplateForm(
                fields.text("id"),
                of.matches(VERSION) ? Integer.parseInt(of) : 0,
                fields.text("title"),
                fields.text("about"),
                clauses,
                fields.text("clear"),
                data.isEmpty() ? DatasetRow.EMPTY : data.getFirst().compact());
    }

    /** With one more clause, of which nothing is said yet. */
    TemplateForm more(Slot slot) {
        var more = new ArrayList<>(clauses);
        more.add(ClauseRow.blank(slot));
        return new TemplateForm(id, of, title, about, more, clear, data);
    }

    /** With one more blank condition on rows, where there can be one. */
    TemplateForm moreConditions() {
        var more = new ArrayList<>(data.conditions());
        if (more.size() < RowFilter.MAX_CONDITIONS) {
            more.add(ConditionRow.EMPTY);
        }
        return new TemplateForm(id, of, title, about, clauses, clear, data.with(more));
    }

    boolean chosen(Slot slot) {
        return clauses.stream().anyMatch(each -> each.slot().equals(slot));
    }
}
