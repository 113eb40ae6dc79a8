package city.datastore.platform.datasets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.People;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is read under an agreement: its columns, its protections, by all who signed it. */
class SharingIT extends SharingRoom {
    @Nested
    class An_agreement_that_names_columns {
        @Test
        void gives_the_officer_those_columns_and_no_others() throws IOException {
            var id = dataset(List.of("a", "b", "c"));
            upload(id, "a,b,c\n1,secret,3\n4,\"se\"\"cret\",6\n".getBytes(UTF_8), "text/csv");
            var reference = agreed(id, ColumnScope.only(List.of("a", "c")));
            granted(id, reference);

            assertThat(new String(read(id, reference), UTF_8)).isEqualTo("a,c\n1,3\n4,6\n");
        }

        @Test
        void gives_six_columns_of_the_spending_that_Brent_published() throws IOException {
            Path file = published("council-spend/brent__sep_nov_2023.csv");
            assumeThat(file).as("published data beside the checkout").exists();
            byte[] bytes = Files.readAllBytes(file);
            var id = dataset(SPEND_COLUMNS);
            upload(id, bytes, "text/csv");
            var reference = agreed(id, ColumnScope.only(SPEND_COLUMNS.subList(0, 6)));
            granted(id, reference);

            var lines = new String(read(id, reference), ISO_8859_1).lines().toList();

            assertThat(bench.datasets().see(officer, id).latest())
                    .isNotNull()
                    .extracting(ListedVersion::rows)
                    .isEqualTo(17_153L);
            assertThat(lines).hasSize(17_154);
            assertThat(lines.getFirst()).isEqualTo(String.join(",", SPEND_COLUMNS.subList(0, 6)));
            assertThat(bench.read(steward, id, 1)).isEqualTo(bytes);
        }

        @Test
        void releases_nothing_of_a_file_that_cannot_be_cut_to_columns() {
            var id = dataset(List.of("a", "b"));
            upload(id, new byte[] {0, 1, 2, 3}, "application/pdf");
            var reference = agreed(id, ColumnScope.only(List.of("a")));
            granted(id, reference);

            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(DatasetException.NotProjectable.class);
            assertThat(
                            Workbench.lines(
                                    bench.trail(
                                            id,
                                            found ->
                                                    Workbench.lines(found)
                                                            .contains("dataset.release failed"))))
                    .contains("dataset.read allowed");
        }
    }

    @Nested
    class An_agreement_that_protects_what_it_shares {
        private static final Protection PROTECTION =
                new Protection(
                        Map.of("name", Treatment.PSEUDONYMISED, "note", Treatment.MASKED),
                        new RowFilter(
                                List.of(
                                        new RowCondition(
                                                "borough",
                                                RowCondition.Test.EQUALS,
                                                List.of("Brent")))));

        @Test
        void gives_pseudonyms_marks_and_only_the_rows_it_promises_and_the_record_says_so()
                throws IOException {
            var id = dataset(List.of("name", "borough", "note", "age"));
            upload(
                    id,
                    """
                    name,borough,note,age
                    Ann,Brent,canary-note,40
                    canary-cy,Camden,x,41
                    Ann,Brent,,42
                    """
                            .getBytes(UTF_8),
                    "text/csv");
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id,
                                    ColumnScope.only(List.of("name", "note", "age")),
                                    PROTECTION));
            granted(id, reference);

            var lines = new String(read(id, reference), UTF_8).lines().toList();

