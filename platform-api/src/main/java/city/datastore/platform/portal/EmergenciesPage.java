package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangement;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Duties;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.paging.Page;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Emergency access: where it starts, the form, and each access with what can be done with it. */
@Controller
@RequestMapping("/emergencies")
class EmergenciesPage {
    private static final int SHOWN = 50;
    private static final String PATH = "/emergencies/";

    /** What was typed when the second factor had become too old meanwhile; in memory alone. */
    private static final String TYPED = EmergenciesPage.class.getName() + ".typed";

    private final EmergencyDesk desk;
    private final Emergencies emergencies;
    private final Arrangements arrangements;
    private final Duties duties;
    private final Vocabulary vocabulary;
    private final Gatekeeper gatekeeper;
    private final StepUp stepUp;
    private final Words words;
    private final Clock clock;

    EmergenciesPage(
            EmergencyDesk desk,
            Emergencies emergencies,
            Arrangements arrangements,
            Duties duties,
            Vocabulary emergencyVocabulary,
            Gatekeeper gatekeeper,
            StepUp stepUp,
            Words words,
            Clock clock) {
        this.desk = desk;
        this.emergencies = emergencies;
        this.arrangements = arrangements;
        this.duties = duties;
        this.vocabulary = emergencyVocabulary;
        this.gatekeeper = gatekeeper;
        this.stepUp = stepUp;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String list(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String arranged,
            Model model) {
        emergencies.admitToList(caller);
        var found = Listed.page(SHOWN, cursor, part -> emergencies.list(caller, null, null, part));
        model.addAttribute("found", found.items());
        model.addAttribute("now", clock.instant());
        model.addAttribute("officer", caller.is(Role.OFFICER));
        model.addAttribute("onDuty", !duties.own(caller).isEmpty());
        var usable =
                Listed.page(Page.MAX_ITEMS, arranged, part -> arrangements.usable(caller, part));
        model.addAttribute("usable", usable.items().stream().map(Arrangement::arranged).toList());
        model.addAttribute(
                "usableHref",
                usable.next() == null
                        ? null
                        : Link.to("/emergencies").with("arranged", usable.next()).toString());
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        model.addAttribute("oversees", caller.is(Role.IG_LEAD) || caller.is(Role.AUDITOR));
        model.addAttribute("firstHref", cursor == null ? null : "/emergencies");
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to("/emergencies").with("cursor", found.next()).toString());
        return "pages/emergencies";
    }

