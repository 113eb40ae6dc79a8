package city.datastore.agreements;

import city.datastore.access.identity.Agencies;
import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.Terms.LawfulBasis;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Purpose;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that terms have to keep before anybody stores or signs them; reports every fault at
 * once.
 */
public final class TermsCheck {
    public static final int MAX_TITLE = 200;
    public static final int MIN_PARTIES = 2;
    public static final int MAX_PARTIES = 100;
    public static final int MAX_DATASETS = 500;
    public static final int MAX_COLUMNS = 2_000;

    /** Most column names in all datasets together. */
    public static final int MAX_COLUMNS_IN_ALL = 20_000;

    public static final int MAX_COLUMN_NAME = 200;

    /** Most bytes, in UTF-8, of the names of one dataset's columns: each is in an event at once. */
    public static final int MAX_COLUMN_NAMES_BYTES = 40_000;

    public static final int MAX_PURPOSES = 50;
    public static final int MAX_PURPOSE_TEXT = 2_000;
    public static final int MAX_ACTIONS = 20;
    public static final int MAX_GATEWAYS = 20;
    public static final int MAX_LAW_TEXT = 200;

    /** Longest time an agreement may run, and how far from now it may start. */
    public static final Period MAX_TERM = Period.ofYears(10);

    /** How people cite a paragraph, with or without the Act, the Schedule and the Part. */
    private static final Pattern OF_SCHEDULE_1 =
            Pattern.compile(
                    "(?:(?:dpa|data protection act)\\s*(?:2018)?[\\s,:]*)?"
                            + "(?:sch(?:edule|\\.)?\\s*1[\\s,:]+)?"
                            + "(?:(part\\s*[123])[\\s,:]+)?"
                            + "(?:para(?:graph|\\.)?\\s*)?([0-9]{1,2})",
                    Pattern.CASE_INSENSITIVE);

    private final Agencies agencies;
    private final Vocabularies vocabularies;
    private final AnswersCheck answers;
    private final TermsReview review;
    private final TemplateRules templates;

    public TermsCheck(
            Agencies agencies,
            Vocabularies vocabularies,
            Questionnaire questionnaire,
            TemplateRules templates) {
        this.agencies = agencies;
        this.vocabularies = vocabularies;
        this.answers = new AnswersCheck(vocabularies, questionnaire);
        this.review = new TermsReview(vocabularies, questionnaire);
        this.templates = templates;
    }

    /**
     * The rules for terms that are to be signed: those for writing them down, and nothing may be
     * missing.
     *
     * @throws BadTerms with every fault, at most 100
     */
    public Terms checkWhole(
            Terms terms, KnownDatasets known, Set<AgencyCode> required, Instant now) {
        Terms checked = check(terms, known, required, now);
        var faults = new Faults();
        review.review(checked).missing().forEach(each -> faults.add(each.field(), each.message()));
        faults.throwIfAny();
        return checked;
    }

    /**
     * The same terms with every word of a vocabulary in its stored spelling and texts without outer
     * blanks.
     *
     * @param known to whoever writes them down; any other dataset is not there
     * @param required agencies that have to be parties: who drafted it and who edits it
     * @throws BadTerms with every fault, at most 100
     */
    public Terms check(Terms terms, KnownDatasets known, Set<AgencyCode> required, Instant now) {
        return check(terms, known, required, now, new Faults());
    }

    /**
     * The same for terms in force that name one more party: whoever invites it cannot correct how
     * their columns and texts are spelt.
     */
    Terms checkWider(Terms terms, KnownDatasets known, Set<AgencyCode> required, Instant now) {
        return check(terms, known, required, now, new Faults(/* younger= */ false));
    }

    private Terms check(
            Terms terms,
            KnownDatasets known,
            Set<AgencyCode> required,
            Instant now,
            Faults faults) {
        var checked =
                new Terms(
                        title(terms.title(), faults),
                        parties(terms.parties(), required, faults),
                        datasets(terms, known, faults),
                        purposes(terms.purposes(), faults),
                        terms.actions(),
                        law(terms.lawfulBasis(), faults),
                        terms.starts().truncatedTo(ChronoUnit.MILLIS),
                        terms.ends().truncatedTo(ChronoUnit.MILLIS),
                        terms.reviewDue().truncatedTo(ChronoUnit.MILLIS),
                        answers.check(terms, known, faults),
                        terms.template());
        faults.count("actions", terms.actions().size(), 1, MAX_ACTIONS, "action", "actions");
        dates(checked, now, faults);
        Terms whole = templates.apply(checked, known, faults);
        if (!whole.datasets().equals(checked.datasets())) {
            ProtectionCheck.inAll(whole.datasets(), faults);
        }
        faults.throwIfAny();
        return whole;
    }

