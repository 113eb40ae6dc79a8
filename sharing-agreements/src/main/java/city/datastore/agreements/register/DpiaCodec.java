package city.datastore.agreements.register;

import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.Dpia.Advice;
import city.datastore.agreements.dpia.Dpia.Consultation;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Looked;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.dpia.Dpia.Writer;
import city.datastore.agreements.particulars.Answer;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one place that knows how an assessment looks as JSON in the database. */
final class DpiaCodec {
    /** Raised when the shape changes; older shapes stay readable. */
    private static final int SHAPE = 1;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    record DpiaJson(
            int shape,
            LookedJson looked,
            Map<String, ToldJson> screening,
            Map<String, List<String>> answers,
            List<RiskJson> risks,
            @Nullable AdviceJson advice,
            @Nullable DecisionJson decision,
            @Nullable ConsultationJson consultation) {}

    record WriterJson(String agency, String person, String name, String at) {
        static WriterJson of(Writer by) {
            return new WriterJson(
                    by.agency().value(), by.person().value(), by.name(), by.at().toString());
        }

        Writer writer() {
            return new Writer(
                    new AgencyCode(agency), new PersonId(person), name, Instant.parse(at));
        }
    }

    record LookedJson(int version, String digest, WriterJson by) {}

    record ToldJson(@Nullable Boolean yes, String explanation) {}

    record RiskJson(
            String text, String likelihood, String severity, @Nullable TreatmentJson treatment) {}

    record TreatmentJson(
            String effect,
            String measures,
            @Nullable String likelihood,
            @Nullable String severity) {}

    record AdviceJson(WriterJson by, String adviser, String position, String text) {}

    record DecisionJson(WriterJson by, String decider, String outcome, String reasons) {}

    record ConsultationJson(
            WriterJson by, String reference, String asked, String answer, String text) {}

    String json(Dpia dpia) {
        var looked = dpia.looked();
        if (looked == null) {
            throw new IllegalArgumentException("an assessment that nobody began is not stored");
        }
        return mapper.writeValueAsString(
                new DpiaJson(
                        SHAPE,
                        new LookedJson(
                                looked.version(), looked.digest(), WriterJson.of(looked.by())),
                        screening(dpia.content()),
                        answers(dpia.content()),
                        dpia.content().risks().stream().map(DpiaCodec::risk).toList(),
                        advice(dpia.advice()),
                        decision(dpia.decision()),
                        consultation(dpia.consultation())));
    }

    Dpia dpia(AgreementRef reference, long revision, String json) {
        DpiaJson read = mapper.readValue(json, DpiaJson.class);
        if (read.shape() < 1 || read.shape() > SHAPE) {
            throw new IllegalStateException(
                    "a stored assessment has shape "
                            + read.shape()
                            + "; this release reads shapes up to "
                            + SHAPE);
        }
        return new Dpia(
                reference,
                revision,
                new Looked(
                        read.looked().version(),
                        read.looked().digest(),
                        read.looked().by().writer()),
                content(read),
                advice(read.advice()),
                decision(read.decision()),
                consultation(read.consultation()));
    }

    private static Map<String, ToldJson> screening(Content content) {
        var all = new LinkedHashMap<String, ToldJson>();
        content.screening()
                .forEach((id, told) -> all.put(id, new ToldJson(told.yes(), told.explanation())));
        return all;
    }

    private static Map<String, List<String>> answers(Content content) {
        var all = new LinkedHashMap<String, List<String>>();
        content.answers().forEach((id, answer) -> all.put(id, answer.values()));
        return all;
    }

    private static RiskJson risk(Risk risk) {
        Treatment its = risk.treatment();
        return new RiskJson(
                risk.text(),
                risk.likelihood(),
                risk.severity(),
                its == null
                        ? null
                        : new TreatmentJson(
                                its.effect(), its.measures(), its.likelihood(), its.severity()));
    }

    private static Content content(DpiaJson read) {
        var screening = new TreeMap<String, Told>();
        read.screening()
                .forEach((id, told) -> screening.put(id, new Told(told.yes(), told.explanation())));
        var answers = new TreeMap<String, Answer>();
        read.answers().forEach((id, values) -> answers.put(id, new Answer(values)));
        return new Content(screening, answers, read.risks().stream().map(DpiaCodec::risk).toList());
    }

    private static Risk risk(RiskJson read) {
        TreatmentJson its = read.treatment();
        return new Risk(
                read.text(),
                read.likelihood(),
                read.severity(),
                its == null
                        ? null
                        : new Treatment(
                                its.effect(), its.measures(), its.likelihood(), its.severity()));
    }

    private static @Nullable AdviceJson advice(@Nullable Advice its) {
        return its == null
                ? null
                : new AdviceJson(
                        WriterJson.of(its.by()), its.adviser(), its.position(), its.text());
    }

    private static @Nullable Advice advice(@Nullable AdviceJson its) {
        return its == null
                ? null
                : new Advice(its.by().writer(), its.adviser(), its.position(), its.text());
    }

    private static @Nullable DecisionJson decision(@Nullable Decision its) {
        return its == null
                ? null
                : new DecisionJson(
                        WriterJson.of(its.by()), its.decider(), its.outcome(), its.reasons());
    }

    private static @Nullable Decision decision(@Nullable DecisionJson its) {
        return its == null
                ? null
                : new Decision(its.by().writer(), its.decider(), its.outcome(), its.reasons());
    }

    private static @Nullable ConsultationJson consultation(@Nullable Consultation its) {
        return its == null
                ? null
                : new ConsultationJson(
                        WriterJson.of(its.by()),
                        its.reference(),
                        its.asked().toString(),
                        its.answer(),
                        its.text());
    }

    private static @Nullable Consultation consultation(@Nullable ConsultationJson its) {
        return its == null
                ? null
                : new Consultation(
                        its.by().writer(),
                        its.reference(),
                        LocalDate.parse(its.asked()),
                        its.answer(),
                        its.text());
    }
}
