package city.datastore.platform.api;

import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsCheck;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.Templates;
import city.datastore.agreements.templates.TextField;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the parties of an agreement promise, as a lead writes it. */
record TermsJson(
        @Nullable String title,
        @Nullable List<@Nullable PartyJson> parties,
        @Nullable List<@Nullable ScopeJson> datasets,
        @Nullable List<@Nullable PurposeJson> purposes,
        @Nullable List<@Nullable String> actions,
        @Nullable LawfulBasisJson lawfulBasis,
        @Nullable String starts,
        @Nullable String ends,
        @Nullable String reviewDue,
        @Nullable String extent,
        @Nullable JsonNode particulars,
        @Nullable TemplateRefJson template) {

    static final int MAX_WORD = 200;

    private static final int MAX_TEXT = 2_000;

    /** An agency in the agreement and what it does there. */
    record PartyJson(
            @Nullable String agency,
            @Nullable String role,
            @Nullable Boolean provides,
            @Nullable Boolean receives) {}

    /**
     * A dataset and which of its columns: the word {@code "all"}, or a list.
     *
     * @param treatments by column, such as {@code masked}; what is not named leaves in clear
     * @param rows conditions of which all have to hold; none shares every row
     */
    record ScopeJson(
            @Nullable String dataset,
            @Nullable JsonNode columns,
            @Nullable JsonNode treatments,
            @Nullable List<ProtectionJson.@Nullable ConditionJson> rows) {}

    /** What the data is for. */
    record PurposeJson(@Nullable String code, @Nullable String text) {}

    /** The law it rests on. */
    record LawfulBasisJson(
            @Nullable String article6,
            @Nullable String article9,
            @Nullable String schedule1,
            @Nullable List<@Nullable String> gateways) {}

    /** The same with what its template says in the fields that are left out. */
    TermsJson from(Templates templates) {
        return TemplateRefJson.named(template)
                .flatMap(templates::find)
                .map(this::filled)
                .orElse(this);
    }

    private TermsJson filled(Template from) {
        var law = lawfulBasis;
        return new TermsJson(
                said(title, from, TextField.TITLE),
                parties,
                datasets,
                purposes == null ? purposes(from) : purposes,
                actions == null ? texts(from, TextField.ACTIONS) : actions,
                new LawfulBasisJson(
                        said(law == null ? null : law.article6(), from, TextField.ARTICLE_6),
                        said(law == null ? null : law.article9(), from, TextField.ARTICLE_9),
                        said(law == null ? null : law.schedule1(), from, TextField.SCHEDULE_1),
                        law == null || law.gateways() == null
                                ? texts(from, TextField.GATEWAYS)
                                : law.gateways()),
                starts,
                ends,
                reviewDue,
                said(extent, from, TextField.EXTENT),
                particulars,
                template);
    }

    private static List<@Nullable PurposeJson> purposes(Template from) {
        var purposes = new ArrayList<@Nullable PurposeJson>();
        for (String text : from.says(TextField.PURPOSES)) {
            var purpose = TextField.purpose(text);
            purposes.add(new PurposeJson(purpose.code().value(), purpose.text()));
        }
        return purposes;
    }

    private static List<@Nullable String> texts(Template from, TextField field) {
        return new ArrayList<@Nullable String>(from.says(field));
    }

    private static @Nullable String said(@Nullable String given, Template from, TextField field) {
        return given != null ? given : from.says(field).stream().findFirst().orElse(null);
    }

    Terms read() {
        var fields = new Fields();
        var heading = fields.text("title", title, MAX_WORD);
        var agencies =
                fields.<PartyJson, Terms.Party>some(
                        "parties",
                        parties,
                        TermsCheck.MAX_PARTIES,
                        (path, each) -> party(fields, path, each));
        var scopes =
                fields.<ScopeJson, Terms.Scope>some(
                        "datasets",
                        datasets,
                        TermsCheck.MAX_DATASETS,
                        (path, each) -> scope(fields, path, each));
        var aims =
                fields.<PurposeJson, Terms.Purpose>some(
                        "purposes",
                        purposes,
                        TermsCheck.MAX_PURPOSES,
                        (path, each) -> purpose(fields, path, each));
        var allowed =
                fields.<String, PermittedAction>some(
                        "actions",
                        actions,
                        TermsCheck.MAX_ACTIONS,
                        (path, each) -> fields.name(path, each, PermittedAction::new));
        var basis = basis(fields, lawfulBasis);
        var first = fields.from("starts", starts);
        var end = fields.until("ends", ends);
        var review = fields.from("reviewDue", reviewDue);
        var rest = ParticularsJson.read(fields, extent, particulars);
        var followed = TemplateRefJson.read(fields, template);
        fields.check();
        return new Terms(
                heading.get(),
                agencies.get(),
                scopes.get(),
                aims.get(),
                new HashSet<>(allowed.get()),
                basis.get(),
                first.get(),
                end.get(),
                review.get(),
                rest.get(),
                followed.get().orElse(null));
    }

    private static Supplier<Terms.Party> party(Fields fields, String path, PartyJson json) {
        var agency = fields.name(path + ".agency", json.agency(), AgencyCode::new);
        var role = fields.text(path + ".role", json.role(), MAX_WORD);
        var provides = fields.yes(json.provides());
        var receives = fields.yes(json.receives());
        return () -> new Terms.Party(agency.get(), role.get(), provides.get(), receives.get());
    }

    private static Supplier<Terms.Scope> scope(Fields fields, String path, ScopeJson json) {
        var dataset = fields.name(path + ".dataset", json.dataset(), DatasetId::parse);
        var columns = ColumnsJson.read(fields, path + ".columns", json.columns());
        var protection = ProtectionJson.read(fields, path, json.treatments(), json.rows());
        return () -> new Terms.Scope(dataset.get(), columns.get(), protection.get());
    }

    private static Supplier<Terms.Purpose> purpose(Fields fields, String path, PurposeJson json) {
        var code = fields.name(path + ".code", json.code(), PurposeCode::new);
        var text = fields.text(path + ".text", json.text(), MAX_TEXT);
        return () -> new Terms.Purpose(code.get(), text.get());
    }

    private static Supplier<Terms.LawfulBasis> basis(
            Fields fields, @Nullable LawfulBasisJson json) {
        if (json == null) {
            return fields.fault("lawfulBasis", "is missing; it has to have at least article6");
        }
        var article6 = fields.text("lawfulBasis.article6", json.article6(), MAX_WORD);
        var article9 = fields.anyText("lawfulBasis.article9", json.article9(), MAX_WORD);
        var schedule1 = fields.anyText("lawfulBasis.schedule1", json.schedule1(), MAX_WORD);
        var gateways =
                fields.<String, String>each(
                        "lawfulBasis.gateways",
                        json.gateways(),
                        TermsCheck.MAX_GATEWAYS,
                        (path, each) -> fields.text(path, each, MAX_TEXT));
        return () ->
                new Terms.LawfulBasis(
                        article6.get(),
                        orNull(article9.get()),
                        orNull(schedule1.get()),
                        gateways.get());
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }
}