    private static String title(String title, Faults faults) {
        faults.text("title", "the title", title.strip(), 1, MAX_TITLE, false);
        return title.strip();
    }

    private List<Party> parties(List<Party> parties, Set<AgencyCode> required, Faults faults) {
        if (!faults.count(
                "parties", parties.size(), MIN_PARTIES, MAX_PARTIES, "agency", "agencies")) {
            return parties;
        }
        var checked = new ArrayList<Party>();
        var seen = new HashSet<AgencyCode>();
        for (int i = 0; i < parties.size(); i++) {
            Party party = parties.get(i);
            String at = "parties[" + i + "]";
            if (!seen.add(party.agency())) {
                faults.add(at + ".agency", party.agency() + " is in it twice; name it once");
            }
            if (agencies.find(party.agency()).isEmpty()) {
                faults.add(at + ".agency", "there is no agency " + party.agency());
            }
            if (!party.provides() && !party.receives()) {
                faults.add(
                        at,
                        party.agency()
                                + " neither provides nor receives data; a party has to do one of"
                                + " them");
            }
            String role = faults.word(at + ".role", vocabularies.controllerRoles(), party.role());
            checked.add(new Party(party.agency(), role, party.provides(), party.receives()));
        }
        if (parties.stream().noneMatch(Party::provides)) {
            faults.add("parties", "no party provides data; at least one has to");
        }
        if (parties.stream().noneMatch(Party::receives)) {
            faults.add("parties", "no party receives data; at least one has to");
        }
        for (AgencyCode agency : new TreeSet<>(required)) {
            if (!seen.contains(agency)) {
                faults.add(
                        "parties",
                        agency
                                + " is not a party; the agency that drafts an agreement and the one"
                                + " that edits it have to be in it");
            }
        }
        return checked;
    }

    private static List<Scope> datasets(Terms terms, KnownDatasets known, Faults faults) {
        List<Scope> scopes = terms.datasets();
        if (!faults.count("datasets", scopes.size(), 1, MAX_DATASETS, "dataset", "datasets")) {
            return scopes;
        }
        var seen = new HashSet<DatasetId>();
        int columnsInAll = 0;
        for (int i = 0; i < scopes.size(); i++) {
            Scope scope = scopes.get(i);
            String at = "datasets[" + i + "]";
            if (!seen.add(scope.dataset())) {
                faults.add(at + ".dataset", scope.dataset() + " is in it twice; name it once");
            }
            owner(at + ".dataset", scope.dataset(), terms.parties(), faults);
            Optional<List<String>> declared =
                    known.columns(scope.dataset())
                            .map(names -> names.stream().map(ColumnName::tidy).toList());
            if (declared.isEmpty()) {
                faults.add(at + ".dataset", "there is no dataset " + scope.dataset());
            }
            if (scope.columns() instanceof ColumnScope.Only(var names)) {
                columnsInAll += names.size();
                columns(at + ".columns", scope, names, declared.orElse(List.of()), faults);
            }
            ProtectionCheck.check(at, scope, declared.orElse(List.of()), faults);
        }
        ProtectionCheck.inAll(scopes, faults);
        if (columnsInAll > MAX_COLUMNS_IN_ALL) {
            faults.add(
                    "datasets",
                    "they name "
                            + columnsInAll
                            + " columns in all; at most "
                            + MAX_COLUMNS_IN_ALL
                            + " are possible");
        }
        return scopes;
    }

    private static void owner(String at, DatasetId dataset, List<Party> parties, Faults faults) {
        Optional<Party> owner =
                parties.stream().filter(p -> p.agency().equals(dataset.agency())).findFirst();
        if (owner.isEmpty()) {
            faults.add(
                    at,
                    dataset
                            + " belongs to "
                            + dataset.agency()
                            + ", which is not a party; an agreement can only cover data of its"
                            + " parties");
        } else if (!owner.get().provides()) {
            faults.add(
                    at,
                    dataset
                            + " belongs to "
                            + dataset.agency()
                            + ", which does not provide data under this agreement");
        }
    }

