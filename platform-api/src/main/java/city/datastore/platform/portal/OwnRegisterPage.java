package city.datastore.platform.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * An agency's own register: what it gives and what it gets under agreements in force, with whom,
 * under which law, and when it is due; also as a table for a spreadsheet.
 */
@Controller
class OwnRegisterPage {
    private static final int ITEMS = 50;

    /** Most agreements in the file. */
    private static final int MOST = 10_000;

    private static final String HEAD =
            CsvLine.of(
                    "direction",
                    "agreement",
                    "version",
                    "title",
                    "state",
                    "with",
                    "datasets",
                    "purposes",
                    "article 6",
                    "article 9",
                    "schedule 1",
                    "gateways",
                    "starts",
                    "ends",
                    "review due");

    private final AgreementLists agreements;
    private final Gatekeeper gatekeeper;
    private final Show show;
    private final Words words;

    OwnRegisterPage(AgreementLists agreements, Gatekeeper gatekeeper, Show show, Words words) {
        this.agreements = agreements;
        this.gatekeeper = gatekeeper;
        this.show = show;
        this.words = words;
    }

    /**
     * One agreement, from one side.
     *
     * @param with the other agencies on the other side
     */
    record Line(
            String reference,
            String title,
            List<String> with,
            List<String> datasets,
            String law,
            Instant ends,
            Instant reviewDue) {
        Line {
            with = List.copyOf(with);
            datasets = List.copyOf(datasets);
        }
    }

    @GetMapping("/agreements/register")
    String register(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        String cursor = new Fields(sent).given("cursor");
        @Nullable AgencyCode agency = caller.agency();
        var page =
                Listed.page(ITEMS, cursor, part -> agreements.find(caller, inForce(agency), part));
        var ours = page.items().stream().filter(each -> isIn(each, agency)).toList();
        model.addAttribute("agency", agency);
        model.addAttribute("gives", lines(ours, agency, /* gives= */ true));
        model.addAttribute("gets", lines(ours, agency, /* gives= */ false));
        model.addAttribute("whole", cursor == null && page.next() == null);
        model.addAttribute("firstHref", cursor == null ? null : "/agreements/register");
        model.addAttribute(
                "nextHref",
                page.next() == null
                        ? null
                        : Link.to("/agreements/register").with("cursor", page.next()).toString());
        return "pages/own-register";
    }

    @GetMapping("/agreements/register.csv")
    void file(Caller caller, HttpServletResponse response) throws IOException {
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        response.setHeader("Audit-Event", pass.event().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"register-of-agreements.csv\"");
        var out = response.getOutputStream();
        out.write(HEAD.getBytes(UTF_8));
        @Nullable AgencyCode agency = caller.agency();
        String cursor = null;
        int written = 0;
        do {
            var page =
                    agreements.find(
                            caller, inForce(agency), new PageRequest(Page.MAX_ITEMS, cursor));
            for (Agreement each : page.items()) {
                if (isIn(each, agency)) {
                    out.write(csv(each, agency).getBytes(UTF_8));
                }
            }
            written += page.items().size();
            cursor = page.next();
        } while (cursor != null && written < MOST);
        if (cursor != null) {
            out.write(
                    CsvLine.of(words.say("own-register.more", String.valueOf(MOST)))
                            .getBytes(UTF_8));
        }
    }

    private static AgreementQuery inForce(@Nullable AgencyCode agency) {
        return new AgreementQuery("active", agency, null, null);
    }

    private static boolean isIn(Agreement agreement, @Nullable AgencyCode agency) {
        return agency != null
                && agreement instanceof Agreement.Offered offered
                && offered.hasSigned(agency);
    }

    private List<Line> lines(List<Agreement> ours, @Nullable AgencyCode agency, boolean gives) {
        return ours.stream()
                .filter(each -> takesSide(each, agency, gives))
                .map(each -> {
                    Terms terms = each.head().terms();
                    return new Line(
                            each.head().reference().value(),
                            terms.title(),
                            others(each, agency, gives).stream().map(show::agency).toList(),
                            datasets(terms, agency, gives),
                            show.cited("article-6", terms.lawfulBasis().article6()),
                            terms.ends(),
                            each.head().reviewDue());
                })
                .toList();
    }

    private static boolean takesSide(
            Agreement agreement, @Nullable AgencyCode agency, boolean gives) {
        return agreement.head().terms().parties().stream()
                .filter(party -> party.agency().equals(agency))
                .anyMatch(party -> gives ? party.provides() : party.receives());
    }

    /** The agencies in it that get what the agency gives, or give what it gets. */
    private static List<AgencyCode> others(
            Agreement agreement, @Nullable AgencyCode agency, boolean gives) {
        return agreement.head().terms().parties().stream()
                .filter(party -> gives ? party.receives() : party.provides())
                .map(Terms.Party::agency)
                .filter(each -> !each.equals(agency) && isIn(agreement, each))
                .toList();
    }

    private static List<String> datasets(Terms terms, @Nullable AgencyCode agency, boolean gives) {
        return terms.datasets().stream()
                .map(Terms.Scope::dataset)
                .filter(dataset -> dataset.agency().equals(agency) == gives)
                .map(String::valueOf)
                .toList();
    }

    private static String csv(Agreement agreement, @Nullable AgencyCode agency) {
        var head = agreement.head();
        Terms terms = head.terms();
        var law = terms.lawfulBasis();
        var lines = new ArrayList<String>();
        for (boolean gives : new boolean[] {true, false}) {
            if (takesSide(agreement, agency, gives)) {
                lines.add(
                        CsvLine.of(
                                gives ? "gives" : "gets",
                                head.reference(),
                                head.version(),
                                terms.title(),
                                agreement.state(),
                                joined(others(agreement, agency, gives)),
                                joined(datasets(terms, agency, gives)),
                                joined(terms.purposes().stream().map(Terms.Purpose::code).toList()),
                                law.article6(),
                                law.article9(),
                                law.schedule1(),
                                String.join("; ", law.gateways()),
                                terms.starts(),
                                terms.ends(),
                                head.reviewDue()));
            }
        }
        return String.join("", lines);
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining("; "));
    }
}
