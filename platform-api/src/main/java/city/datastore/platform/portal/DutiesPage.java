package city.datastore.platform.portal;

import city.datastore.access.emergency.Duties;
import city.datastore.access.emergency.DutyAsk;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.emergency.Vocabulary;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.NameException;
import java.time.Clock;
import java.util.List;
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

/** Whom an agency has appointed to duty roles: a list with a form, and ending one. */
@Controller
@RequestMapping("/emergencies/duties")
class DutiesPage {
    private static final int SHOWN = 50;
    private static final String PATH = "/emergencies/duties";
    private static final List<String> FIELDS = List.of("person", "role", "until");

    private final Duties duties;
    private final Emergencies emergencies;
    private final Vocabulary vocabulary;
    private final Words words;
    private final Clock clock;

    DutiesPage(
            Duties duties,
            Emergencies emergencies,
            Vocabulary emergencyVocabulary,
            Words words,
            Clock clock) {
        this.duties = duties;
        this.emergencies = emergencies;
        this.vocabulary = emergencyVocabulary;
        this.words = words;
        this.clock = clock;
    }

    /** What a lead typed. */
    record Form(String person, String role, DateInput until) {
        static final Form EMPTY = new Form("", "", DateInput.EMPTY);
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        return show(caller, cursor, Form.EMPTY, FormErrors.none(), model);
    }

    @PostMapping
    String appoint(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form = new Form(fields.text("person"), fields.text("role"), fields.date("until"));
        var errors = FormErrors.none();
        if (form.person().isEmpty()) {
            errors.add("person", words.say("duty.person.missing"));
        }
        if (form.role().isEmpty()) {
            errors.add("role", words.say("duty.role.missing"));
        }
        var until = words.endOf(errors, "until", form.until(), "duty.until.name");
        if (until != null && !errors.any()) {
            try {
                duties.appoint(caller, new DutyAsk(form.person(), form.role(), until));
                next.addFlashAttribute("done", words.say("duty.appointed"));
                return "redirect:" + PATH;
            } catch (EmergencyException.BadField e) {
                errors.add(
                        FormErrors.field(e.field(), FIELDS, "person"),
                        Words.sentence(e.getMessage()));
            } catch (EmergencyException.WrongState e) {
                errors.add("person", Words.sentence(e.getMessage()));
            }
        }
        return show(caller, null, form, errors, model);
    }

    /** Asks whether to end it, and says what that stops. */
    @GetMapping("/{id}/ending")
    String ask(Caller caller, @PathVariable String id, Model model) {
        try {
            var one = duties.see(caller, EmergencyId.parse(id)).value();
            model.addAttribute("one", one);
            model.addAttribute("titles", vocabulary.dutyRoles());
            model.addAttribute("running", emergencies.stoppedBy(one.appointment()));
            boolean stands = one.appointment().inForceAt(clock.instant());
            model.addAttribute("ended", !stands);
            model.addAttribute("mayEnd", stands && caller.is(Role.IG_LEAD));
            return "pages/duty-ending";
        } catch (EmergencyException.NotFound | NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    @PostMapping("/{id}/ending")
    String end(Caller caller, @PathVariable String id, RedirectAttributes next) {
        try {
            duties.end(caller, EmergencyId.parse(id));
            next.addFlashAttribute("done", words.say("duty.ended"));
        } catch (EmergencyException.WrongState _) {
            next.addFlashAttribute("done", words.say("duty.ended-before"));
        } catch (EmergencyException.NotFound | NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:" + PATH;
    }

    private String show(
            Caller caller, @Nullable String cursor, Form form, FormErrors errors, Model model) {
        duties.admitToList(caller);
        var found = Listed.page(SHOWN, cursor, part -> duties.list(caller, false, part));
        model.addAttribute("found", found.items());
        model.addAttribute("now", clock.instant());
        model.addAttribute("titles", vocabulary.dutyRoles());
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        model.addAttribute("roles", Choice.of(vocabulary.dutyRoles()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("firstHref", cursor == null ? null : PATH);
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to(PATH).with("cursor", found.next()).toString());
        return "pages/duties";
    }
}