            assertThat(lines).hasSize(3);
            assertThat(lines.getFirst()).isEqualTo("name,note,age");
            assertThat(lines.get(1)).matches("[A-Z2-7]{26},\\[masked],40");
            assertThat(lines.get(2)).isEqualTo(lines.get(1).replace("40", "42"));
            assertThat(lines.toString()).doesNotContain("Ann").doesNotContain("canary");
            var events =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release done"));
            assertThat(events)
                    .filteredOn(each -> each.event().action().name().matches("dataset.re.*"))
                    .hasSize(2)
                    .allSatisfy(each ->
                            assertThat(each.event().about().details())
                                    .containsEntry("masked", "note")
                                    .containsEntry("pseudonymised", "name")
                                    .containsEntry("rows", "borough is \"Brent\""));
        }

        @Test
        void gives_the_same_pseudonym_in_every_version_and_another_under_another_agreement()
                throws IOException {
            var id = dataset(List.of("name", "age"));
            var scope =
                    new Terms.Scope(
                            id,
                            ColumnScope.only(List.of("name")),
                            new Protection(
                                    Map.of("name", Treatment.PSEUDONYMISED), RowFilter.NONE));
            var one = agreed(scope);
            var two = agreed(scope);
            granted(id, one);
            granted(id, two);
            upload(id, "name,age\nZo\u00eb,1\n".getBytes(UTF_8), "text/csv");
            var first = new String(read(id, one), UTF_8);
            upload(id, "age,name\n1,Zo\u00eb\n2,Bo\n".getBytes(ISO_8859_1), "text/csv");
            var second = new String(read(id, one), UTF_8);
            var other = new String(read(id, two), UTF_8);

            assertThat(first.lines().toList()).hasSize(2);
            assertThat(second).startsWith(first);
            assertThat(other.lines().skip(1))
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(second.lines().skip(1).toList());
        }

        @Test
        void releases_nothing_where_the_file_lacks_the_column_that_rows_are_chosen_by() {
            var id = dataset(List.of());
            upload(id, "name,note,age\nAnn,x,40\n".getBytes(UTF_8), "text/csv");
            var reference = agreed(new Terms.Scope(id, ColumnScope.ALL, PROTECTION));
            granted(id, reference);

            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(DatasetException.NotProjectable.class)
                    .hasMessageContaining("no column called \"borough\"");
            bench.trail(id, found -> Workbench.lines(found).contains("dataset.release failed"));
        }

        @Test
        void releases_nothing_of_a_file_that_is_no_table() {
            var id = dataset(List.of());
            upload(id, new byte[] {0, 1, 2, 3}, "application/pdf");
            var reference = agreed(new Terms.Scope(id, ColumnScope.ALL, PROTECTION));
            granted(id, reference);

            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(DatasetException.NotProjectable.class);
        }

        @Test
        void does_the_same_to_json_lines() throws IOException {
            var id = dataset(List.of());
            upload(
                    id,
                    """
                    {"name":"Ann","borough":"Brent","note":{"x":1}}
                    {"name":"Cy","borough":"Camden"}
                    """
                            .getBytes(UTF_8),
                    "application/x-ndjson");
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id, ColumnScope.only(List.of("name", "note")), PROTECTION));
            granted(id, reference);

            assertThat(new String(read(id, reference), UTF_8))
                    .matches("\\{\"name\":\"[A-Z2-7]{26}\",\"note\":\"\\[masked]\"}\n");
            assertThat(bench.datasets().version(officer, id, null).columns())
                    .containsExactly("name", "borough", "note");
        }

        @Test
        void gives_of_the_spending_that_Brent_published_exactly_the_rows_of_one_vendor()
                throws IOException {
            Path file = published("council-spend/brent__sep_nov_2023.csv");
            assumeThat(file).as("published data beside the checkout").exists();
            byte[] bytes = Files.readAllBytes(file);
            var id = dataset(SPEND_COLUMNS);
            upload(id, bytes, "text/csv");
            var vendor =
                    new RowCondition(
                            "Vendor Name 2", RowCondition.Test.EQUALS, List.of("TKE UK Ltd"));
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id,
                                    ColumnScope.only(List.of("Payment Date")),
                                    new Protection(Map.of(), new RowFilter(List.of(vendor)))));
            granted(id, reference);
            long expected =
                    new String(bytes, ISO_8859_1)
                            .lines()
                            .filter(line -> line.split(",", 3).length > 2)
                            .filter(line -> line.split(",", 3)[1].strip().equals("TKE UK Ltd"))
                            .count();

            assertThat(expected).isPositive();
            assertThat(new String(read(id, reference), ISO_8859_1).lines())
                    .hasSize((int) expected + 1);
        }
    }

    @Nested
    class An_agreement_of_every_borough_and_their_partners {
        @Test
        void is_in_force_for_each_from_its_own_signature() {
            var id = dataset(List.of("a"));
            var others =
                    platform.bean(Agencies.class).all().stream()
                            .filter(agency -> !agency.code().equals(Agency.OVERSIGHT))
                            .map(Agency::code)
                            .filter(code -> !code.equals(BRENT))
                            .toList();
            assertThat(others).hasSizeGreaterThanOrEqualTo(33 + 5 - 1);
            var reference = proposed(new Terms.Scope(id, ColumnScope.ALL), others);

            for (int signed = 1; signed <= others.size(); signed++) {
                var lead = People.lead(others.get(signed - 1).value());
                platform.bean(Agreements.class).approve(lead, reference, "", null);
                var permit = platform.bean(PermitSource.class).permit(reference).orElseThrow();
                assertThat(permit.receivers())
                        .containsExactlyInAnyOrderElementsOf(others.subList(0, signed));
                assertThat(permit.absent().keySet())
                        .containsExactlyInAnyOrderElementsOf(others.subList(signed, others.size()));
            }
        }

        private AgreementRef proposed(Terms.Scope scope, List<AgencyCode> receivers) {
            var parties = new ArrayList<Terms.Party>();
            parties.add(new Terms.Party(BRENT, "independent_controller", true, false));
            receivers.forEach(each ->
                    parties.add(new Terms.Party(each, "independent_controller", false, true)));
            var agreements = platform.bean(Agreements.class);
            var lead = People.lead("brent");
            var reference =
                    agreements.draft(lead, terms(parties, scope)).value().head().reference();
            agreements.propose(lead, reference, null);
            return reference;
        }
    }

    private static Path published(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/data"))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("absent") : folder.resolve("shared/data").resolve(name);
    }
}
