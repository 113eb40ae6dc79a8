package city.datastore.agreements;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.RowCondition;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.event.CanonicalJson.Field;
import city.datastore.audit.event.CanonicalJson.Fields;
import city.datastore.audit.event.CanonicalJson.Items;
import city.datastore.audit.event.CanonicalJson.Text;
import city.datastore.audit.event.CanonicalJson.Truth;
import city.datastore.audit.event.CanonicalJson.Whole;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * What an agreement's terms are, in 32 bytes: SHA-256 over their canonical JSON (RFC 8785). Two
 * people hold the same version of an agreement exactly when they hold the same digest. The form is
 * written down in {@code docs/agreements.md}.
 */
public final class TermsDigest {
    private TermsDigest() {}

    /** The digest in lower-case hexadecimal, 64 characters. */
    public static String of(Head head) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(canonical(head).bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What is digested: the reference, the version and every term. */
    public static CanonicalJson canonical(Head head) {
        Terms terms = head.terms();
        Terms.LawfulBasis law = terms.lawfulBasis();
        var basis = new ArrayList<Field>();
        basis.add(new Field("article6", new Text(law.article6())));
        if (law.article9() != null) {
            basis.add(new Field("article9", new Text(law.article9())));
        }
        if (law.schedule1() != null) {
            basis.add(new Field("schedule1", new Text(law.schedule1())));
        }
        basis.add(new Field("gateways", texts(law.gateways())));
        var fields = new ArrayList<Field>();
        TemplateRef template = terms.template();
        if (template != null) {
            fields.add(new Field("template", template(template)));
        }
        fields.addAll(
                List.of(
                        text("reference", head.reference().value()),
                        new Field("version", new Whole(head.version())),
                        text("title", terms.title()),
                        new Field("parties", items(terms.parties(), TermsDigest::party)),
                        new Field("datasets", items(terms.datasets(), TermsDigest::scope)),
                        new Field("purposes", items(terms.purposes(), TermsDigest::purpose)),
                        new Field(
                                "actions",
                                texts(
                                        terms.actions().stream()
                                                .map(each -> each.value())
                                                .sorted()
                                                .toList())),
                        new Field("lawfulBasis", Fields.sorted(basis)),
                        text("starts", terms.starts().toString()),
                        text("ends", terms.ends().toString()),
                        text("reviewDue", terms.reviewDue().toString()),
                        text("extent", terms.particulars().extent().word()),
                        new Field("particulars", particulars(terms.particulars()))));
        return Fields.sorted(fields);
    }

    private static Fields template(TemplateRef template) {
        return Fields.sorted(
                List.of(
                        text("id", template.id()),
                        new Field("version", new Whole(template.version())),
                        text("locked", template.locked())));
    }

    private static Fields party(Terms.Party party) {
        return Fields.sorted(
                List.of(
                        text("agency", party.agency().value()),
                        text("role", party.role()),
                        new Field("provides", new Truth(party.provides())),
                        new Field("receives", new Truth(party.receives()))));
    }

    private static Fields scope(Terms.Scope scope) {
        CanonicalJson columns =
                switch (scope.columns()) {
                    case ColumnScope.All _ -> new Text("all");
                    case ColumnScope.Only(var names) -> texts(names);
                };
        var fields = new ArrayList<Field>();
        fields.add(text("dataset", scope.dataset().toString()));
        fields.add(new Field("columns", columns));
        var protection = scope.protection();
        if (!protection.treatments().isEmpty()) {
            var treatments = new ArrayList<Field>();
            protection
                    .treatments()
                    .forEach((column, treatment) -> treatments.add(text(column, treatment.word())));
            fields.add(new Field("treatments", Fields.sorted(treatments)));
        }
        if (!protection.rows().none()) {
            fields.add(
                    new Field(
                            "rows", items(protection.rows().conditions(), TermsDigest::condition)));
        }
        return Fields.sorted(fields);
    }

    private static Fields condition(RowCondition condition) {
        return Fields.sorted(
                List.of(
                        text("column", condition.column()),
                        text("test", condition.test().word()),
                        new Field("values", texts(condition.values()))));
    }

    private static Fields purpose(Terms.Purpose purpose) {
        return Fields.sorted(
                List.of(text("code", purpose.code().value()), text("text", purpose.text())));
    }

    private static Fields particulars(Particulars particulars) {
        var places = new ArrayList<Field>();
        particulars
                .answers()
                .forEach((place, answers) -> {
                    var its = new ArrayList<Field>();
                    answers.forEach((question, answer) ->
                            its.add(new Field(question, texts(answer.values()))));
                    places.add(new Field(place.toString(), Fields.sorted(its)));
                });
        return Fields.sorted(places);
    }

    private static Field text(String name, String value) {
        return new Field(name, new Text(value));
    }

    private static Items texts(Collection<String> values) {
        return items(values, Text::new);
    }

    private static <T> Items items(Collection<T> values, Function<? super T, CanonicalJson> one) {
        return new Items(values.stream().map(one).toList());
    }
}
