package city.datastore.platform.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.platform.subjects.SubjectException;
import city.datastore.platform.subjects.Subjects;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Who saw data about a person, for those who answer for it, and the copy for the person. What is
 * asked comes by POST, so that the person is in no address and no log of addresses.
 */
@Controller
@RequestMapping("/audit/subject")
class SubjectPage {
    private static final int ITEMS = 25;
    private static final String HEAD =
            CsvLine.of("time", "agency", "dataset", "agreement", "purpose", "columns", "outcome");

    private final Subjects subjects;
    private final Gatekeeper gatekeeper;
    private final SubjectCopy copy;
    private final Words words;
    private final Clock clock;

    SubjectPage(
            Subjects subjects, Gatekeeper gatekeeper, SubjectCopy copy, Words words, Clock clock) {
        this.subjects = subjects;
        this.gatekeeper = gatekeeper;
        this.copy = copy;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String ask(Caller caller, Model model) {
        return form(caller, SubjectForm.EMPTY, FormErrors.none(), model);
    }

    @PostMapping
    String trace(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var form = SubjectForm.of(new Fields(sent));
        var errors = FormErrors.none();
        form.check(errors, words);
        if (!errors.any()) {
            try {
                String cursor = form.cursor().isEmpty() ? null : form.cursor();
                var traced =
                        Listed.page(
                                ITEMS,
                                cursor,
                                part -> subjects.trace(caller, form.kind(), form.value(), part));
                model.addAttribute("traced", traced.value());
                model.addAttribute("event", traced.event());
            } catch (SubjectException.BadField e) {
                SubjectForm.add(e, errors);
            }
        }
        return form(caller, form, errors, model);
    }

    /** To print and hand out. */
    @PostMapping("/copy")
    String copy(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var form = SubjectForm.of(new Fields(sent));
        var copied = copied(caller, form);
        if (copied == null) {
            return trace(caller, sent, model);
        }
        model.addAttribute("accesses", copy.lines(caller, copied.accesses()));
        model.addAttribute("olderLeftOut", copied.olderLeftOut());
        model.addAttribute("made", clock.instant());
        return "pages/subject-copy";
    }

    /** The same as a table. */
    @PostMapping("/copy.csv")
    void table(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletResponse response)
            throws IOException {
        var copied = copied(caller, SubjectForm.of(new Fields(sent)));
        if (copied == null) {
            response.sendRedirect("/audit/subject");
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"who-saw-data-about-me.csv\"");
        var out = response.getOutputStream();
        out.write(HEAD.getBytes(UTF_8));
        for (var line : copy.lines(caller, copied.accesses())) {
            out.write(
                    CsvLine.of(
                                    line.at(),
                                    line.agency(),
                                    line.dataset(),
                                    line.agreement(),
                                    line.purpose(),
                                    line.columns(),
                                    line.outcome())
                            .getBytes(UTF_8));
        }
        if (copied.olderLeftOut()) {
            out.write(CsvLine.of(words.say("copy.older")).getBytes(UTF_8));
        }
    }

    private Subjects.@Nullable Copy copied(Caller caller, SubjectForm form) {
        try {
            return subjects.copy(caller, form.kind(), form.value()).value();
        } catch (SubjectException.BadField _) {
            return null;
        }
    }

    private String form(Caller caller, SubjectForm form, FormErrors errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("kinds", SubjectForm.choices(subjects.kinds()));
        model.addAttribute(
                "mayWithhold",
                Possible.is(
                        gatekeeper,
                        caller,
                        Act.SEE_WITHHOLDINGS,
                        new Target.OfMark(null, caller.agency())));
        return "pages/subject";
    }
}
