package city.datastore.agreements.templates;

import city.datastore.access.policy.RowCondition;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AnswerRules;
import city.datastore.agreements.Faults;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.TermsCheck;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Slot.OfField;
import city.datastore.agreements.templates.Slot.OfQuestion;
import city.datastore.agreements.templates.Slot.OfRows;
import city.datastore.agreements.templates.Slot.OfTreatment;
import city.datastore.agreements.templates.Template.Clause;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules that a template has to keep before it is published; reports every fault at once. */
public final class TemplateCheck {
    public static final int MAX_CLAUSES = 300;
    public static final int MAX_TITLE = 200;
    public static final int MAX_TEXT = 2_000;
    public static final int MAX_HINT = 500;

    /** Longest path of a clause, in characters. */
    public static final int MAX_CLAUSE = 220;

    /** Most texts of one clause: a test on rows and its values. */
    public static final int MAX_SAYS = 1 + RowCondition.MAX_VALUES;

    /** Most text of all clauses together, in characters. */
    public static final int MAX_WHOLE = 256 * 1024;

    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;
    private final AnswerRules rules;

    public TemplateCheck(Vocabularies vocabularies, Questionnaire questionnaire) {
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
        this.rules = new AnswerRules(vocabularies);
    }

    /**
     * A clause as somebody wrote it, its slot not read yet.
     *
     * @param says null where that was left out: nobody locks a clause to nothing by forgetting it
     */
    public record Written(String clause, boolean locked, @Nullable List<String> says, String hint) {
        public Written {
            says = says == null ? null : List.copyOf(says);
        }

        List<String> texts() {
            return says == null ? List.of() : says;
        }

        int length() {
            return clause.length()
                    + hint.length()
                    + texts().stream().mapToInt(String::length).sum();
        }
    }

    /** A template as somebody wrote it. */
    public record Draft(String id, String title, String about, List<Written> clauses) {
        public Draft {
            clauses = List.copyOf(clauses);
        }

        int length() {
            return clauses.stream().mapToInt(Written::length).sum();
        }
    }

    /**
     * Its clauses, every word of a vocabulary in its stored spelling.
     *
     * @throws BadTerms with every fault, at most 100
     */
    List<Clause> check(Draft draft) {
        var faults = new Faults();
        try {
            TemplateRef.of(draft.id(), 1);
        } catch (NameException e) {
            faults.add("id", String.valueOf(e.getMessage()));
        }
        faults.text("title", "the title", draft.title().strip(), 1, MAX_TITLE, false);
        faults.text("about", "the text", draft.about().strip(), 1, MAX_TEXT, true);
        if (draft.length() > MAX_WHOLE) {
            faults.add(
                    "clauses",
                    "its clauses have "
                            + draft.length()
                            + " characters together; the most is "
                            + MAX_WHOLE
                            + ", so shorten them or leave some out");
        }
        var checked = new ArrayList<Clause>();
        if (faults.count("clauses", draft.clauses().size(), 1, MAX_CLAUSES, "clause", "clauses")) {
            boolean condensed = locksCondensed(draft);
            var seen = new HashSet<Slot>();
            for (int at = 0; at < draft.clauses().size(); at++) {
                Written each = draft.clauses().get(at);
                String path = "clauses[" + at + "]";
                var slot = Slot.parse(each.clause().strip()).filter(this::exists);
                if (slot.isEmpty()) {
                    faults.add(
                            path + ".clause",
                            "a template cannot speak of this; it can of "
                                    + fields()
                                    + ", of questions such as party.siro, of how a column leaves"
                                    + " such as treatments.NHS number, and of rows such as"
                                    + " rows.Ward");
                    continue;
                }
                if (!seen.add(slot.get())) {
                    faults.add(path + ".clause", slot.get() + " is in it twice; name it once");
                }
                checked.add(clause(slot.get(), each, condensed, path, faults));
            }
        }
        faults.throwIfAny();
        return checked;
    }