    private static void columns(
            String at, Scope scope, Set<String> names, List<String> declared, Faults faults) {
        if (!faults.count(at, names.size(), 1, MAX_COLUMNS, "column", "columns")) {
            return;
        }
        faults.columnNames(at, names);
        var known = new HashSet<>(declared);
        int i = 0;
        for (String name : names) {
            String each = at + "[" + i++ + "]";
            if (faults.column(each, name)
                    && !known.isEmpty()
                    && !known.contains(ColumnName.tidy(name))) {
                faults.add(each, scope.dataset() + " declares no column " + PlainText.shown(name));
            }
        }
    }

    private static List<Purpose> purposes(List<Purpose> purposes, Faults faults) {
        if (!faults.count("purposes", purposes.size(), 1, MAX_PURPOSES, "purpose", "purposes")) {
            return purposes;
        }
        var checked = new ArrayList<Purpose>();
        var seen = new HashSet<PurposeCode>();
        for (int i = 0; i < purposes.size(); i++) {
            Purpose purpose = purposes.get(i);
            String at = "purposes[" + i + "]";
            if (!seen.add(purpose.code())) {
                faults.add(at + ".code", purpose.code() + " is in it twice; each code is unique");
            }
            String text = purpose.text().strip();
            faults.text(at + ".text", "the purpose", text, 1, MAX_PURPOSE_TEXT, true);
            checked.add(new Purpose(purpose.code(), text));
        }
        return checked;
    }

    private LawfulBasis law(LawfulBasis law, Faults faults) {
        String at = "lawfulBasis";
        String article6 = faults.word(at + ".article6", vocabularies.article6(), law.article6());
        String article9 = law.article9();
        article9 =
                article9 == null || article9.isBlank()
                        ? null
                        : faults.word(at + ".article9", vocabularies.article9(), article9);
        String schedule1 = blankIsNone(law.schedule1());
        if (schedule1 != null) {
            schedule1 =
                    faults.word(at + ".schedule1", vocabularies.schedule1(), paragraph(schedule1));
        }
        var gateways = law.gateways().stream().map(String::strip).toList();
        if (faults.count(
                at + ".gateways", gateways.size(), 0, MAX_GATEWAYS, "gateway", "gateways")) {
            for (int i = 0; i < gateways.size(); i++) {
                String each = at + ".gateways[" + i + "]";
                faults.text(each, "the gateway", gateways.get(i), 1, MAX_LAW_TEXT, false);
            }
        }
        return new LawfulBasis(article6, article9, schedule1, gateways);
    }

    /** A citation of Schedule 1 in the vocabulary's spelling; anything else as it is. */
    private static String paragraph(String cited) {
        var found = OF_SCHEDULE_1.matcher(cited);
        if (!found.matches()) {
            return cited;
        }
        String part = found.group(1);
        return part == null ? found.group(2) : part + " paragraph " + found.group(2);
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void dates(Terms terms, Instant now, Faults faults) {
        Instant starts = terms.starts();
        Instant ends = terms.ends();
        Instant review = terms.reviewDue();
        if (starts.isBefore(shifted(now, MAX_TERM.negated()))
                || starts.isAfter(shifted(now, MAX_TERM))) {
            faults.add(
                    "starts",
                    "it starts on "
                            + UkTime.start(starts)
                            + "; it has to be within ten years of today");
            return;
        }
        if (!starts.isBefore(ends)) {
            faults.add(
                    "ends",
                    "an agreement has to end after it starts: it starts on "
                            + UkTime.start(starts)
                            + " and ends on "
                            + UkTime.end(ends));
            return;
        }
        if (ends.isAfter(shifted(starts, MAX_TERM))) {
            faults.add(
                    "ends",
                    "it runs from "
                            + UkTime.start(starts)
                            + " until "
                            + UkTime.end(ends)
                            + "; an agreement can run for ten years at most");
        }
        if (!ends.isAfter(now)) {
            faults.add(
                    "ends",
                    "it ends on " + UkTime.end(ends) + ", which has passed; choose a later date");
        }
        if (!review.isAfter(starts) || review.isAfter(ends)) {
            faults.add(
                    "reviewDue",
                    "the review is due on "
                            + UkTime.start(review)
                            + "; it has to be after the start, "
                            + UkTime.start(starts)
                            + ", and not after the end, "
                            + UkTime.end(ends));
        }
    }

    private static Instant shifted(Instant instant, Period period) {
        return instant.atOffset(ZoneOffset.UTC).plus(period).toInstant();
    }
}
