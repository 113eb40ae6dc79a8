package city.datastore.agreements.dpia;

import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.particulars.Answer;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data protection impact assessment of one agreement (UK GDPR Article 35): what its parties
 * wrote, and how it was signed off. Steps 1 to 6 are its content; whoever changes the content makes
 * advice, outcome and consultation void, because they were about another text.
 *
 * @param revision counts every change from 1; 0 while nobody has begun
 * @param looked the terms it is about, null while nobody has begun
 */
public record Dpia(
        AgreementRef reference,
        long revision,
        @Nullable Looked looked,
        Content content,
        @Nullable Advice advice,
        @Nullable Decision decision,
        @Nullable Consultation consultation) {

    /** Whoever wrote something down, for their agency. */
    public record Writer(AgencyCode agency, PersonId person, String name, Instant at) {}

    /**
     * The terms that were looked at.
     *
     * @param digest of the terms, see {@link city.datastore.agreements.TermsDigest}
     */
    public record Looked(int version, String digest, Writer by) {}

    /**
     * What the parties wrote.
     *
     * @param screening what people said of criteria, by criterion
     * @param answers by question of {@code dpia-questions.txt}
     */
    public record Content(
            SortedMap<String, Told> screening,
            SortedMap<String, Answer> answers,
            List<Risk> risks) {
        public static final Content NONE = new Content(new TreeMap<>(), new TreeMap<>(), List.of());

        public Content {
            screening = Collections.unmodifiableSortedMap(new TreeMap<>(screening));
            answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
            risks = List.copyOf(risks);
        }

        public Content withAnswers(Map<String, Answer> others) {
            return new Content(screening, new TreeMap<>(others), risks);
        }

        public Content withScreening(Map<String, Told> others) {
            return new Content(new TreeMap<>(others), answers, risks);
        }

        public Content withRisks(List<Risk> others) {
            return new Content(screening, answers, others);
        }
    }

    /**
     * What a person said of a criterion.
     *
     * @param yes null where they only explain it
     */
    public record Told(@Nullable Boolean yes, String explanation) {}

    /**
     * Something that could happen to people.
     *
     * @param treatment what is done about it, null while nobody has said
     */
    public record Risk(
            String text, String likelihood, String severity, @Nullable Treatment treatment) {
        public Risk treated(@Nullable Treatment other) {
            return new Risk(text, likelihood, severity, other);
        }
    }

    /**
     * What is done about a risk.
     *
     * @param effect a word of {@code dpia-effect}
     * @param measures that are taken, or why the risk is accepted
     * @param likelihood that remains, null unless the risk is made smaller
     * @param severity that remains, null unless the risk is made smaller
     */
    public record Treatment(
            String effect,
            String measures,
            @Nullable String likelihood,
            @Nullable String severity) {}

    /**
     * What a data protection officer advised.
     *
     * @param adviser the officer, by name or role
     * @param position a word of {@code dpia-advice}
     */
    public record Advice(Writer by, String adviser, String position, String text) {}

    /**
     * What an accountable person decided.
     *
     * @param decider the accountable person, by name or role
     * @param outcome a word of {@code dpia-outcome}
     * @param reasons may be empty unless the advice is overruled
     */
    public record Decision(Writer by, String decider, String outcome, String reasons) {}

    /**
     * How the regulator was consulted (UK GDPR Article 36).
     *
     * @param reference the regulator's
     * @param asked when it was sent
     * @param answer a word of {@code dpia-consultation}
     * @param text may be empty
     */
    public record Consultation(
            Writer by, String reference, LocalDate asked, String answer, String text) {}

    public Dpia {
        if ((revision == 0) != (looked == null)) {
            throw new IllegalArgumentException(
                    "an assessment that was begun says which terms it looked at");
        }
        if (decision != null && advice == null) {
            throw new IllegalArgumentException("nothing is decided before advice was given");
        }
    }

    /** Not begun. */
    public static Dpia none(AgreementRef reference) {
        return new Dpia(reference, 0, null, Content.NONE, null, null, null);
    }

    public boolean begun() {
        return looked != null;
    }

    /** With that content, looked at again; the sign-off stays only where nothing changed. */
    public Dpia written(Content other, Looked at) {
        boolean same =
                looked != null && looked.digest().equals(at.digest()) && content.equals(other);
        return new Dpia(
                reference,
                revision + 1,
                at,
                other,
                same ? advice : null,
                same ? decision : null,
                same ? consultation : null);
    }

    /** With that advice; a decision on other advice is void. */
    public Dpia advised(Advice given) {
        return new Dpia(reference, revision + 1, looked, content, given, null, consultation);
    }

    /**
     * With that decision.
     *
     * @throws WrongState unless advice was given, by somebody else
     */
    public Dpia decided(Decision made) {
        Advice given = advice;
        if (given == null) {
            throw new WrongState(
                    "the data protection officer has not advised on the assessment of "
                            + reference
                            + " yet; record the advice first");
        }
        if (given.by().person().equals(made.by().person())
                || alike(given.adviser(), made.decider())) {
            throw new WrongState(
                    given.by().person().equals(made.by().person())
                            ? "you recorded the advice on the assessment of "
                                    + reference
                                    + "; somebody else has to record what is decided"
                            : "the data protection officer advises and does not decide; name the"
                                    + " accountable person");
        }
        return new Dpia(reference, revision + 1, looked, content, given, made, consultation);
    }

    public Dpia consulted(Consultation made) {
        return new Dpia(reference, revision + 1, looked, content, advice, decision, made);
    }

    private static boolean alike(String one, String other) {
        return key(one).equals(key(other));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.UK).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
