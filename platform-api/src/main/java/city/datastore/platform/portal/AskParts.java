package city.datastore.platform.portal;

import city.datastore.access.drafts.Draft;
import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.datasets.Datasets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the pages have in common on which a request is written: a new one and a draft. */
@Component
class AskParts {
    private static final int MAX_OTHERS = 50;

    private final Datasets datasets;
    private final Ways ways;
    private final Show show;
    private final Words words;

    AskParts(Datasets datasets, Ways ways, Show show, Words words) {
        this.datasets = datasets;
        this.ways = ways;
        this.show = show;
        this.words = words;
    }

    /** The end that was meant: of the agreement, where that ends on the day that was named. */
    @Nullable Instant within(
            Caller caller,
            DatasetId dataset,
            @Nullable AgreementRef agreement,
            @Nullable Instant until) {
        if (until == null || agreement == null) {
            return until;
        }
        return ways.covering(caller, dataset).stream()
                .map(Agreement::head)
                .filter(head -> head.reference().equals(agreement))
                .map(head -> Words.notPast(until, head.terms().ends()))
                .findFirst()
                .orElse(until);
    }

    /**
     * @param draft null where nothing has been saved yet
     */
    String show(
            Caller caller,
            DatasetId id,
            @Nullable Draft draft,
            AskForm form,
            FormErrors errors,
            Model model) {
        var covering =
                ways.covering(caller, id).stream()
                        .filter(agreement -> isReceived(caller, agreement))
                        .toList();
        model.addAttribute("dataset", datasets.see(caller, id));
        model.addAttribute("draft", draft);
        var choices = covering.stream().flatMap(this::choices).toList();
        model.addAttribute("form", form.orTheOnly(choices));
        model.addAttribute("errors", errors);
        model.addAttribute("wayChoices", choices);
        var named = others(id, covering);
        var offered = offered(named, form.also());
        model.addAttribute("alsoChoices", offered);
        model.addAttribute(
                "alsoLeft",
                named.keySet().stream()
                        .filter(each -> offered.stream().noneMatch(one -> one.value().equals(each)))
                        .count());
        model.addAttribute(
                "actionChoices",
                covering.stream()
                        .flatMap(agreement -> agreement.head().terms().actions().stream())
                        .distinct()
                        .sorted()
                        .map(action ->
                                new Choice(action.value(), show.word("permitted", action.value())))
                        .toList());
        model.addAttribute("maxText", AccessRequest.Asked.MAX_TEXT);
        return "pages/ask";
    }

    private static boolean isReceived(Caller caller, Agreement agreement) {
        var agency = caller.agency();
        return agency != null
                && agreement instanceof Agreement.Active active
                && active.hasSigned(agency);
    }

    private Stream<Choice> choices(Agreement agreement) {
        var head = agreement.head();
        return head.terms().purposes().stream()
                .map(purpose ->
                        new Choice(
                                head.reference() + "|" + purpose.code(),
                                Words.sentence(purpose.text()),
                                words.say(
                                        "ask.way.hint",
                                        head.reference(),
                                        head.terms().title(),
                                        show.lastDay(head.terms().ends()))));
    }

    /** Other datasets that the same agreements name, each with those that do. */
    private static Map<String, Set<String>> others(DatasetId id, List<Agreement> covering) {
        var named = new TreeMap<String, Set<String>>();
        for (var agreement : covering) {
            var head = agreement.head();
            head.terms().datasets().stream()
                    .map(Terms.Scope::dataset)
                    .filter(dataset -> !dataset.equals(id))
                    .forEach(dataset ->
                            named.computeIfAbsent(dataset.toString(), _ -> new TreeSet<>())
                                    .add(head.reference().value()));
        }
        return named;
    }

    /** The first of them, and what is chosen wherever it stands, or stood. */
    static List<Choice> offered(Map<String, Set<String>> named, List<String> chosen) {
        var offered = new ArrayList<Choice>();
        named.forEach((dataset, agreements) -> {
            if (offered.size() < MAX_OTHERS || chosen.contains(dataset)) {
                offered.add(new Choice(dataset, dataset, String.join(", ", agreements)));
            }
        });
        chosen.stream()
                .filter(each -> !named.containsKey(each))
                .map(each -> new Choice(each, each))
                .forEach(offered::add);
        return offered;
    }
}
