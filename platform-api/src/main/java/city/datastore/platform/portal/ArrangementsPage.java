package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangement;
import city.datastore.access.emergency.ArrangementAsk;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.NameException;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.subjects.IdentifierKind;
import city.datastore.platform.subjects.SubjectIndex;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What owners arrange before an emergency: a list, a form, and ending one. */
@Controller
@RequestMapping("/emergencies/arrangements")
class ArrangementsPage {
    private static final int SHOWN = 50;
    private static final String PATH = "/emergencies/arrangements";

    private final EmergencyDesk desk;
    private final Arrangements arrangements;
    private final Vocabulary vocabulary;
    private final SubjectIndex subjects;
    private final Datasets datasets;
    private final Agencies agencies;
    private final Words words;

    ArrangementsPage(
            EmergencyDesk desk,
            Arrangements arrangements,
            Vocabulary emergencyVocabulary,
            SubjectIndex subjects,
            Datasets datasets,
            Agencies agencies,
            Words words) {
        this.desk = desk;
        this.arrangements = arrangements;
        this.vocabulary = emergencyVocabulary;
        this.subjects = subjects;
        this.datasets = datasets;
        this.agencies = agencies;
        this.words = words;
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        arrangements.admitToList(caller);
        var found = Listed.page(SHOWN, cursor, part -> arrangements.list(caller, false, part));
        model.addAttribute("found", found.items());
        model.addAttribute("dutyTitles", vocabulary.dutyTitles());
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        model.addAttribute("firstHref", cursor == null ? null : PATH);
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to(PATH).with("cursor", found.next()).toString());
        return "pages/arrangements";
    }

    /** Filled in with what stands on the dataset. */
    @GetMapping("/new")
    String write(Caller caller, @RequestParam String dataset, Model model) {
        var id = DatasetId.parse(dataset);
        var standing = arrangements.standing(id).filter(_ -> caller.of(id.agency())).orElse(null);
        return form(
                caller,
                standing == null ? ArrangementForm.about(dataset) : ArrangementForm.of(standing),
                FormErrors.none(),
                model);
    }

    @PostMapping
    String set(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = ArrangementForm.of(fields);
        var errors = FormErrors.none();
        if (fields.has("more")) {
            return form(caller, form.more(), errors, model);
        }
        var wanted = form.read(errors, words);
        if (wanted != null) {
            try {
                var set = desk.arrange(caller, wanted);
                next.addFlashAttribute("done", words.say("arrangement.set"));
                return "redirect:" + PATH + "/" + set.value().arranged().id();
            } catch (EmergencyException.BadField e) {
                errors.add(
                        FormErrors.field(e.field(), ArrangementForm.FIELDS, ArrangementForm.FIRST),
                        Words.sentence(e.getMessage()));
            } catch (EmergencyException.WrongState e) {
                errors.add(ArrangementForm.FIRST, Words.sentence(e.getMessage()));
            }
        }
        return form(caller, form, errors, model);
    }

    @GetMapping("/{id}")
    String see(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), "", FormErrors.none(), model);
    }

    @PostMapping("/{id}/ending")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String why = new Fields(sent).text("why");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "why", why, "emergency.why.missing", words);
        if (!errors.any()) {
            try {
                arrangements.end(caller, parsed(id), why);
                next.addFlashAttribute("done", words.say("arrangement.ended"));
                return "redirect:" + PATH;
            } catch (EmergencyException.WrongState e) {
                errors.add("why", Words.sentence(e.getMessage()));
            } catch (EmergencyException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), why, errors, model);
    }

    private Arrangement found(Caller caller, String id) {
        try {
            return arrangements.see(caller, parsed(id)).value();
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

    private String form(Caller caller, ArrangementForm form, FormErrors errors, Model model) {
        var id = DatasetId.parse(form.dataset());
        datasets.see(caller, id);
        model.addAttribute("identifiers", Choice.named(subjects.declared(id).keySet()));
        model.addAttribute("roles", Choice.of(vocabulary.dutyRoles()));
        model.addAttribute(
                "agencyChoices",
                Choice.withFirst(
                        words.say("arrangement.agency.none"),
                        agencies.all().stream()
                                .filter(agency -> !agency.code().equals(id.agency()))
                                .map(agency -> new Choice(agency.code().value(), agency.name()))
                                .toList()));
        model.addAttribute("form", form.roomy());
        model.addAttribute("errors", errors);
        return "pages/arrangement-new";
    }

    private String show(
            Caller caller, Arrangement one, String why, FormErrors errors, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("dutyTitles", vocabulary.dutyTitles());
        model.addAttribute(
                "kindTitles",
                subjects.kinds().stream()
                        .collect(Collectors.toMap(IdentifierKind::code, IdentifierKind::title)));
        model.addAttribute(
                "mayEnd",
                one.ending() == null
                        && caller.is(Role.IG_LEAD)
                        && caller.of(one.arranged().dataset().agency()));
        model.addAttribute("why", why);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", ArrangementAsk.MAX_CALL * 10);
        return "pages/arrangement";
    }
}
