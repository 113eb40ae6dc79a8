package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.dpia.DpiaCheck;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.names.AgreementRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Steps 5 and 6 of an assessment: its risks in the matrix, and what is done about each. */
@Controller
@RequestMapping("/agreements/{reference}/dpia")
class DpiaRisksPage {
    private static final String KIND = "risks|measures";
    private static final String NEW = "new";

    /** The step under which the agreement's own harms are shown. */
    private static final int HARMS = 5;

    private final Dpias dpias;
    private final DpiaReview review;
    private final Description description;
    private final DpiaFrame frame;
    private final DpiaForms forms;
    private final Words words;

    DpiaRisksPage(
            Dpias dpias,
            DpiaReview review,
            Description description,
            DpiaFrame frame,
            DpiaForms forms,
            Words words) {
        this.dpias = dpias;
        this.review = review;
        this.description = description;
        this.frame = frame;
        this.forms = forms;
        this.words = words;
    }

    @GetMapping("/{kind:" + KIND + "}")
    String list(
            Caller caller, @PathVariable String reference, @PathVariable String kind, Model model) {
        var assessed = dpias.see(caller, new AgreementRef(reference)).value();
        frame.describe(assessed, frame.writes(caller, assessed.agreement()), model);
        frame.risks(assessed, model);
        model.addAttribute("kind", kind);
        model.addAttribute(
                "harms",
                description.of(assessed.agreement().head().terms(), HARMS).stream()
                        .map(Description.Line::answer)
                        .collect(Collectors.joining("\n")));
        model.addAttribute(
                "hazards",
                review.hazards(assessed.agreement().head().terms(), assessed.dpia().content()));
        return "pages/dpia-risks";
    }

    @GetMapping("/{kind:" + KIND + "}/{number:new|[0-9]{1,3}}")
    String form(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String kind,
            @PathVariable String number,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        var assessed = dpias.see(caller, new AgreementRef(reference)).value();
        var risk = at(assessed, number);
        if (risk.isEmpty() && !(kind.equals("risks") && number.equals(NEW))) {
            return "redirect:/agreements/" + reference + "/dpia/" + kind;
        }
        var typed =
                risk.map(DpiaRisksPage::typed)
                        .orElseGet(() -> Typed.suggested(new Fields(sent).text("text")));
        return show(caller, assessed, kind, number, typed, FormErrors.none(), model);
    }

    @PostMapping("/{kind:" + KIND + "}/{number:new|[0-9]{1,3}}")
    String save(
            Caller caller,
            @PathVariable String reference,
            @PathVariable String kind,
            @PathVariable String number,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var ref = new AgreementRef(reference);
        var fields = new Fields(sent);
        var assessed = dpias.see(caller, ref).value();
        var typed = Typed.of(fields);
        var errors = FormErrors.none();
        var risks = new ArrayList<>(assessed.dpia().content().risks());
        int at = place(risks, number, typed.was());
        boolean removed = fields.has("remove");
        boolean adds = number.equals(NEW) && kind.equals("risks") && !removed;
        if (at < 0 && !adds) {
            errors.add(kind.equals("risks") ? "text" : "effect", words.say("dpia.risk.gone"));
            return show(caller, assessed, kind, number, typed, errors, model);
        }
        change(kind, risks, at, typed, removed);
        try {
            var content = assessed.dpia().content().withRisks(risks);
            dpias.write(caller, ref, DpiaFields.revision(fields), content);
            next.addFlashAttribute(
                    "done", words.say(removed ? "dpia.risk.removed" : "dpia." + kind + ".saved"));
            return "redirect:/agreements/" + ref + "/dpia/" + kind;
        } catch (AgreementException.BadTerms e) {
            int shown = at < 0 ? risks.size() - 1 : at;
            for (var fault : e.faults()) {
                String id = field(fault.field().replace("risks[" + shown + "].", ""));
                errors.add(id, forms.fault(id, typed.of(id), fault.message()));
            }
        } catch (AgreementException.ChangedMeanwhile e) {
            errors.add(kind.equals("risks") ? "text" : "effect", words.say("dpia.changed"));
        } catch (AgreementException.WrongState e) {
            errors.add(kind.equals("risks") ? "text" : "effect", Words.sentence(e.getMessage()));
        }
        return show(caller, assessed, kind, number, typed, errors, model);
    }

    private static void change(
            String kind, List<Risk> risks, int at, Typed typed, boolean removed) {
        if (kind.equals("measures")) {
            risks.set(at, risks.get(at).treated(typed.treatment()));
        } else if (removed) {
            risks.remove(at);
        } else if (at < 0) {
            risks.add(typed.risk(null));
        } else {
            // what is done about it was said of another likelihood or severity: say it again
            Risk before = risks.get(at);
            boolean same =
                    before.likelihood().equals(typed.likelihood())
                            && before.severity().equals(typed.severity());
            risks.set(at, typed.risk(same ? before.treatment() : null));
        }
    }

