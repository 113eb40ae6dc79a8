package city.datastore.platform.portal;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementQuery;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The agreements that I may see. */
@Controller
class AgreementsPage {
    private static final List<String> STATES =
            List.of(
                    "draft",
                    "proposed",
                    "active",
                    "suspended",
                    "expired",
                    "terminated",
                    "superseded");
    private static final int ITEMS = 20;

    private final AgreementLists agreements;
    private final Agencies agencies;
    private final Words words;

    AgreementsPage(AgreementLists agreements, Agencies agencies, Words words) {
        this.agreements = agreements;
        this.agencies = agencies;
        this.words = words;
    }

    /** What somebody looks for, as they typed it. */
    record Search(String state, String party, String dataset, String giver, String receiver) {
        Search(String state, String party, String dataset) {
            this(state, party, dataset, "", "");
        }

        public boolean any() {
            return !(state + party + dataset + giver + receiver).isEmpty();
        }

        public boolean flows() {
            return !(giver + receiver).isEmpty();
        }

        String link(@Nullable String cursor) {
            return Link.to("/agreements")
                    .with("state", state)
                    .with("party", party)
                    .with("dataset", dataset)
                    .with("giver", giver)
                    .with("receiver", receiver)
                    .with("cursor", cursor)
                    .toString();
        }
    }

    @GetMapping("/agreements")
    String list(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var search =
                new Search(
                        STATES.contains(fields.text("state")) ? fields.text("state") : "",
                        fields.text("party"),
                        fields.text("dataset"),
                        fields.text("giver"),
                        fields.text("receiver"));
        String cursor = fields.given("cursor");
        var errors = FormErrors.none();
        var query =
                new AgreementQuery(
                        search.state().isEmpty() ? null : search.state(),
                        read(errors, "party", search.party(), AgencyCode::new),
                        read(errors, "dataset", search.dataset(), DatasetId::parse),
                        null,
                        read(errors, "party", search.giver(), AgencyCode::new),
                        read(errors, "party", search.receiver(), AgencyCode::new));
        model.addAttribute("search", search);
        model.addAttribute("errors", errors);
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        model.addAttribute("stateChoices", states());
        model.addAttribute("partyChoices", parties());
        if (errors.any()) {
            model.addAttribute("found", List.of());
            return "pages/agreements";
        }
        var found = Listed.page(ITEMS, cursor, part -> agreements.find(caller, query, part));
        model.addAttribute("found", found.items());
        model.addAttribute("firstHref", cursor == null ? null : search.link(null));
        model.addAttribute("nextHref", found.next() == null ? null : search.link(found.next()));
        return "pages/agreements";
    }

    private static <T> @Nullable T read(
            FormErrors errors, String field, String typed, Function<String, T> make) {
        try {
            return typed.isEmpty() ? null : make.apply(typed);
        } catch (NameException e) {
            errors.add(field, Words.sentence(e.getMessage()));
            return null;
        }
    }

    private List<Choice> states() {
        return Stream.concat(
                        Stream.of(new Choice("", words.say("filter.any-state"))),
                        STATES.stream()
                                .map(state ->
                                        new Choice(state, words.say("agreement.state." + state))))
                .toList();
    }

    private List<Choice> parties() {
        return Stream.concat(
                        Stream.of(new Choice("", words.say("filter.any-agency"))),
                        agencies.all().stream()
                                .map(agency -> new Choice(agency.code().value(), agency.name())))
                .toList();
    }
}
