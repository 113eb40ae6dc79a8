package city.datastore.platform.portal;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Vocabularies;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.NameException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The public register: what agencies share with each other, for what and under which law, for
 * anybody to read. It names no person, no column and no dataset's content.
 */
@Controller
class RegisterPage {
    private static final int ITEMS = 20;

    private final AgreementLists agreements;
    private final Vocabularies vocabularies;
    private final Show show;
    private final Words words;

    RegisterPage(AgreementLists agreements, Vocabularies vocabularies, Show show, Words words) {
        this.agreements = agreements;
        this.vocabularies = vocabularies;
        this.show = show;
        this.words = words;
    }

    /** One agreement as the public may know it. */
    record Entry(
            String reference,
            String title,
            String gives,
            String receives,
            List<String> purposes,
            String law,
            String until) {
        Entry {
            purposes = List.copyOf(purposes);
        }
    }

    @GetMapping("/register")
    String register(@RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        String cursor = fields.given("cursor");
        AgencyCode giver = agency(fields.text("giver"));
        AgencyCode receiver = agency(fields.text("receiver"));
        var query = new AgreementQuery(null, null, null, null, giver, receiver);
        var found = Listed.page(ITEMS, cursor, part -> agreements.published(query, part));
        model.addAttribute("filtered", filtered(giver, receiver));
        model.addAttribute("entries", found.items().stream().map(this::entry).toList());
        model.addAttribute("firstHref", cursor == null ? null : link(giver, receiver, null));
        model.addAttribute(
                "nextHref", found.next() == null ? null : link(giver, receiver, found.next()));
        return "pages/register";
    }

    private static String link(
            @Nullable AgencyCode giver, @Nullable AgencyCode receiver, @Nullable String cursor) {
        return Link.to("/register")
                .with("giver", giver)
                .with("receiver", receiver)
                .with("cursor", cursor)
                .toString();
    }

    /** By whom it is filtered, as a sentence; null where it is not. */
    private @Nullable String filtered(@Nullable AgencyCode giver, @Nullable AgencyCode receiver) {
        return giver == null && receiver == null
                ? null
                : words.say("register.filtered", named(giver), named(receiver));
    }

    private String named(@Nullable AgencyCode agency) {
        return agency == null ? words.say("register.anybody") : show.agency(agency);
    }

    /** What cannot be an agency's code is as good as none. */
    private static @Nullable AgencyCode agency(String typed) {
        try {
            return typed.isEmpty() ? null : new AgencyCode(typed);
        } catch (NameException _) {
            return null;
        }
    }

    private Entry entry(Agreement agreement) {
        Terms terms = agreement.head().terms();
        return new Entry(
                agreement.head().reference().value(),
                terms.title(),
                parties(in(agreement).filter(Terms.Party::provides)),
                parties(in(agreement).filter(Terms.Party::receives)),
                terms.purposes().stream().map(Terms.Purpose::text).toList(),
                law(terms.lawfulBasis()),
                show.lastDay(terms.ends()));
    }

    /** The parties that have signed it and not left. */
    private static Stream<Terms.Party> in(Agreement agreement) {
        return agreement.head().terms().parties().stream()
                .filter(party ->
                        agreement instanceof Agreement.Offered offered
                                && offered.hasSigned(party.agency()));
    }

    private String parties(Stream<Terms.Party> parties) {
        return parties.map(party -> show.agency(party.agency())).collect(Collectors.joining(", "));
    }

    private String law(Terms.LawfulBasis law) {
        String basis =
                "UK GDPR Article "
                        + law.article6()
                        + ", "
                        + vocabularies.article6().title(law.article6()).toLowerCase(Locale.UK);
        return law.gateways().isEmpty() ? basis : basis + "; " + String.join("; ", law.gateways());
    }
}
