package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.ownerrules.OwnerRuleAsk;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.ownerrules.OwnerRules;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.OwnerRule;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.RuleId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages of one kind of owner's rule: a list, a form with a look at whom one would concern, and
 * ending. Templates and wording are found by what the kind is called.
 */
abstract class OwnerRulesPage<
        I extends RuleId,
        R extends OwnerRule<I>,
        A extends OwnerRuleAsk,
        F extends OwnerRuleForm<A>> {
    private static final int SHOWN = 50;
    private static final int AT_A_TIME = 200;

    /** Most datasets that are offered; one that is not can be come to from its own page. */
    private static final int MOST_CHOICES = 5_000;

    private final Kind kind;
    private final OwnerRules<I, R, A> rules;
    private final Datasets datasets;
    private final Words words;
    private final Clock clock;

    /**
     * What a kind is called in templates and wording.
     *
     * @param one such as {@code condition}, for {@code pages/condition} and {@code condition.title}
     * @param many such as {@code conditions}, also the path
     * @param ended the word of what is said when one has ended
     * @param otherwise the field that what is wrong with no field is said at
     */
    record Kind(String one, String many, String ended, String otherwise) {}

    OwnerRulesPage(
            Kind kind, OwnerRules<I, R, A> rules, Datasets datasets, Words words, Clock clock) {
        this.kind = kind;
        this.rules = rules;
        this.datasets = datasets;
        this.words = words;
        this.clock = clock;
    }

    /** The form as it was sent. */
    abstract F form(Fields fields);

    /** The page on which it is filled in. */
    abstract String form(Caller caller, F form, FormErrors errors, Model model);

    /** Adds whom it would concern. */
    abstract void look(Caller caller, A ask, Model model);

    /** Reads the id of one, as it is in a path. */
    abstract I id(String text);

    /** Adds what a list of this kind shows beside the rules. */
    void beside(Caller caller, Model model) {}

    /** Adds what the page of a rule of this kind shows beside it. */
    void beside(R rule, Model model) {}

    /** The form once more, after somebody else came first. */
    String overtaken(
            Caller caller, F form, A ask, OwnerRuleException.WrongState fault, Model model) {
        var errors = FormErrors.of(kind.otherwise(), Words.sentence(fault.getMessage()));
        return form(caller, form, errors, model);
    }

    /** What is said when it is set. */
    String done(R rule) {
        return words.say(kind.one() + ".set");
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        rules.admitToList(caller, null);
        var found = Listed.page(SHOWN, cursor, part -> rules.list(caller, null, false, part));
        beside(caller, model);
        model.addAttribute("found", found.items());
        model.addAttribute("now", clock.instant());
        model.addAttribute("maySet", rules.maySet(caller));
        model.addAttribute("firstHref", cursor == null ? null : path());
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to(path()).with("cursor", found.next()).toString());
        return "pages/" + kind.many();
    }

    /** Shows whom it would concern, before anybody is. */
    @PostMapping("/check")
    String check(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var form = form(fields);
        var errors = FormErrors.none();
        var ask = fields.has("change") ? null : form.read(errors, words);
        if (ask != null && exists(caller, form, ask, errors)) {
            try {
                look(caller, ask, model);
                model.addAttribute("form", form);
                return "pages/" + kind.one() + "-check";
            } catch (OwnerRuleException.BadField e) {
                errors.add(field(form, e.field()), Words.sentence(e.getMessage()));
            }
        }
        return form(caller, form, errors, model);
    }

    @PostMapping
    String set(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = form(new Fields(sent));
        var errors = FormErrors.none();
        var ask = form.read(errors, words);
        if (ask != null && exists(caller, form, ask, errors)) {
            try {
                var set = rules.set(caller, ask).value();
                next.addFlashAttribute("done", done(set.rule()));
                return "redirect:" + path();
            } catch (OwnerRuleException.BadField e) {
                errors.add(field(form, e.field()), Words.sentence(e.getMessage()));
            } catch (OwnerRuleException.WrongState e) {
                return overtaken(caller, form, ask, e, model);
            }
        }
        return form(caller, form, errors, model);
    }

    @GetMapping("/{id}")
    String see(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), "", FormErrors.none(), model);
    }

    /** Ends one, at the path of its kind. */
    String ending(
            Caller caller,
            String id,
            MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String reason = new Fields(sent).text("reason");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", reason, kind.one() + ".reason.missing", words);
        if (!errors.any()) {
            try {
                rules.end(caller, parsed(id), reason);
                next.addFlashAttribute("done", words.say(kind.ended()));
                return "redirect:" + path();
            } catch (OwnerRuleException.WrongState e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            } catch (OwnerRuleException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), reason, errors, model);
    }

    /** Every dataset of the caller's agency, and each of them; also what was chosen. */
    List<Choice> choices(Caller caller, String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", words.say(kind.one() + ".dataset.all")));
        var agency = caller.agency();
        if (agency != null) {
            var ours = new DatasetQuery(null, agency, null, null);
            String next = null;
            do {
                var page = datasets.find(caller, ours, new PageRequest(AT_A_TIME, next));
                page.items()
                        .forEach(each ->
                                choices.add(new Choice(each.id().toString(), each.title())));
                next = page.next();
            } while (next != null && choices.size() < MOST_CHOICES);
        }
        if (choices.stream().noneMatch(choice -> choice.value().equals(chosen))) {
            choices.add(new Choice(chosen, chosen));
        }
        return choices;
    }

    /** Nobody sets a rule on what is not there; whose it is, the gate and the ask look at. */
    private boolean exists(Caller caller, F form, A ask, FormErrors errors) {
        var dataset = ask.dataset();
        try {
            if (dataset != null) {
                datasets.see(caller, dataset);
            }
            return true;
        } catch (DatasetException.NotFound _) {
            errors.add(
                    field(form, "dataset"), words.say(kind.one() + ".dataset.not-ours", dataset));
            return false;
        }
    }

    private String field(F form, String path) {
        return FormErrors.field(path, form.fields(), kind.otherwise());
    }

    private RuleEntry<R> found(Caller caller, String id) {
        try {
            return rules.see(caller, parsed(id)).value();
        } catch (OwnerRuleException.NotFound _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private I parsed(String id) {
        try {
            return id(id);
        } catch (NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private String show(
            Caller caller, RuleEntry<R> one, String reason, FormErrors errors, Model model) {
        boolean stands = one.standsAt(clock.instant());
        beside(one.rule(), model);
        model.addAttribute("one", one);
        model.addAttribute("stands", stands);
        model.addAttribute("mayEnd", stands && rules.mayEnd(caller, one.rule()));
        model.addAttribute("reason", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", OwnerRuleAsk.MAX_TEXT);
        return "pages/" + kind.one();
    }

    private String path() {
        return "/" + kind.many();
    }
}
