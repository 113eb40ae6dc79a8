package city.datastore.agreements.register;

import city.datastore.agreements.templates.Slot;
import city.datastore.agreements.templates.Template.Clause;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one place that knows how the clauses of a template look as JSON in the database. */
final class TemplateCodec {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    record ClauseJson(String clause, boolean locked, List<String> says, String hint) {}

    String json(List<Clause> clauses) {
        return mapper.writeValueAsString(
                clauses.stream()
                        .map(each ->
                                new ClauseJson(
                                        each.slot().toString(),
                                        each.locked(),
                                        each.says(),
                                        each.hint()))
                        .toList());
    }

    List<Clause> clauses(String json) {
        return List.of(mapper.readValue(json, ClauseJson[].class)).stream()
                .map(each ->
                        new Clause(
                                Slot.parse(each.clause()).orElseThrow(),
                                each.locked(),
                                each.says(),
                                each.hint()))
                .toList();
    }
}
