package city.datastore.agreements.templates;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Faults;
import city.datastore.agreements.templates.TemplateDraft.Content;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps what a lead has written of a template until they publish it or throw it away. Whoever may
 * publish a template may keep a draft of it, and sees their own only; that is not on the record,
 * where a refusal is.
 */
public final class TemplateDrafts {
    /** Most drafts of one lead. */
    public static final int MAX_DRAFTS = 20;

    /** Most characters of one draft. */
    public static final int MAX_CHARACTERS = 400_000;

    /** Longest name that is kept, whatever a template may be called. */
    static final int MAX_NAME = 100;

    private static final int MAX_CONDITIONS = 1_000;

    private final Gatekeeper gate;
    private final TemplateRegister templates;
    private final TemplateDraftRegister register;
    private final TransactionOperations transactions;
    private final Clock clock;

    public TemplateDrafts(
            Gatekeeper gate,
            TemplateRegister templates,
            TemplateDraftRegister register,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.templates = templates;
        this.register = register;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The caller's, the last saved first. */
    public List<TemplateDraft> of(Caller caller) {
        return register.of(caller.person());
    }

    /** One of the caller's; empty where they have none of that number. */
    public Optional<TemplateDraft> find(Caller caller, int number) {
        return register.find(caller.person(), number);
    }

    /** The caller's draft of that template. */
    public Optional<TemplateDraft> named(Caller caller, String template) {
        return register.named(caller.person(), template);
    }

    /**
     * Keeps what was typed.
     *
     * @param number of the draft that it replaces, 0 for a new one
     * @param revision of the draft that the caller read
     * @throws ChangedMeanwhile where another window of theirs saved, published or threw it away, or
     *     has a draft of the same name
     */
    public TemplateDraft save(Caller caller, int number, long revision, Content content) {
        requireBounded(content);
        requireMayPublish(caller, content.template());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Objects.requireNonNull(
                transactions.execute(_ -> {
                    register.hold(caller.person());
                    requireFree(caller, number, content.template());
                    return number == 0
                            ? added(caller, content, now)
                            : register.replace(unchanged(caller, number, revision), content, now);
                }));
    }

    private TemplateDraft added(Caller caller, Content content, Instant now) {
        if (register.of(caller.person()).size() >= MAX_DRAFTS) {
            throw new WrongState(
                    "you have "
                            + MAX_DRAFTS
                            + " drafts of templates, and cannot have more; publish one or throw one"
                            + " away first");
        }
        return register.add(caller.person(), content, now);
    }

    private TemplateDraft unchanged(Caller caller, int number, long revision) {
        return register.find(caller.person(), number)
                .filter(stored -> stored.revision() == revision)
                .orElseThrow(() ->
                        new ChangedMeanwhile(
                                "your draft "
                                        + number
                                        + " was saved, published or thrown away in the meantime;"
                                        + " read it again first"));
    }

    private void requireFree(Caller caller, int number, String template) {
        if (register.named(caller.person(), template)
                .filter(other -> other.number() != number)
                .isPresent()) {
            throw new ChangedMeanwhile(
                    "you have a draft of " + template + " already; read it first");
        }
    }

    /** Throws a draft of the caller's away; nothing happens where there is none. */
    public void discard(Caller caller, int number) {
        transactions.executeWithoutResult(_ -> {
            register.hold(caller.person());
            find(caller, number)
                    .ifPresent(
                            draft -> register.delete(caller.person(), draft.content().template()));
        });
    }

    /** The gate records a refusal only when it is asked to let somebody through. */
    private void requireMayPublish(Caller caller, String template) {
        var owner = templates.latest(template).map(Template::owner).orElse(caller.agency());
        var question =
                Question.of(caller, Act.PUBLISH_TEMPLATE, Templates.toPublish(template, owner));
        if (!(gate.explain(question) instanceof Judgement.Allowed)) {
            gate.admit(question);
        }
    }

    private static void requireBounded(Content content) {
        var faults = new Faults();
        faults.text("id", "the name", content.template(), 1, MAX_NAME, false);
        if (content.characters() > MAX_CHARACTERS
                || content.clauses().size() > TemplateCheck.MAX_CLAUSES
                || content.conditions().size() > MAX_CONDITIONS) {
            faults.add(
                    "clauses",
                    "a draft holds at most "
                            + MAX_CHARACTERS
                            + " characters, "
                            + TemplateCheck.MAX_CLAUSES
                            + " clauses and "
                            + MAX_CONDITIONS
                            + " conditions");
        }
        faults.throwIfAny();
    }
}
