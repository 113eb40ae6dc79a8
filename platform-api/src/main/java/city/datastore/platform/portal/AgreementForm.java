package city.datastore.platform.portal;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsCheck;
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

    /** Longest list of columns, one a line, in characters. */
    private static final int MAX_COLUMNS =
            TermsCheck.MAX_COLUMNS * (TermsCheck.MAX_COLUMN_NAME + 1);

    /** Longest list of values of a condition, one a line, in characters. */
    private static final int MAX_VALUES = RowCondition.MAX_VALUES * (RowCondition.MAX_VALUE + 1);

    private static final String CONDITION = "condition-";

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
     * @param masked those of them that are masked, one a line
     * @param pseudonymised those of them that are pseudonymised, one a line
     * @param conditions that rows have to meet
     */
    record DatasetRow(
            String dataset,
            String which,
            String columns,
            String masked,
            String pseudonymised,
            List<ConditionRow> conditions) {
        static final DatasetRow EMPTY = new DatasetRow("", "", "");

        DatasetRow {
            conditions = List.copyOf(conditions);
        }

        /** Every row, and the columns in clear. */
        DatasetRow(String dataset, String which, String columns) {
            this(dataset, which, columns, "", "", List.of());
        }

        boolean isEmpty() {
            return dataset.isEmpty()
                    && columns.isEmpty()
                    && masked.isEmpty()
                    && pseudonymised.isEmpty()
                    && conditions.stream().allMatch(ConditionRow::isEmpty);
        }

        DatasetRow with(List<ConditionRow> others) {
            return new DatasetRow(dataset, which, columns, masked, pseudonymised, others);
        }

        DatasetRow compact() {
            return with(conditions.stream().filter(row -> !row.isEmpty()).toList());
        }
    }

    /**
     * @param test the word of a {@link RowCondition.Test}
     * @param values one a line
     */
    record ConditionRow(String column, String test, String values) {
        static final ConditionRow EMPTY = new ConditionRow("", RowCondition.Test.EQUALS.word(), "");

        boolean isEmpty() {
            return column.isEmpty() && values.isEmpty();
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
                rows(fields, "parties", TermsCheck.MAX_PARTIES, "agency", "does")
                        .mapToObj(at ->
                                new PartyRow(
                                        fields.text("parties-" + at + "-agency"),
                                        fields.text("parties-" + at + "-role"),
                                        fields.all("parties-" + at + "-does")))
                        .toList(),
                rows(fields, "datasets", TermsCheck.MAX_DATASETS, "dataset", "columns")
                        .mapToObj(at -> dataset(fields, "datasets-" + at))
                        .toList(),
                rows(fields, "purposes", TermsCheck.MAX_PURPOSES, "code", "text")
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

    private static DatasetRow dataset(Fields fields, String id) {
        return new DatasetRow(
                fields.text(id + "-dataset"),
                fields.text(id + "-which"),
                fields.text(id + "-columns", MAX_COLUMNS),
                fields.text(id + "-masked", MAX_COLUMNS),
                fields.text(id + "-pseudonymised", MAX_COLUMNS),
                rows(fields, id + "-rows", RowFilter.MAX_CONDITIONS, "column", "values")
                        .mapToObj(at ->
                                new ConditionRow(
                                        fields.text(id + "-rows-" + at + "-column"),
                                        fields.text(id + "-rows-" + at + "-test"),
                                        fields.text(id + "-rows-" + at + "-values", MAX_VALUES)))
                        .toList());
    }

    /** With one more blank condition on the rows of the dataset at that place. */
    private AgreementForm moreConditions(String place) {
        return withRows(
                parties,
                IntStream.range(0, datasets.size())
                        .mapToObj(at -> {
                            DatasetRow row = datasets.get(at);
                            return place.equals(String.valueOf(at))
                                    ? row.with(
                                            plus(
                                                    row.conditions(),
                                                    ConditionRow.EMPTY,
                                                    RowFilter.MAX_CONDITIONS))
                                    : row;
                        })
                        .toList(),
                purposes);
    }

    /**
     * With one more blank row of that kind; {@code condition-1} is a condition of the second
     * dataset.
     */
    AgreementForm more(String kind) {
        if (kind.startsWith(CONDITION)) {
            return moreConditions(kind.substring(CONDITION.length()));
        }
        return withRows(
                kind.equals("party")
                        ? plus(parties, PartyRow.EMPTY, TermsCheck.MAX_PARTIES)
                        : parties,
                kind.equals("dataset")
                        ? plus(datasets, DatasetRow.EMPTY, TermsCheck.MAX_DATASETS)
                        : datasets,
                kind.equals("purpose")
                        ? plus(purposes, PurposeRow.EMPTY, TermsCheck.MAX_PURPOSES)
                        : purposes);
    }

    /** Without rows that nothing was typed into, so that rows and terms count alike. */
    AgreementForm compact() {
        return withRows(
                parties.stream().filter(row -> !row.isEmpty()).toList(),
                datasets.stream().filter(row -> !row.isEmpty()).map(DatasetRow::compact).toList(),
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
        add(ids, "datasets", datasets, "dataset", "which", "columns", "masked", "pseudonymised");
        for (int at = 0; at < datasets.size(); at++) {
            add(
                    ids,
                    "datasets-" + at + "-rows",
                    datasets.get(at).conditions(),
                    "column",
                    "test",
                    "values");
        }
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

    AgreementForm withRows(
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

    private static <T> List<T> plus(List<T> rows, T blank, int max) {
        if (rows.size() >= max) {
            return rows;
        }
        var more = new ArrayList<>(rows);
        more.add(blank);
        return more;
    }

    private static IntStream rows(
            Fields fields, String kind, int max, String first, String second) {
        return IntStream.range(0, max)
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
        var protection = scope.protection();
        return new DatasetRow(
                scope.dataset().toString(),
                scope.columns() instanceof ColumnScope.All ? "all" : "some",
                switch (scope.columns()) {
                    case ColumnScope.All _ -> "";
                    case ColumnScope.Only(var names) -> String.join("\n", names);
                },
                String.join("\n", protection.columns(Treatment.MASKED)),
                String.join("\n", protection.columns(Treatment.PSEUDONYMISED)),
                protection.rows().conditions().stream()
                        .map(each ->
                                new ConditionRow(
                                        each.column(),
                                        each.test().word(),
                                        String.join("\n", each.values())))
                        .toList());
    }
}
