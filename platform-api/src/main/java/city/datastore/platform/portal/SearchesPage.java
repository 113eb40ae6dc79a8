package city.datastore.platform.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.identity.Caller;
import city.datastore.audit.searches.SavedSearch;
import city.datastore.platform.desk.DeskException;
import city.datastore.platform.desk.SearchDesk;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.springframework.web.util.UriComponentsBuilder;

/** The searches of the trail that I keep: open one, save the present one, delete one. */
@Controller
@RequestMapping("/audit/searches")
class SearchesPage {
    private static final Map<String, Integer> SPANS = Map.of("7", 7, "30", 30, "90", 90);

    private final SearchDesk desk;
    private final Words words;
    private final Clock clock;

    SearchesPage(SearchDesk desk, Words words, Clock clock) {
        this.desk = desk;
        this.words = words;
        this.clock = clock;
    }

    /** A saved search and the address that opens it today. */
    record Line(UUID id, String name, @Nullable Integer lastDays, String href) {}

    @GetMapping
    String list(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var form = TrailForm.of(new Fields(sent));
        return show(caller, filters(form), "", "", FormErrors.none(), model);
    }

    @PostMapping
    String save(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var fields = new Fields(sent);
        String name = fields.text("name");
        String span = fields.text("span");
        String filters = onlyFilters(fields.text("filters"));
        try {
            desk.save(caller, name, filters, SPANS.get(span));
        } catch (DeskException.BadField e) {
            var errors = FormErrors.of("name", Words.sentence(e.getMessage()));
            return show(caller, filters, name, span, errors, model);
        }
        next.addFlashAttribute("done", words.say("searches.saved", name));
        return "redirect:/audit/searches";
    }

    @PostMapping("/{id}/deletion")
    String delete(Caller caller, @PathVariable String id, RedirectAttributes next) {
        try {
            desk.delete(caller, UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no saved search", e);
        }
        next.addFlashAttribute("done", words.say("searches.deleted"));
        return "redirect:/audit/searches";
    }

    private String show(
            Caller caller,
            String filters,
            String name,
            String span,
            FormErrors errors,
            Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Show.UK);
        model.addAttribute(
                "searches", desk.of(caller).stream().map(search -> line(search, today)).toList());
        model.addAttribute("filters", filters);
        model.addAttribute("name", name);
        model.addAttribute("span", span);
        model.addAttribute("errors", errors);
        model.addAttribute("spanChoices", spanChoices(words));
        return "pages/searches";
    }

    static List<Choice> spanChoices(Words words) {
        return List.of(
                new Choice("", words.say("searches.span.dates")),
                new Choice("7", words.say("searches.span", 7)),
                new Choice("30", words.say("searches.span", 30)),
                new Choice("90", words.say("searches.span", 90)));
    }

    static Line line(SavedSearch search, LocalDate today) {
        Integer days = search.lastDays();
        var form = form(search.filters());
        var dated =
                days == null
                        ? form
                        : form.between(
                                DateInput.of(today.minusDays(days - 1L)), DateInput.of(today));
        return new Line(search.id(), search.name(), days, dated.link(null));
    }

    private static TrailForm form(String filters) {
        var parameters =
                UriComponentsBuilder.fromUriString("/audit?" + filters).build().getQueryParams();
        var decoded = new LinkedMultiValueMap<String, String>();
        parameters.forEach((name, values) ->
                values.forEach(value ->
                        decoded.add(
                                name,
                                value == null
                                        ? ""
                                        : URLDecoder.decode(value.replace("+", "%2B"), UTF_8))));
        return TrailForm.of(new Fields(decoded));
    }

    /** Read and written again, so that nothing but filters is ever kept. */
    private static String onlyFilters(String sent) {
        try {
            return filters(form(sent));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "no filters", e);
        }
    }

    /** What stands after the question mark; empty where no filter is set. */
    private static String filters(TrailForm form) {
        String link = form.link(null);
        int mark = link.indexOf('?');
        return mark < 0 ? "" : link.substring(mark + 1);
    }
}
