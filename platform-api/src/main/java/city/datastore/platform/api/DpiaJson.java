package city.datastore.platform.api;

import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.dpia.Assessed;
import city.datastore.agreements.dpia.Description;
import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Screening;
import city.datastore.agreements.particulars.Question;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The assessment of an agreement, with everything that follows from it.
 *
 * @param version of the agreement's terms as they are now
 * @param digest of those terms
 * @param revision of the assessment; 0 while nobody has begun
 * @param state {@code not-begun}, {@code unfinished}, {@code out-of-date} or {@code finished}
 * @param lookedAt the terms that it is about, null while nobody has begun
 * @param missing what the seven steps still lack
 * @param obstacle what keeps the agreement from being activated, null where nothing does
 */
record DpiaJson(
        String reference,
        int version,
        String digest,
        long revision,
        String state,
        @Nullable Looked lookedAt,
        Screened screening,
        List<Step> steps,
        List<Risk> risks,
        @Nullable Advice advice,
        @Nullable Outcome outcome,
        @Nullable Consultation consultation,
        List<FaultJson> missing,
        @Nullable String obstacle) {

    /** Terms that were looked at, by whom and when. */
    record Looked(int version, String digest, By by) {}

    /** Whoever wrote something down. */
    record By(String agency, PersonJson person, Instant at) {
        static By of(Dpia.Writer writer) {
            return new By(
                    writer.agency().value(),
                    new PersonJson(writer.person().value(), writer.name()),
                    writer.at());
        }
    }

    /**
     * @param verdict {@code required}, {@code consider} or {@code not-needed}
     */
    record Screened(String verdict, List<Criterion> criteria) {}

    /**
     * One criterion.
     *
     * @param weight {@code always}, {@code combined} or {@code consider}
     * @param computed whether fields of the agreement alone make it hold
     * @param because those fields
     * @param answer what a person said, null where nobody did
     */
    record Criterion(
            String id,
            String question,
            String weight,
            boolean holds,
            boolean computed,
            List<FaultJson> because,
            @Nullable Boolean answer,
            String explanation) {

        static Criterion of(Screening.Finding finding) {
            var criterion = finding.criterion();
            var told = finding.told();
            return new Criterion(
                    criterion.id(),
                    criterion.question(),
                    criterion.weight().name().toLowerCase(Locale.ROOT),
                    finding.holds(),
                    finding.computed(),
                    finding.because().stream()
                            .map(sign -> new FaultJson(sign.field(), sign.text()))
                            .toList(),
                    told == null ? null : told.yes(),
                    told == null ? "" : told.explanation());
        }
    }

    /** One of the seven steps: what the agreement says already, and what is asked besides. */
    record Step(int number, String title, List<Shown> fromAgreement, List<Asked> questions) {}

    /** A line that comes from the agreement. */
    record Shown(String heading, String about, String question, String answer, String field) {
        static Shown of(Description.Line line) {
            return new Shown(
                    line.heading(),
                    line.place().toString(),
                    line.title(),
                    line.answer(),
                    line.field());
        }
    }

    /** A question and its answer, null where there is none. */
    record Asked(String id, String question, boolean needed, @Nullable String answer) {}

    /**
     * @param level of the risk before anything is done about it
     * @param residual the level that remains, null where the risk is gone
     */
    record Risk(
            String text,
            String likelihood,
            String severity,
            String level,
            DpiaContentJson.@Nullable TreatmentJson treatment,
            @Nullable String residual) {}

    /** What a data protection officer advised. */
    record Advice(By by, String adviser, String position, String text) {}

    /** What an accountable person decided. */
    record Outcome(By by, String decider, String outcome, String reasons) {}

    /** How the regulator was consulted. */
    record Consultation(By by, String reference, LocalDate asked, String answer, String text) {}

    static DpiaJson of(Assessed assessed, DpiaReview review, Description description) {
        var head = assessed.agreement().head();
        Dpia dpia = assessed.dpia();
        var looked = dpia.looked();
        return new DpiaJson(
                head.reference().value(),
                head.version(),
                TermsDigest.of(head),
                dpia.revision(),
                assessed.state(),
                looked == null
                        ? null
                        : new Looked(looked.version(), looked.digest(), By.of(looked.by())),
                new Screened(
                        assessed.screening().verdict().word(),
                        assessed.screening().findings().stream().map(Criterion::of).toList()),
                review.questionnaire().groups().entrySet().stream()
                        .map(group ->
                                step(
                                        group.getKey() - '0',
                                        group.getValue(),
                                        assessed,
                                        review,
                                        description))
                        .toList(),
                dpia.content().risks().stream().map(risk -> risk(risk, review)).toList(),
                advice(dpia.advice()),
                outcome(dpia.decision()),
                consultation(dpia.consultation()),
                assessed.missing().stream().map(DpiaJson::fault).toList(),
                assessed.obstacle().orElse(null));
    }

    private static Step step(
            int number,
            String title,
            Assessed assessed,
            DpiaReview review,
            Description description) {
        var terms = assessed.agreement().head().terms();
        return new Step(
                number,
                title,
                description.of(terms, number).stream().map(Shown::of).toList(),
                review.asked(terms, number).stream()
                        .map(question -> asked(question, assessed.dpia()))
                        .toList());
    }

    private static Asked asked(Question question, Dpia dpia) {
        var answer = dpia.content().answers().get(question.id());
        return new Asked(
                question.id(),
                question.title(),
                question.needed(),
                answer == null ? null : answer.text());
    }

    private static Risk risk(Dpia.Risk risk, DpiaReview review) {
        var its = risk.treatment();
        return new Risk(
                risk.text(),
                risk.likelihood(),
                risk.severity(),
                review.level(risk),
                its == null
                        ? null
                        : new DpiaContentJson.TreatmentJson(
                                its.effect(), its.measures(), its.likelihood(), its.severity()),
                review.residual(risk).orElse(null));
    }

    private static @Nullable Advice advice(Dpia.@Nullable Advice its) {
        return its == null
                ? null
                : new Advice(By.of(its.by()), its.adviser(), its.position(), its.text());
    }

    private static @Nullable Outcome outcome(Dpia.@Nullable Decision its) {
        return its == null
                ? null
                : new Outcome(By.of(its.by()), its.decider(), its.outcome(), its.reasons());
    }

    private static @Nullable Consultation consultation(Dpia.@Nullable Consultation its) {
        return its == null
                ? null
                : new Consultation(
                        By.of(its.by()), its.reference(), its.asked(), its.answer(), its.text());
    }

    private static FaultJson fault(Fault fault) {
        return new FaultJson(fault.field(), fault.message());
    }
}
