package city.datastore.platform.portal;

import city.datastore.agreements.reviews.Findings;
import city.datastore.agreements.reviews.Proposal;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts what a review found into the words of a page. */
@Component
class ReviewReading {
    /** Most names of columns in one sentence. */
    private static final int MOST = 30;

    private final Show show;
    private final Words words;

    ReviewReading(Show show, Words words) {
        this.show = show;
        this.words = words;
    }

    /** A dataset as its summary shows it. */
    record Dataset(
            String id,
            String promised,
            String receivers,
            String read,
            List<String> by,
            String columns,
            List<String> neverRead,
            String versions,
            String grants) {
        Dataset {
            by = List.copyOf(by);
            neverRead = List.copyOf(neverRead);
        }
    }

    /** A label and a number. */
    record Count(String label, String number) {}

    List<Dataset> datasets(Findings findings) {
        return findings.datasets().stream().map(this::dataset).toList();
    }

    private Dataset dataset(Findings.OfDataset found) {
        return new Dataset(
                found.dataset().toString(),
                show.columns(found.promised()),
                found.receivers().isEmpty()
                        ? words.say("reviewing.nobody")
                        : String.join(", ", found.receivers().stream().map(show::agency).toList()),
                found.last()
                        .map(last ->
                                words.say(
                                        "reviewing.read",
                                        number(found.reads()),
                                        number(found.people()),
                                        show.date(last)))
                        .orElseGet(() -> words.say("reviewing.never")),
                found.by().stream()
                        .map(each ->
                                words.say(
                                        "reviewing.by",
                                        show.agency(each.agency()),
                                        number(each.reads()),
                                        number(each.people()),
                                        show.date(each.last())))
                        .toList(),
                columns(found),
                found.reads() == 0 ? List.of() : found.neverRead(),
                found.versions().isEmpty()
                        ? words.say("reviewing.none")
                        : show.joined(found.versions()),
                found.grants() == 0
                        ? words.say("reviewing.grants.none")
                        : words.say(
                                "reviewing.grants",
                                number(found.grants()),
                                number(found.unused())));
    }

    private String columns(Findings.OfDataset found) {
        if (found.whole()) {
            return words.say("columns.all");
        }
        return found.read().isEmpty() ? words.say("columns.none") : String.join(", ", found.read());
    }

    List<Count> purposes(Findings findings) {
        return findings.purposes().stream()
                .map(each -> new Count(named(each.code(), each.text()), number(each.reads())))
                .toList();
    }

    private static String named(PurposeCode code, String text) {
        return text + " (" + code + ")";
    }

    List<Count> refusals(Findings findings) {
        return findings.refused().entrySet().stream()
                .map(each ->
                        new Count(
                                show.word("reviewing.refused", each.getKey()),
                                number(each.getValue())))
                .toList();
    }

    List<String> reasons(Proposal proposal) {
        return proposal.reasons().stream().map(this::reason).toList();
    }

    private String reason(Proposal.Reason reason) {
        String subject =
                reason.code().equals("agency-never-read")
                        ? show.named(reason.subject())
                        : reason.subject();
        String items = String.join(", ", reason.items().stream().limit(MOST).toList());
        if (reason.items().size() > MOST) {
            items = words.say("reviewing.more", items, number(reason.items().size() - MOST));
        }
        return words.say("reviewing.reason." + reason.code(), subject, items);
    }

    private String number(long count) {
        return show.number(count);
    }
}
