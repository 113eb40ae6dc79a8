package city.datastore.platform.portal;

import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.emergency.NotSharing;
import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.subjects.IdentifierKind;
import city.datastore.platform.subjects.SubjectIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Decisions not to share: a list for those who oversee, and the form. */
@Controller
@RequestMapping("/emergencies/not-shared")
class NotSharingPage {
    private static final int SHOWN = 50;
    private static final String PATH = "/emergencies/not-shared";
    private static final List<String> FIELDS =
            List.of("askedBy", "dataset", "kind", "value", "why", "caseReference");

    private final EmergencyDesk desk;
    private final NotSharing notSharing;
    private final SubjectIndex subjects;
    private final Words words;

    NotSharingPage(EmergencyDesk desk, NotSharing notSharing, SubjectIndex subjects, Words words) {
        this.desk = desk;
        this.notSharing = notSharing;
        this.subjects = subjects;
        this.words = words;
    }

    /** What somebody typed. */
    record Form(
            String askedBy,
            String dataset,
            String kind,
            String value,
            String why,
            String caseReference) {
        static final Form EMPTY = new Form("", "", "", "", "", "");

        /** Without what is personal data. */
        @Override
        public String toString() {
            return "Form[" + dataset + "]";
        }
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        notSharing.admitToList(caller);
        var found = Listed.page(SHOWN, cursor, part -> notSharing.list(caller, part));
        model.addAttribute("found", found.items());
        model.addAttribute("firstHref", cursor == null ? null : PATH);
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to(PATH).with("cursor", found.next()).toString());
        return "pages/not-shared";
    }

    @GetMapping("/new")
    String write(Caller caller, Model model) {
        return form(Form.EMPTY, FormErrors.none(), model);
    }

    @PostMapping
    String record(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        var form =
                new Form(
                        fields.text("askedBy"),
                        fields.text("dataset"),
                        fields.text("kind"),
                        fields.text("value"),
                        fields.text("why"),
                        fields.text("caseReference"));
        var errors = FormErrors.none();
        missing(errors, "askedBy", form.askedBy().isEmpty());
        missing(errors, "kind", form.kind().isEmpty() && !form.value().isEmpty());
        missing(errors, "value", form.value().isEmpty() && !form.kind().isEmpty());
        missing(errors, "why", form.why().length() < EmergencyAsk.MIN_TEXT);
        missing(errors, "caseReference", form.caseReference().isEmpty());
        if (!errors.any()) {
            try {
                desk.notShare(
                        caller,
                        form.askedBy(),
                        form.dataset().isEmpty() ? null : DatasetId.parse(form.dataset()),
                        form.value().isEmpty()
                                ? null
                                : new EmergencyDesk.Typed(form.kind(), form.value()),
                        form.why(),
                        form.caseReference());
                next.addFlashAttribute("done", words.say("not-shared.done"));
                return "redirect:/emergencies";
            } catch (EmergencyException.BadField e) {
                errors.add(
                        FormErrors.field(e.field(), FIELDS, "why"), Words.sentence(e.getMessage()));
            } catch (NameException e) {
                errors.add("dataset", Words.sentence(e.getMessage()));
            }
        }
        return form(form, errors, model);
    }

    private void missing(FormErrors errors, String field, boolean missing) {
        if (missing) {
            errors.add(field, words.say("not-shared." + field + ".missing"));
        }
    }

    private String form(Form form, FormErrors errors, Model model) {
        model.addAttribute(
                "kinds",
                Choice.withFirst(
                        words.say("not-shared.kind.none"),
                        subjects.kinds().stream().map(NotSharingPage::choice).toList()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", EmergencyAsk.MAX_TEXT);
        return "pages/not-shared-new";
    }

    private static Choice choice(IdentifierKind kind) {
        return new Choice(kind.code(), kind.title());
    }
}
