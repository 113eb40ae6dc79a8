package city.datastore.platform.portal;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.PermittedAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** An agreement's terms as somebody typed them, kept as they are until they can be read. */
record AgreementForm(
        String title,
        List<PartyRow> parties,
        List<DatasetRow> datasets,
        List<PurposeRow> purposes,
        List<String> actions,
        String article6,
        String article9,
        String schedule1,
        String gateways,
        DateInput starts,
        DateInput ends,
        DateInput reviewDue,
        String extent) {

    /** Most rows of one kind. */
    static final int MAX_ROWS = 40;

    AgreementForm {
        parties = List.copyOf(parties);
        datasets = List.copyOf(datasets);
        purposes = List.copyOf(purposes);
        actions = List.copyOf(actions);
    }

    record PartyRow(String agency, String role, List<String> does) {
        static final PartyRow EMPTY = new PartyRow("", "independent_controller", List.of());

        PartyRow {
            does = List.copyOf(does);
        }

        boolean isEmpty() {
            return agency.isEmpty() && does.isEmpty();
        }
    }

    /**
     * @param which {@code all} or {@code some}
     * @param columns one a line
     */
    record DatasetRow(String dataset, String which, String columns) {
        static final DatasetRow EMPTY = new DatasetRow("", "", "");

        boolean isEmpty() {
            return dataset.isEmpty() && columns.isEmpty();
        }
    }

    record PurposeRow(String code, String text) {
        static final PurposeRow EMPTY = new PurposeRow("", "");

        boolean isEmpty() {
            return code.isEmpty() && text.isEmpty();
        }
    }

    /** A blank form, with the first party and dataset filled in where they are known. */
    static AgreementForm blank(String agency, String dataset) {
        return new AgreementForm(
                "",
                List.of(new PartyRow(agency, "independent_controller", List.of()), PartyRow.EMPTY),
                List.of(new DatasetRow(dataset, "", "")),
                List.of(PurposeRow.EMPTY),
                List.of(PermittedAction.READ.value()),
                "",
                "",
                "",
                "",
                DateInput.EMPTY,
                DateInput.EMPTY,
                DateInput.EMPTY,
                "");
    }

    static AgreementForm of(Terms terms) {
        var law = terms.lawfulBasis();
        return new AgreementForm(
                terms.title(),
                terms.parties().stream().map(AgreementForm::row).toList(),
                terms.datasets().stream().map(AgreementForm::row).toList(),
                terms.purposes().stream()
                        .map(purpose -> new PurposeRow(purpose.code().value(), purpose.text()))
                        .toList(),
                terms.actions().stream().map(PermittedAction::value).sorted().toList(),
                law.article6(),
                law.article9() == null ? "" : law.article9(),
                law.schedule1() == null ? "" : law.schedule1(),
                String.join("\n", law.gateways()),
                DateInput.firstDay(terms.starts()),
                DateInput.lastDay(terms.ends()),
                DateInput.firstDay(terms.reviewDue()),
                terms.particulars().extent().word());
    }

    static AgreementForm of(Fields fields) {
        return new AgreementForm(
                fields.text("title"),
                rows(fields, "parties", "agency", "does")
                        .mapToObj(at ->
                                new PartyRow(
                                        fields.text("parties-" + at + "-agency"),
                                        fields.text("parties-" + at + "-role"),
                                        fields.all("parties-" + at + "-does")))
                        .toList(),
                rows(fields, "datasets", "dataset", "columns")
                        .mapToObj(at ->
                                new DatasetRow(
                                        fields.text("datasets-" + at + "-dataset"),
                                        fields.text("datasets-" + at + "-which"),
                                        fields.text("datasets-" + at + "-columns")))
                        .toList(),
                rows(fields, "purposes", "code", "text")
                        .mapToObj(at ->
                                new PurposeRow(
                                        fields.text("purposes-" + at + "-code"),
                                        fields.text("purposes-" + at + "-text")))
                        .toList(),
                fields.all("actions"),
                fields.text("article6"),
                fields.text("article9"),
                fields.text("schedule1"),
                fields.text("gateways"),
                fields.date("starts"),
                fields.date("ends"),
                fields.date("reviewDue"),
                fields.text("extent"));
    }

    /** With one more blank row of that kind. */
    AgreementForm more(String kind) {
        return withRows(
                kind.equals("party") ? plus(parties, PartyRow.EMPTY) : parties,
                kind.equals("dataset") ? plus(datasets, DatasetRow.EMPTY) : datasets,
                kind.equals("purpose") ? plus(purposes, PurposeRow.EMPTY) : purposes);
    }

    /** Without rows that nothing was typed into, so that rows and terms count alike. */
    AgreementForm compact() {
        return withRows(
                parties.stream().filter(row -> !row.isEmpty()).toList(),
                datasets.stream().filter(row -> !row.isEmpty()).toList(),
                purposes.stream().filter(row -> !row.isEmpty()).toList());
    }

    /** With at least one row of each kind to type into, and two parties. */
    AgreementForm roomy() {
        var form = this;
        while (form.parties.size() < 2) {
            form = form.more("party");
        }
        if (form.datasets.isEmpty()) {
            form = form.more("dataset");
        }
        return form.purposes.isEmpty() ? form.more("purpose") : form;
    }

    /** Ids of all controls that an error can belong to. */
    List<String> fields() {
        var ids =
                new ArrayList<>(
                        List.of(
                                "title",
                                "extent",
                                "actions",
                                "article6",
                                "article9",
                                "schedule1",
                                "gateways",
                                "starts",
                                "ends",
                                "reviewDue"));
        add(ids, "parties", parties, "agency", "role", "does");
        add(ids, "datasets", datasets, "dataset", "which", "columns");
        add(ids, "purposes", purposes, "code", "text");
        return ids;
    }

    private static void add(List<String> ids, String kind, Collection<?> rows, String... controls) {
        for (int at = 0; at < rows.size(); at++) {
            for (String control : controls) {
                ids.add(kind + "-" + at + "-" + control);
            }
        }
    }

    private AgreementForm withRows(
            List<PartyRow> newParties, List<DatasetRow> newDatasets, List<PurposeRow> newPurposes) {
        return new AgreementForm(
                title,
                newParties,
                newDatasets,
                newPurposes,
                actions,
                article6,
                article9,
                schedule1,
                gateways,
                starts,
                ends,
                reviewDue,
                extent);
    }

    private static <T> List<T> plus(List<T> rows, T blank) {
        if (rows.size() >= MAX_ROWS) {
            return rows;
        }
        var more = new ArrayList<>(rows);
        more.add(blank);
        return more;
    }

    private static IntStream rows(Fields fields, String kind, String first, String second) {
        return IntStream.range(0, MAX_ROWS)
                .takeWhile(at ->
                        fields.has(kind + "-" + at + "-" + first)
                                || fields.has(kind + "-" + at + "-" + second));
    }

    private static PartyRow row(Terms.Party party) {
        var does = new ArrayList<String>();
        if (party.provides()) {
            does.add("provides");
        }
        if (party.receives()) {
            does.add("receives");
        }
        return new PartyRow(party.agency().value(), party.role(), does);
    }

    private static DatasetRow row(Terms.Scope scope) {
        return switch (scope.columns()) {
            case ColumnScope.All _ -> new DatasetRow(scope.dataset().toString(), "all", "");
            case ColumnScope.Only(var names) ->
                    new DatasetRow(scope.dataset().toString(), "some", String.join("\n", names));
        };
    }
}