    private Clause clause(
            Slot slot, Written written, boolean condensed, String path, Faults faults) {
        String hint = written.hint().strip();
        faults.text(path + ".hint", "the hint", hint, 0, MAX_HINT, true);
        List<String> says = written.texts().stream().map(String::strip).toList();
        if (slot.protects() && !written.locked()) {
            faults.add(
                    path + ".locked",
                    "a template suggests nothing of how data leaves; lock this, or leave it out");
        }
        if (says.isEmpty()) {
            if (written.locked() && written.says() == null) {
                faults.add(
                        path + ".says",
                        "is missing; say what is locked, or an empty list where it is nothing");
            } else if (written.locked() && !canBeEmpty(slot, condensed)) {
                faults.add(
                        path + ".says",
                        slot
                                + " is locked, so it has to say something: an agreement cannot go"
                                + " without it");
            }
            return new Clause(slot, written.locked(), says, hint);
        }
        List<String> stored =
                switch (slot) {
                    case OfField(var field) -> field(field, says, path + ".says", faults);
                    case OfQuestion(var about, var id) ->
                            says.contains("")
                                    ? says
                                    : rules.check(
                                                    questionnaire.find(about, id).orElseThrow(),
                                                    path + ".says",
                                                    new Answer(says),
                                                    faults)
                                            .values();
                    case OfTreatment(var column) ->
                            ProtectionClauses.treatment(column, says, path, faults);
                    case OfRows(var column) -> ProtectionClauses.rows(column, says, path, faults);
                };
        if (stored.contains("")) {
            faults.add(path + ".says", "a text in it is empty; leave it out");
        }
        return new Clause(slot, written.locked(), stored, hint);
    }

    /**
     * Whether agreements could be made that say nothing there: a full one has to answer some
     * questions.
     */
    private boolean canBeEmpty(Slot slot, boolean condensed) {
        return switch (slot) {
            case OfField(var field) -> field.canBeEmpty();
            case OfQuestion(var about, var id) ->
                    condensed || !questionnaire.find(about, id).orElseThrow().needed();
            case OfTreatment _, OfRows _ -> false;
        };
    }

    private static boolean locksCondensed(Draft draft) {
        return draft.clauses().stream()
                .anyMatch(each ->
                        each.locked()
                                && each.clause().strip().equals(TextField.EXTENT.path())
                                && each.texts().equals(List.of("condensed")));
    }

    private List<String> field(TextField field, List<String> says, String path, Faults faults) {
        boolean many =
                switch (field) {
                    case PURPOSES, ACTIONS, GATEWAYS -> true;
                    case TITLE, ARTICLE_6, ARTICLE_9, SCHEDULE_1, EXTENT -> false;
                };
        faults.count(path, says.size(), 1, many ? TermsCheck.MAX_GATEWAYS : 1, "text", "texts");
        return says.stream().map(each -> one(field, each, path, faults)).toList();
    }

    private String one(TextField field, String text, String path, Faults faults) {
        return switch (field) {
            case TITLE -> {
                faults.text(path, "the title", text, 1, TermsCheck.MAX_TITLE, false);
                yield text;
            }
            case PURPOSES -> {
                faults.text(path, "the purpose", text, 1, TermsCheck.MAX_PURPOSE_TEXT, true);
                named(text, TextField::purpose, path, faults);
                yield text;
            }
            case ACTIONS -> {
                named(text, PermittedAction::new, path, faults);
                yield text;
            }
            case ARTICLE_6 -> faults.word(path, vocabularies.article6(), text);
            case ARTICLE_9 -> faults.word(path, vocabularies.article9(), text);
            case SCHEDULE_1 -> faults.word(path, vocabularies.schedule1(), text);
            case GATEWAYS -> {
                faults.text(path, "the gateway", text, 1, TermsCheck.MAX_LAW_TEXT, false);
                yield text;
            }
            case EXTENT -> {
                if (!text.equals("full") && !text.equals("condensed")) {
                    faults.add(path, "it has to be full or condensed");
                }
                yield text;
            }
        };
    }

    private static void named(
            String text, Function<String, ?> reading, String path, Faults faults) {
        try {
            var _ = reading.apply(text);
        } catch (NameException e) {
            faults.add(path, String.valueOf(e.getMessage()));
        }
    }

    private boolean exists(Slot slot) {
        return !(slot instanceof OfQuestion(var about, var id))
                || questionnaire.find(about, id).isPresent();
    }

    private static String fields() {
        return String.join(", ", Arrays.stream(TextField.values()).map(TextField::path).toList());
    }
}