    /** Where the risk is that the form was made from: others may have come and gone before it. */
    private static int place(List<Risk> risks, String number, String was) {
        if (number.equals(NEW)) {
            return -1;
        }
        int at = Integer.parseInt(number) - 1;
        if (at >= 0 && at < risks.size() && (was.isEmpty() || risks.get(at).text().equals(was))) {
            return at;
        }
        return IntStream.range(0, risks.size())
                .filter(each -> risks.get(each).text().equals(was))
                .findFirst()
                .orElse(-1);
    }

    private static Optional<Risk> at(Assessed assessed, String number) {
        if (number.equals(NEW)) {
            return Optional.empty();
        }
        var risks = assessed.dpia().content().risks();
        int at = Integer.parseInt(number) - 1;
        return at >= 0 && at < risks.size() ? Optional.of(risks.get(at)) : Optional.empty();
    }

    /**
     * A risk and what is done about it, as somebody typed it.
     *
     * @param was the text of the risk that the form was made from
     */
    record Typed(
            String was,
            String text,
            String likelihood,
            String severity,
            String effect,
            String measures,
            String likelihoodAfter,
            String severityAfter) {
        static final Typed BLANK = new Typed("", "", "", "", "", "", "", "");

        static Typed suggested(String text) {
            return new Typed("", text, "", "", "", "", "", "");
        }

        /** What was typed into that control. */
        String of(String id) {
            return switch (id) {
                case "likelihood" -> likelihood;
                case "severity" -> severity;
                case "effect" -> effect;
                case "measures" -> measures;
                case "likelihood-after" -> likelihoodAfter;
                case "severity-after" -> severityAfter;
                default -> text;
            };
        }

        static Typed of(Fields fields) {
            return new Typed(
                    fields.text("was"),
                    fields.text("text"),
                    fields.text("likelihood"),
                    fields.text("severity"),
                    fields.text("effect"),
                    fields.text("measures"),
                    fields.text("likelihood-after"),
                    fields.text("severity-after"));
        }

        Risk risk(@Nullable Treatment treatment) {
            return new Risk(text, likelihood, severity, treatment);
        }

        Treatment treatment() {
            return new Treatment(effect, measures, likelihoodAfter, severityAfter);
        }
    }

    static Typed typed(Risk risk) {
        var its = risk.treatment();
        return new Typed(
                risk.text(),
                risk.text(),
                risk.likelihood(),
                risk.severity(),
                its == null ? "" : its.effect(),
                its == null ? "" : its.measures(),
                its == null || its.likelihood() == null ? "" : its.likelihood(),
                its == null || its.severity() == null ? "" : its.severity());
    }

    private String show(
            Caller caller,
            Assessed assessed,
            String kind,
            String number,
            Typed typed,
            FormErrors errors,
            Model model) {
        frame.describe(assessed, frame.writes(caller, assessed.agreement()), model);
        model.addAttribute("errors", errors);
        model.addAttribute(
                "form",
                kind.equals("risks")
                        ? riskForm(forms, words, number, typed)
                        : measuresForm(forms, words, number, typed));
        return "pages/dpia-form";
    }

    static DpiaForms.Form riskForm(DpiaForms forms, Words words, String number, Typed typed) {
        boolean isNew = number.equals(NEW);
        return new DpiaForms.Form(
                words.say(isNew ? "dpia.risk.new" : "dpia.risk.title", number),
                words.say("dpia.risk.text"),
                "risks/" + number,
                "risks",
                typed.was(),
                List.of(
                        forms.longText("text", "dpia.risk.what", typed.text(), DpiaCheck.MAX_RISK),
                        forms.radios("likelihood", "dpia.risk.likelihood", typed.likelihood()),
                        forms.radios("severity", "dpia.risk.severity", typed.severity())),
                !isNew);
    }

    static DpiaForms.Form measuresForm(DpiaForms forms, Words words, String number, Typed typed) {
        return new DpiaForms.Form(
                words.say("dpia.measures.title", number),
                typed.was().isEmpty() ? typed.text() : typed.was(),
                "measures/" + number,
                "measures",
                typed.was(),
                List.of(
                        forms.radios("effect", "dpia.measures.effect", typed.effect()),
                        forms.longText(
                                "measures",
                                "dpia.measures.what",
                                typed.measures(),
                                DpiaCheck.MAX_TEXT),
                        forms.radios(
                                "likelihood-after",
                                "dpia.measures.likelihood",
                                typed.likelihoodAfter()),
                        forms.radios(
                                "severity-after", "dpia.measures.severity", typed.severityAfter())),
                false);
    }

    /** The control that a path within a risk means. */
    private static String field(String path) {
        return switch (path) {
            case "treatment.effect" -> "effect";
            case "treatment.measures" -> "measures";
            case "treatment.likelihood" -> "likelihood-after";
            case "treatment.severity" -> "severity-after";
            case "likelihood", "severity" -> path;
            default -> "text";
        };
    }
}
