package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.names.AgreementRef;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The task list of an assessment, and the steps that are questions. */
@Controller
@RequestMapping("/agreements/{reference}/dpia")
class DpiaPage {
    private static final String STEPS = "need|processing|consultation|necessity|sign-off";

    private final Dpias dpias;
    private final DpiaFrame frame;
    private final DpiaSteps steps;
    private final Words words;

    DpiaPage(Dpias dpias, DpiaFrame frame, DpiaSteps steps, Words words) {
        this.dpias = dpias;
        this.frame = frame;
        this.steps = steps;
        this.words = words;
    }

    @GetMapping
    String tasks(Caller caller, @PathVariable String reference, Model model) {
        var assessed = dpias.see(caller, new AgreementRef(reference)).value();
        frame.describe(assessed, frame.writes(caller, assessed.agreement()), model);
        frame.risks(assessed, model);
        model.addAttribute("steps", frame.steps(assessed));
        model.addAttribute("signOff", frame.signOff(assessed));
        return "pages/dpia";
    }

    /** Looks at the terms again, and finds that the text still holds. */
    @PostMapping("/again")
    String lookAgain(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var stored = dpias.see(caller, ref).value().dpia().content();
        dpias.write(caller, ref, DpiaFields.revision(new Fields(sent)), stored);
        next.addFlashAttribute("done", words.say("dpia.again.done"));
        return "redirect:/agreements/" + ref + "/dpia";
    }

    @GetMapping("/{step:" + STEPS + "}")
    String ask(
            Caller caller, @PathVariable String reference, @PathVariable String step, Model model) {
        var assessed = dpias.see(caller, new AgreementRef(reference)).value();
        return show(
                caller,
                assessed,
                number(step),
                steps.stored(assessed, number(step)),
                FormErrors.none(),
                model);
    }

    @PostMapping("/{step:" + STEPS + "}")
    String answer(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String step,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var fields = new Fields(sent);
        int number = number(step);
        var assessed = dpias.see(caller, ref).value();
        var typed = steps.typed(assessed, number, fields);
        var errors = FormErrors.none();
        try {
            dpias.write(
                    caller,
                    ref,
                    DpiaFields.revision(fields),
                    steps.content(assessed, number, typed));
            next.addFlashAttribute("done", words.say("answers.done", steps.title(number)));
            return "redirect:/agreements/"
                    + ref
                    + "/dpia"
                    + (fields.has("next") && number < DpiaFrame.STEPS.size()
                            ? "/" + DpiaFrame.STEPS.get(number)
                            : "");
        } catch (AgreementException.BadTerms e) {
            e.faults()
                    .forEach(one -> errors.add(field(one.field()), Words.sentence(one.message())));
        } catch (AgreementException.ChangedMeanwhile e) {
            model.addAttribute("differences", steps.differences(assessed, number, typed));
            errors.add(Difference.SHOWN, words.say("changed.look"));
        } catch (AgreementException.WrongState e) {
            errors.add(FormErrors.STEP, Words.sentence(e.getMessage()));
        }
        return show(caller, assessed, number, typed, errors, model);
    }

    private String show(
            Caller caller,
            Assessed assessed,
            int number,
            Map<String, String> typed,
            FormErrors errors,
            Model model) {
        frame.describe(assessed, frame.writes(caller, assessed.agreement()), model);
        steps.show(assessed, number, typed, errors, model);
        return "pages/dpia-step";
    }

    private static int number(String step) {
        return DpiaFrame.STEPS.indexOf(step) + 1;
    }

    /** The control that a path in the domain means. */
    private static String field(String path) {
        if (path.startsWith("screening.")) {
            return DpiaSteps.EXPLAIN + path.substring("screening.".length());
        }
        return path.startsWith("answers.") ? path.substring("answers.".length()) : FormErrors.STEP;
    }
}
