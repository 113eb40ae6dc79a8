package city.datastore.agreements.register;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one place that knows how terms look as JSON in the database. */
final class TermsCodec {
    /**
     * Raised when the shape changes; older shapes stay readable: 1 had no particulars, 2 no
     * template, 3 no treatments and rows.
     */
    private static final int SHAPE = 4;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    record TermsJson(
            int shape,
            String title,
            List<PartyJson> parties,
            List<ScopeJson> datasets,
            List<PurposeJson> purposes,
            List<String> actions,
            LawJson lawfulBasis,
            String starts,
            String ends,
            String reviewDue,
            @Nullable String extent,
            @Nullable Map<String, Map<String, List<String>>> particulars,
            @Nullable TemplateJson template) {}

    record TemplateJson(String id, int version, String locked) {}

    record PartyJson(String agency, String role, boolean provides, boolean receives) {}

    /**
     * @param columns null means all
     * @param treatments by column; null where all are in clear
     * @param rows null means all
     */
    record ScopeJson(
            String dataset,
            @Nullable List<String> columns,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> treatments,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ConditionJson> rows) {}

    record ConditionJson(String column, String test, List<String> values) {}

    record PurposeJson(String code, String text) {}

    record LawJson(
            String article6,
            @Nullable String article9,
            @Nullable String schedule1,
            List<String> gateways) {}

    String json(Terms terms) {
        return mapper.writeValueAsString(
                new TermsJson(
                        SHAPE,
                        terms.title(),
                        terms.parties().stream()
                                .map(each ->
                                        new PartyJson(
                                                each.agency().value(),
                                                each.role(),
                                                each.provides(),
                                                each.receives()))
                                .toList(),
                        terms.datasets().stream().map(TermsCodec::scope).toList(),
                        terms.purposes().stream()
                                .map(each -> new PurposeJson(each.code().value(), each.text()))
                                .toList(),
                        terms.actions().stream().map(PermittedAction::value).sorted().toList(),
                        new LawJson(
                                terms.lawfulBasis().article6(),
                                terms.lawfulBasis().article9(),
                                terms.lawfulBasis().schedule1(),
                                terms.lawfulBasis().gateways()),
                        terms.starts().toString(),
                        terms.ends().toString(),
                        terms.reviewDue().toString(),
                        terms.particulars().extent().word(),
                        answers(terms.particulars()),
                        template(terms.template())));
    }

    Terms terms(String json) {
        TermsJson read = mapper.readValue(json, TermsJson.class);
        if (read.shape() < 1 || read.shape() > SHAPE) {
            throw new IllegalStateException(
                    "stored terms have shape "
                            + read.shape()
                            + "; this release reads shapes up to "
                            + SHAPE);
        }
        LawJson law = read.lawfulBasis();
        return new Terms(
                read.title(),
                read.parties().stream()
                        .map(each ->
                                new Terms.Party(
                                        new AgencyCode(each.agency()),
                                        each.role(),
                                        each.provides(),
                                        each.receives()))
                        .toList(),
                read.datasets().stream().map(TermsCodec::scope).toList(),
                read.purposes().stream()
                        .map(each -> new Terms.Purpose(new PurposeCode(each.code()), each.text()))
                        .toList(),
                read.actions().stream()
                        .map(PermittedAction::new)
                        .collect(Collectors.toUnmodifiableSet()),
                new Terms.LawfulBasis(
                        law.article6(), law.article9(), law.schedule1(), law.gateways()),
                Instant.parse(read.starts()),
                Instant.parse(read.ends()),
                Instant.parse(read.reviewDue()),
                particulars(read),
                template(read.template()));
    }

    private static @Nullable TemplateJson template(@Nullable TemplateRef ref) {
        return ref == null ? null : new TemplateJson(ref.id(), ref.version(), ref.locked());
    }

    private static @Nullable TemplateRef template(@Nullable TemplateJson read) {
        return read == null ? null : new TemplateRef(read.id(), read.version(), read.locked());
    }

    private static Map<String, Map<String, List<String>>> answers(Particulars particulars) {
        var all = new LinkedHashMap<String, Map<String, List<String>>>();
        particulars
                .answers()
                .forEach((place, answers) -> {
                    var its = new LinkedHashMap<String, List<String>>();
                    answers.forEach((question, answer) -> its.put(question, answer.values()));
                    all.put(place.toString(), its);
                });
        return all;
    }

    private static Particulars particulars(TermsJson read) {
        if (read.particulars() == null || read.extent() == null) {
            return Particulars.NONE;
        }
        var all = new HashMap<Place, Map<String, Answer>>();
        read.particulars()
                .forEach((path, answers) ->
                        all.put(
                                Place.parse(path).orElseThrow(),
                                answers.entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        each -> new Answer(each.getValue())))));
        return Particulars.of(Extent.valueOf(read.extent().toUpperCase(Locale.ROOT)), all);
    }

    private static ScopeJson scope(Terms.Scope scope) {
        var treatments = new LinkedHashMap<String, String>();
        scope.protection()
                .treatments()
                .forEach((column, how) -> treatments.put(column, how.word()));
        List<ConditionJson> rows =
                scope.protection().rows().conditions().stream()
                        .map(each ->
                                new ConditionJson(each.column(), each.test().word(), each.values()))
                        .toList();
        return new ScopeJson(
                scope.dataset().toString(),
                names(scope.columns()),
                treatments.isEmpty() ? null : treatments,
                rows.isEmpty() ? null : rows);
    }

    private static Terms.Scope scope(ScopeJson read) {
        var treatments = new HashMap<String, Treatment>();
        if (read.treatments() != null) {
            read.treatments()
                    .forEach((column, word) ->
                            treatments.put(column, Treatment.of(word).orElseThrow()));
        }
        List<RowCondition> rows =
                read.rows() == null
                        ? List.of()
                        : read.rows().stream()
                                .map(each ->
                                        new RowCondition(
                                                each.column(),
                                                RowCondition.Test.of(each.test()).orElseThrow(),
                                                each.values()))
                                .toList();
        return new Terms.Scope(
                DatasetId.parse(read.dataset()),
                scope(read.columns()),
                new Protection(treatments, new RowFilter(rows)));
    }

    private static @Nullable List<String> names(ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> null;
            case ColumnScope.Only(var columns) -> List.copyOf(columns);
        };
    }

    private static ColumnScope scope(@Nullable List<String> names) {
        return names == null ? ColumnScope.ALL : ColumnScope.only(names);
    }
}