    /** After the second factor, so that nobody fills it in to be sent away then. */
    @GetMapping("/new")
    String write(
            Caller caller,
            @RequestParam String dataset,
            HttpSession session,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!caller.stepUp()) {
            return stepUp.first(request, response);
        }
        var typed = session.getAttribute(TYPED);
        session.removeAttribute(TYPED);
        var form =
                typed instanceof EmergencyTyped before
                        ? before.shownTo(caller, dataset)
                        : EmergencyForm.about(dataset);
        return form(caller, form, FormErrors.none(), model);
    }

    @PostMapping
    String open(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            HttpSession session,
            Model model,
            RedirectAttributes next) {
        var form = EmergencyForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var wanted = form.read(errors, words);
        if (wanted != null) {
            try {
                var opened =
                        desk.open(
                                caller,
                                DatasetId.parse(form.dataset()),
                                null,
                                form.value(),
                                wanted);
                next.addFlashAttribute("done", words.say("emergency.opened"));
                return "redirect:" + PATH + opened.value().access().id();
            } catch (RefusedException e) {
                if (!e.takesSecondFactor()) {
                    throw e;
                }
                session.setAttribute(TYPED, new EmergencyTyped(caller.person(), form));
                return "redirect:" + Link.to(PATH + "new").with("dataset", form.dataset());
            } catch (EmergencyException.BadField e) {
                errors.add(
                        FormErrors.field(e.field(), EmergencyForm.FIELDS, "value"),
                        Words.sentence(e.getMessage()));
            } catch (EmergencyException.WrongState e) {
                errors.add("value", Words.sentence(e.getMessage()));
            }
        }
        return form(caller, form, errors, model);
    }

    @GetMapping("/{id}")
    String see(Caller caller, @PathVariable String id, Model model) {
        return show(
                caller,
                found(caller, id),
                new Fields(new LinkedMultiValueMap<>()),
                FormErrors.none(),
                model);
    }

    @PostMapping("/{id}/ending")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        AskForm.checkText(errors, "why", fields.text("why"), "emergency.why.missing", words);
        return done(
                caller,
                id,
                fields,
                errors,
                "why",
                () -> {
                    emergencies.end(caller, parsed(id), fields.text("why"));
                    next.addFlashAttribute("done", words.say("emergency.ended"));
                },
                model);
    }

    /** After the second factor, back to where it can be renewed. */
    @GetMapping("/{id}/renewal")
    String toRenew(
            Caller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        return caller.stepUp() ? "redirect:" + PATH + parsed(id) : stepUp.first(request, response);
    }

    @PostMapping("/{id}/renewal")
    String renew(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        var length = EmergencyForm.length(errors, words, "hours", fields.text("hours"));
        return done(
                caller,
                id,
                fields,
                errors,
                "hours",
                () -> {
                    emergencies.renew(
                            caller,
                            parsed(id),
                            length == null ? EmergencyAsk.USUAL_LENGTH : length);
                    next.addFlashAttribute("done", words.say("emergency.renewed"));
                },
                model);
    }

    @PostMapping("/{id}/review")
    String review(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        var outcome = Emergency.Outcome.of(fields.text("outcome"));
        if (outcome.isEmpty()) {
            errors.add("outcome", words.say("emergency.outcome.missing"));
        }
        AskForm.checkText(errors, "note", fields.text("note"), "emergency.note.missing", words);
        return done(
                caller,
                id,
                fields,
                errors,
                "note",
                () -> {
                    emergencies.review(
                            caller, parsed(id), outcome.orElseThrow(), fields.text("note"));
                    next.addFlashAttribute("done", words.say("emergency.reviewed"));
                },
                model);
    }

    /** Does it where nothing is wrong, and shows the access again with what is. */
    private String done(
            Caller caller,
            String id,
            Fields fields,
            FormErrors errors,
            String field,
            Runnable what,
            Model model) {
        if (!errors.any()) {
            try {
                what.run();
                return "redirect:" + PATH + parsed(id);
            } catch (RefusedException e) {
                if (!e.takesSecondFactor()) {
                    throw e;
                }
                return "redirect:" + PATH + parsed(id) + "/renewal";
            } catch (EmergencyException.WrongState | EmergencyException.BadField e) {
                errors.add(field, Words.sentence(e.getMessage()));
            } catch (EmergencyException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), fields, errors, model);
    }

    private Emergency found(Caller caller, String id) {
        try {
            return emergencies.see(caller, parsed(id)).value();
        } catch (EmergencyException.NotFound _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static EmergencyId parsed(String id) {
        try {
            return EmergencyId.parse(id);
        } catch (NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private String form(Caller caller, EmergencyForm form, FormErrors errors, Model model) {
        var usable = usable(caller, form.dataset());
        if (usable == null) {
            model.addAttribute("dataset", form.dataset());
            return "pages/emergency-not";
        }
        furnish(model, usable, vocabulary);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "pages/emergency-new";
    }

    private @Nullable EmergencyArrangement usable(Caller caller, String dataset) {
        try {
            return arrangements.usable(caller, DatasetId.parse(dataset)).orElse(null);
        } catch (NameException _) {
            return null;
        }
    }

    /** What the form offers. */
    static void furnish(Model model, EmergencyArrangement arranged, Vocabulary vocabulary) {
        model.addAttribute("arranged", arranged);
        model.addAttribute("columns", choices(List.copyOf(arranged.columns())));
        model.addAttribute("reasons", words(vocabulary.reasons()));
        model.addAttribute("bases", words(vocabulary.bases()));
        model.addAttribute("maxText", EmergencyAsk.MAX_TEXT);
    }

    static List<Choice> choices(List<String> names) {
        return names.stream().map(name -> new Choice(name, name)).toList();
    }

    static List<Choice> words(List<Vocabulary.Word> list) {
        return list.stream().map(word -> new Choice(word.code(), word.title())).toList();
    }

    static List<Choice> outcomes(Words words) {
        return Arrays.stream(Emergency.Outcome.values())
                .map(each -> new Choice(each.code(), words.say("emergency.outcome." + each.code())))
                .toList();
    }

    private String show(
            Caller caller, Emergency one, Fields typed, FormErrors errors, Model model) {
        var now = clock.instant();
        boolean runs = one.runsAt(now);
        model.addAttribute("one", one);
        model.addAttribute("state", one.stateAt(now));
        model.addAttribute("mine", one.access().holder().equals(caller.person()));
        model.addAttribute("runs", runs);
        model.addAttribute("call", desk.call(one.access().dataset()));
        model.addAttribute("reason", title(vocabulary.reasons(), one.reason()));
        model.addAttribute("basis", title(vocabulary.bases(), one.basis()));
        model.addAttribute("role", title(vocabulary.dutyRoles(), one.access().role()));
        model.addAttribute("mayEnd", runs && may(caller, Act.END_EMERGENCY, one));
        var renewing = runs && one.renewal() == null ? toRenew(caller, one) : null;
        model.addAttribute("mayRenew", renewing instanceof Judgement.Allowed);
        model.addAttribute(
                "renewsWithCode",
                renewing instanceof Judgement.Refused refused && refused.takesSecondFactor());
        model.addAttribute("mayReview", one.waitsAt(now) && may(caller, Act.REVIEW_EMERGENCY, one));
        model.addAttribute("outcomes", outcomes(words));
        model.addAttribute(
                "typed",
                Map.of(
                        "hours", typed.text("hours"),
                        "why", typed.text("why"),
                        "outcome", typed.text("outcome"),
                        "note", typed.text("note")));
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", EmergencyAsk.MAX_TEXT);
        return "pages/emergency";
    }

    static String title(List<Vocabulary.Word> list, String code) {
        return list.stream()
                .filter(word -> word.code().equals(code))
                .map(Vocabulary.Word::title)
                .findFirst()
                .orElse(code);
    }

    private Judgement toRenew(Caller caller, Emergency one) {
        return gatekeeper.explain(Question.of(caller, Act.RENEW_EMERGENCY, target(one)));
    }

    private boolean may(Caller caller, Act act, Emergency one) {
        return Possible.is(gatekeeper, caller, act, target(one));
    }

    private static Target target(Emergency one) {
        var access = one.access();
        return new Target.OfEmergency(
                access.id(), access.dataset(), access.holder(), access.agency());
    }
}
