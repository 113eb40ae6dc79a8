package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.audit.event.About;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.subjects.Access;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The copy for the person concerned, in words: titles and purposes as far as whoever hands it out
 * may see them, and otherwise their names.
 */
@Component
class SubjectCopy {
    private final Datasets datasets;
    private final Agreements agreements;
    private final Show show;
    private final Words words;

    SubjectCopy(Datasets datasets, Agreements agreements, Show show, Words words) {
        this.datasets = datasets;
        this.agreements = agreements;
        this.show = show;
        this.words = words;
    }

    /**
     * One access.
     *
     * @param agreement null where it rested on none
     * @param purpose empty where none was named
     */
    record Line(
            Instant at,
            String agency,
            String dataset,
            @Nullable AgreementRef agreement,
            String purpose,
            String columns,
            String outcome) {}

    List<Line> lines(Caller caller, List<Access> accesses) {
        var titles = new HashMap<DatasetId, String>();
        var purposes = new HashMap<Named, String>();
        return accesses.stream()
                .map(access -> {
                    var event = access.decision().event();
                    var about = event.about();
                    return new Line(
                            event.at(),
                            show.agency(event.actor().agency()),
                            titles.computeIfAbsent(
                                    access.version().dataset(), id -> title(caller, id)),
                            about.agreement(),
                            purposes.computeIfAbsent(
                                    Named.by(about), named -> purpose(caller, named)),
                            about.columns().isEmpty()
                                    ? words.say("columns.all")
                                    : String.join(", ", about.columns()),
                            words.say("subject.outcome." + access.outcome()));
                })
                .toList();
    }

    /** Whoever makes a copy has not looked for any of its datasets. */
    private String title(Caller caller, DatasetId id) {
        return datasets.title(caller, id)
                .map(title -> words.say("copy.dataset", title, id))
                .orElseGet(id::toString);
    }

    /** A purpose as the record names it: the words may be others in another version. */
    private record Named(
            @Nullable AgreementRef agreement,
            @Nullable Integer version,
            @Nullable PurposeCode purpose) {
        static Named by(About about) {
            return new Named(about.agreement(), about.agreementVersion(), about.purpose());
        }
    }

    private String purpose(Caller caller, Named named) {
        var code = named.purpose();
        if (code == null) {
            return "";
        }
        return terms(caller, named).map(terms -> terms.inWords(code)).orElseGet(code::value);
    }

    private Optional<Terms> terms(Caller caller, Named named) {
        var reference = named.agreement();
        var version = named.version();
        if (reference == null || version == null) {
            return Optional.empty();
        }
        return agreements.glance(caller, reference, version).map(Head::terms);
    }
}
