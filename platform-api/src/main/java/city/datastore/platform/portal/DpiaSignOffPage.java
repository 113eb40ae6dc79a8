package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.DpiaCheck;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Advice of the data protection officer, what is decided, and the regulator's answer. */
@Controller
@RequestMapping("/agreements/{reference}/dpia")
class DpiaSignOffPage {
    private static final String KIND = "advice|outcome|regulator";

    /** What steps 1 to 7 still lack. */
    private static final Pattern WRITTEN = Pattern.compile("^(screening|answers)\\.|^risks");

    private final Dpias dpias;
    private final DpiaFrame frame;
    private final DpiaForms forms;
    private final Words words;

    DpiaSignOffPage(Dpias dpias, DpiaFrame frame, DpiaForms forms, Words words) {
        this.dpias = dpias;
        this.frame = frame;
        this.forms = forms;
        this.words = words;
    }

    /** Any of the three, as somebody typed it: by whom, which word, when, and the text. */
    record Typed(String who, String word, DateInput day, String text) {
        static final Typed BLANK = new Typed("", "", DateInput.EMPTY, "");

        /** What was typed into that control. */
        String of(String id) {
            return switch (id) {
                case "who" -> who;
                case "text" -> text;
                case "asked" -> day.isEmpty() ? "" : "a day";
                default -> word;
            };
        }

        static Typed of(Fields fields) {
            return new Typed(
                    fields.text("who"),
                    fields.text("advice") + fields.text("outcome") + fields.text("consultation"),
                    fields.date("asked"),
                    fields.text("text"));
        }
    }

    @GetMapping("/{kind:" + KIND + "}")
    String form(
            Caller caller, @PathVariable String reference, @PathVariable String kind, Model model) {
        var assessed = dpias.see(caller, new AgreementRef(reference)).value();
        return show(
                caller, assessed, kind, stored(kind, assessed.dpia()), FormErrors.none(), model);
    }

    @PostMapping("/{kind:" + KIND + "}")
    String record(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String kind,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var fields = new Fields(sent);
        var typed = Typed.of(fields);
        var errors = FormErrors.none();
        long revision = DpiaFields.revision(fields);
        try {
            if (take(caller, ref, kind, revision, typed, errors)) {
                next.addFlashAttribute("done", words.say("dpia." + kind + ".done"));
                return "redirect:/agreements/" + ref + "/dpia";
            }
        } catch (AgreementException.BadTerms e) {
            for (var fault : e.faults()) {
                if (WRITTEN.matcher(fault.field()).find()) {
                    errors.add("who", words.say("dpia.unwritten"));
                } else {
                    String id = field(kind, fault.field());
                    errors.add(id, forms.fault(id, typed.of(id), fault.message()));
                }
            }
        } catch (AgreementException.WrongState e) {
            errors.add("who", Words.sentence(e.getMessage()));
        } catch (AgreementException.ChangedMeanwhile e) {
            errors.add("who", words.say("dpia.changed"));
        }
        return show(caller, dpias.see(caller, ref).value(), kind, typed, errors, model);
    }

    private boolean take(
            Caller caller,
            AgreementRef ref,
            String kind,
            long revision,
            Typed typed,
            FormErrors errors) {
        switch (kind) {
            case "advice" ->
                    dpias.advise(caller, ref, revision, typed.who(), typed.word(), typed.text());
            case "outcome" ->
                    dpias.decide(caller, ref, revision, typed.who(), typed.word(), typed.text());
            default -> {
                var day = typed.day().date();
                if (day.isEmpty()) {
                    errors.add("asked", words.say("dpia.regulator.asked.missing"));
                    return false;
                }
                dpias.consult(
                        caller, ref, revision, typed.who(), day.get(), typed.word(), typed.text());
            }
        }
        return true;
    }

    private static Typed stored(String kind, Dpia dpia) {
        var advice = dpia.advice();
        var decision = dpia.decision();
        var consultation = dpia.consultation();
        if (kind.equals("advice") && advice != null) {
            return new Typed(advice.adviser(), advice.position(), DateInput.EMPTY, advice.text());
        }
        if (kind.equals("outcome") && decision != null) {
            return new Typed(
                    decision.decider(), decision.outcome(), DateInput.EMPTY, decision.reasons());
        }
        if (kind.equals("regulator") && consultation != null) {
            return new Typed(
                    consultation.reference(),
                    consultation.answer(),
                    DateInput.of(consultation.asked()),
                    consultation.text());
        }
        return Typed.BLANK;
    }

    private String show(
            Caller caller,
            Assessed assessed,
            String kind,
            Typed typed,
            FormErrors errors,
            Model model) {
        frame.describe(assessed, frame.may(caller, act(kind), assessed.agreement()), model);
        model.addAttribute("errors", errors);
        model.addAttribute("form", form(forms, words, kind, typed));
        return "pages/dpia-form";
    }

    static DpiaForms.Form form(DpiaForms forms, Words words, String kind, Typed typed) {
        String prefix = "dpia." + kind;
        var who = forms.line("who", prefix + ".who", typed.who());
        var text = forms.longText("text", prefix + ".said", typed.text(), DpiaCheck.MAX_TEXT);
        var word = forms.radios(vocabulary(kind), prefix + ".word", typed.word());
        return new DpiaForms.Form(
                words.say(prefix + ".title"),
                words.say(prefix + ".text"),
                kind,
                "",
                "",
                kind.equals("regulator")
                        ? List.of(
                                who,
                                forms.date("asked", prefix + ".asked", typed.day()),
                                word,
                                text)
                        : List.of(who, word, text),
                false);
    }

    private static Act act(String kind) {
        return switch (kind) {
            case "advice" -> Act.ADVISE_ON_DPIA;
            case "outcome" -> Act.DECIDE_DPIA;
            default -> Act.CONSULT_REGULATOR;
        };
    }

    private static String vocabulary(String kind) {
        return kind.equals("regulator") ? "consultation" : kind;
    }

    /** The control that a path in the domain means. */
    private static String field(String kind, String path) {
        return switch (path) {
            case "text", "reasons" -> "text";
            case "asked" -> "asked";
            case "position", "outcome", "answer" -> vocabulary(kind);
            default -> "who";
        };
    }
}
