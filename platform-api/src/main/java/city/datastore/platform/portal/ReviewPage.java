package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.requests.AccessRequest;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.Reviews;
import city.datastore.agreements.Variations;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.use.Uses;
import city.datastore.platform.desk.ReviewDesk;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
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

/** The review of an agreement: what it promises, what was used of it, and what comes of that. */
@Controller
@RequestMapping("/agreements/{reference}/review")
class ReviewPage {
    private final ReviewDesk desk;
    private final Reviews reviews;
    private final Variations variations;
    private final Gatekeeper gatekeeper;
    private final ReviewReading reading;
    private final Words words;
    private final Clock clock;

    ReviewPage(
            ReviewDesk desk,
            Reviews reviews,
            Variations variations,
            Gatekeeper gatekeeper,
            ReviewReading reading,
            Words words,
            Clock clock) {
        this.desk = desk;
        this.reviews = reviews;
        this.variations = variations;
        this.gatekeeper = gatekeeper;
        this.reading = reading;
        this.words = words;
        this.clock = clock;
    }

    /** What a lead types. */
    record Form(String outcome, DateInput next, String comment) {
        static Form of(Fields fields) {
            return new Form(
                    fields.text("outcome"), fields.date("nextReview"), fields.text("comment"));
        }

        /** Filled in with what the numbers suggest. */
        static Form suggested(ReviewDesk.Looked looked) {
            return new Form(
                    looked.findings().proposal().outcome().word(),
                    DateInput.lastDay(looked.latestNext()),
                    "");
        }
    }

    @GetMapping
    String look(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        return show(caller, reference, new Fields(sent), null, FormErrors.none(), model);
    }

    @PostMapping
    String conclude(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = Form.of(fields);
        var errors = FormErrors.none();
        var outcome = ReviewOutcome.of(form.outcome());
        if (outcome.isEmpty()) {
            errors.add("outcome", words.say("reviewing.outcome.missing"));
        }
        Instant due =
                outcome.filter(ReviewOutcome.ENDED::equals).isPresent()
                        ? null
                        : words.startOf(errors, "nextReview", form.next(), "reviewing.next.name");
        if (form.comment().length() > AccessRequest.Asked.MAX_TEXT) {
            AskForm.checkText(errors, "comment", form.comment(), "reviewing.comment", words);
        }
        if (!errors.any()
                && done(
                        errors,
                        "nextReview",
                        () ->
                                reviews.conclude(
                                        caller,
                                        new AgreementRef(reference),
                                        (agreement, past) ->
                                                desk.period(
                                                        agreement, past, day(fields, "from"), null),
                                        outcome.orElseThrow(),
                                        due,
                                        form.comment()))) {
            next.addFlashAttribute(
                    "done", words.say("reviewing.done." + form.outcome(), reference));
            return "redirect:/agreements/" + reference;
        }
        return show(caller, reference, fields, form, errors, model);
    }

    @PostMapping("/narrowing")
    String narrow(
            Caller caller,
            @PathVariable String reference,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var errors = FormErrors.none();
        if (done(
                errors,
                "narrow",
                () ->
                        desk.narrow(
                                caller, new AgreementRef(reference), day(fields, "from"), null))) {
            next.addFlashAttribute("done", words.say("reviewing.narrowed", reference));
            return "redirect:/agreements/" + reference + "/variation";
        }
        return show(caller, reference, fields, null, errors, model);
    }

    private static boolean done(FormErrors errors, String field, Runnable step) {
        try {
            step.run();
            return true;
        } catch (AgreementException.WrongState | AgreementException.ChangedMeanwhile e) {
            errors.add(field, Words.sentence(e.getMessage()));
        } catch (AgreementException.BadTerms e) {
            e.faults().forEach(one -> errors.add(field, Words.sentence(one.message())));
        }
        return false;
    }

    private String show(
            Caller caller,
            String reference,
            Fields fields,
            @Nullable Form typed,
            FormErrors errors,
            Model model) {
        LocalDate from = day(fields, "from");
        var looked = desk.look(caller, new AgreementRef(reference), from, null).value();
        var agreement = looked.agreement();
        var findings = looked.findings();
        model.addAttribute("reference", reference);
        model.addAttribute("terms", agreement.head().terms());
        model.addAttribute("due", agreement.head().reviewDue());
        model.addAttribute("findings", findings);
        model.addAttribute("from", from);
        model.addAttribute(
                "began", agreement.head().terms().starts().atZone(Uses.DAYS).toLocalDate());
        model.addAttribute(
                "yearAgo", LocalDate.ofInstant(clock.instant(), Uses.DAYS).minusYears(1));
        model.addAttribute("datasets", reading.datasets(findings));
        model.addAttribute("purposes", reading.purposes(findings));
        model.addAttribute("refusals", reading.refusals(findings));
        model.addAttribute("reasons", reading.reasons(findings.proposal()));
        model.addAttribute("past", looked.past());
        boolean records = records(caller, agreement);
        model.addAttribute("records", records);
        model.addAttribute(
                "narrows",
                records
                        && !findings.proposal().narrowing().isEmpty()
                        && variations.glance(agreement.head().reference()).isEmpty());
        model.addAttribute("form", typed == null ? Form.suggested(looked) : typed);
        model.addAttribute("outcomes", outcomes());
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        model.addAttribute("errors", errors);
        return "pages/agreement-review";
    }

    private List<Choice> outcomes() {
        return Arrays.stream(ReviewOutcome.values())
                .map(each ->
                        new Choice(
                                each.word(),
                                words.say("reviewing.outcome." + each.word()),
                                words.say("reviewing.outcome." + each.word() + ".hint")))
                .toList();
    }

    private boolean records(Caller caller, Offered agreement) {
        return (agreement instanceof Agreement.Active || agreement instanceof Agreement.Suspended)
                && caller.agency() != null
                && agreement.hasSigned(caller.agency())
                && Possible.is(
                        gatekeeper,
                        caller,
                        Act.REVIEW_AGREEMENT,
                        AgreementTarget.of(Act.REVIEW_AGREEMENT, agreement));
    }

    /** What is no day is as good as none. */
    private static @Nullable LocalDate day(Fields fields, String name) {
        String given = fields.given(name);
        try {
            LocalDate day = given == null ? null : LocalDate.parse(given);
            return day == null || day.getYear() < 1900 || day.getYear() > 2199 ? null : day;
        } catch (DateTimeException _) {
            return null;
        }
    }
}
