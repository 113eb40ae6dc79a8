package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.EmergencyArrangement;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form that opens emergency access. */
@Controller
@RequestMapping("/emergencies")
class EmergencyOpeningPage {
    private static final String PATH = "/emergencies/";

    /** What was typed when the second factor had become too old meanwhile; in memory alone. */
    private static final String TYPED = EmergencyOpeningPage.class.getName() + ".typed";

    private final EmergencyDesk desk;
    private final Arrangements arrangements;
    private final Vocabulary vocabulary;
    private final StepUp stepUp;
    private final Words words;

    EmergencyOpeningPage(
            EmergencyDesk desk,
            Arrangements arrangements,
            Vocabulary emergencyVocabulary,
            StepUp stepUp,
            Words words) {
        this.desk = desk;
        this.arrangements = arrangements;
        this.vocabulary = emergencyVocabulary;
        this.stepUp = stepUp;
        this.words = words;
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

    private String form(Caller caller, EmergencyForm form, FormErrors errors, Model model) {
        var usable = usable(caller, form.dataset());
        if (usable == null) {
            model.addAttribute("dataset", form.dataset());
            return "pages/emergency-not";
        }
        model.addAttribute("arranged", usable);
        model.addAttribute("columns", Choice.named(usable.columns()));
        model.addAttribute("reasons", Choice.of(vocabulary.reasons()));
        model.addAttribute("bases", Choice.of(vocabulary.bases()));
        model.addAttribute("maxText", EmergencyAsk.MAX_TEXT);
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
}
