package city.datastore.platform.api;

import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.Dpia.Told;
import city.datastore.agreements.dpia.Dpia.Treatment;
import city.datastore.agreements.dpia.DpiaCheck;
import city.datastore.agreements.particulars.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is written in an assessment.
 *
 * @param screening what people say of criteria, by criterion
 * @param answers by question; a text or a list of texts
 */
record DpiaContentJson(
        @Nullable Map<String, @Nullable ToldJson> screening,
        @Nullable JsonNode answers,
        @Nullable List<@Nullable RiskJson> risks) {
    private static final int MAX_ENTRIES = 200;
    private static final int MAX_WORD = 100;

    /** What somebody says of a criterion: yes or no, an explanation, or both. */
    record ToldJson(@Nullable Boolean answer, @Nullable String explanation) {}

    /** Something that could happen to people, and what is done about it. */
    record RiskJson(
            @Nullable String text,
            @Nullable String likelihood,
            @Nullable String severity,
            @Nullable TreatmentJson treatment) {}

    /** What is done about a risk; likelihood and severity are what remains of one made smaller. */
    record TreatmentJson(
            @Nullable String effect,
            @Nullable String measures,
            @Nullable String likelihood,
            @Nullable String severity) {}

    Content read() {
        var fields = new Fields();
        var told = told(fields);
        Map<String, Answer> answered = Map.of();
        if (answers != null && !answers.isNull()) {
            if (!answers.isObject() || answers.size() > MAX_ENTRIES) {
                fields.fault("answers", "has to be an object of questions and answers");
            } else {
                answered = ParticularsJson.answers(fields, "answers", answers);
            }
        }
        var dangers =
                fields.<RiskJson, Risk>each(
                        "risks",
                        risks,
                        DpiaCheck.MAX_RISKS,
                        (path, each) -> risk(fields, path, each));
        fields.check();
        var screened = new TreeMap<String, Told>();
        told.forEach((id, one) -> screened.put(id, one.get()));
        return new Content(screened, new TreeMap<>(answered), new ArrayList<>(dangers.get()));
    }

    private Map<String, Supplier<Told>> told(Fields fields) {
        var told = new TreeMap<String, Supplier<Told>>();
        if (screening == null) {
            return told;
        }
        if (screening.size() > MAX_ENTRIES) {
            fields.fault("screening", "names more criteria than there are");
            return told;
        }
        screening.forEach((id, one) -> {
            if (one != null) {
                var explanation =
                        fields.anyText("screening." + id, one.explanation(), DpiaCheck.MAX_TEXT);
                told.put(id, () -> new Told(one.answer(), explanation.get()));
            }
        });
        return told;
    }

    private static Supplier<Risk> risk(Fields fields, String path, RiskJson json) {
        var text = fields.text(path + ".text", json.text(), DpiaCheck.MAX_RISK);
        var likelihood = fields.text(path + ".likelihood", json.likelihood(), MAX_WORD);
        var severity = fields.text(path + ".severity", json.severity(), MAX_WORD);
        var its = json.treatment();
        if (its == null) {
            return () -> new Risk(text.get(), likelihood.get(), severity.get(), null);
        }
        String at = path + ".treatment";
        var effect = fields.text(at + ".effect", its.effect(), MAX_WORD);
        var measures = fields.text(at + ".measures", its.measures(), DpiaCheck.MAX_TEXT);
        var likelihoodAfter = fields.anyText(at + ".likelihood", its.likelihood(), MAX_WORD);
        var severityAfter = fields.anyText(at + ".severity", its.severity(), MAX_WORD);
        return () ->
                new Risk(
                        text.get(),
                        likelihood.get(),
                        severity.get(),
                        new Treatment(
                                effect.get(),
                                measures.get(),
                                likelihoodAfter.get(),
                                severityAfter.get()));
    }
}
