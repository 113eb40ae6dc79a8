package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.AgencyCode;
import city.datastore.platform.datasets.Dataset;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

/** The pages of datasets. */
class DatasetPagesTest {
    @Nested
    class The_form_that_publishes_a_dataset {
        private static Dataset read(String columns) {
            var form =
                    new DatasetForm(
                            "Spending", "spend", "Payments.", "OFFICIAL", "", columns, false);
            var errors = FormErrors.none();
            var read = form.read(new AgencyCode("brent"), errors, new RenderedPages().words());
            assertThat(errors.all()).isEmpty();
            return Objects.requireNonNull(read);
        }

        @Test
        void takes_every_column_or_says_that_there_are_too_many() {
            String line = "x".repeat(100) + " | text | non_personal | " + "y".repeat(100);
            var sent = new LinkedMultiValueMap<String, String>();
            var names = IntStream.range(0, 500).mapToObj(at -> at + line).collect(joining("\n"));
            sent.add("columns", names);
            assertThat(read(DatasetForm.of(new Fields(sent)).columns()).columns()).hasSize(500);

            sent.set("columns", "x".repeat(DatasetForm.MAX_LIST + 2));
            var errors = FormErrors.none();
            DatasetForm.of(new Fields(sent))
                    .read(new AgencyCode("brent"), errors, new RenderedPages().words());
            assertThat(errors.on("columns")).contains("at most 200,000 characters");
        }

        @Test
        void says_of_no_column_what_nobody_typed() {
            assertThat(read("Supplier Name\nAmount | number\nWard | text | non_personal").columns())
                    .containsExactly(
                            new Dataset.Column("Supplier Name", "text", "", ""),
                            new Dataset.Column("Amount", "number", "", ""),
                            new Dataset.Column("Ward", "text", "", "non_personal"));
        }
    }

    @Nested
    class The_page_of_a_dataset {
        @Test
        void offers_a_download_where_the_gate_allows_it() {
            page("dataset-open")
                    .hasTitle("Council spending over £500")
                    .hasHeading("Council spending over £500")
                    .isAt("Datasets")
                    .says("You can read: Amount, Body Name, Date")
                    .says("What allows it, from the law to the rule")
                    .says("6(1)(e)")
                    .says("DSA-2026-0001, version 1")
                    .says("Datasets and columns")
                    .says("read-under-agreement")
                    .hasLink(
                            "Download",
                            "/datasets/brent/council-spend/download?agreement=DSA-2026-0001&purpose=procurement-review")
                    .hasTable("Versions", "Version", "Stored", "Size", "Rows", "Type");
        }

        @Test
        void leads_who_may_read_it_to_the_receipts_of_what_they_read() {
            page("dataset-open")
                    .hasLink(
                            "Your reads under this agreement, each with its receipt",
                            "/audit?dataset=brent/council-spend&action=dataset.read&agreement=DSA-2026-0001");
        }

        @Test
        void leads_to_what_happened_to_it() {
            page("dataset-open")
                    .hasLink("Timeline of this dataset", "/audit?dataset=brent/council-spend");
        }

        @Test
        void says_what_is_done_to_the_data_before_it_leaves() {
            page("dataset-open-protected")
                    .says(
                            "Masked: Expense Area. As pseudonyms: Supplier Name. Only rows where"
                                    + " Body Name is one of \"Brent\", \"Brent Council\" and Amount is at"
                                    + " least \"500\".");
        }

        @Test
        void says_why_not_and_what_to_do_where_the_gate_refuses() {
            page("dataset-shut")
                    .says("You hold no grant for brent/council-spend.")
                    .says("Ask for access: Brent Council’s information governance lead decides.")
                    .hasLink(
                            "Request access",
                            "/datasets/brent/council-spend/request?way=DSA-2026-0001%7Cprocurement-review")
                    .hasNoLink("Download");
        }

        @Test
        void says_on_what_conditions_it_can_be_read_and_how_to_meet_them() {
            page("dataset-conditions")
                    .says("Brent Council lets people read this dataset only:")
                    .says("on weekdays from 8am to 6pm")
                    .hasLink(
                            "Sign in with your one-time code and download",
                            "/datasets/brent/council-spend/download?agreement=DSA-2026-0001&purpose=procurement-review")
                    .hasNoLink("Request access");
            page("dataset-open").hasNoLink("Sign in with your one-time code and download");
        }

        @Test
        void offers_its_owner_an_upload_and_nobody_else() {
            page("dataset-own")
                    .hasLink("Upload a new version", "/datasets/brent/council-spend/upload");
            page("dataset-open").hasNoLink("Upload a new version");
        }
    }

    @Nested
    class The_page_of_columns_that_identify_people {
        @Test
        void asks_for_each_column_and_says_what_is_wrong_at_the_first() {
            page("identifiers")
                    .hasHeading("Columns that identify people")
                    .says("It counts for versions that are uploaded from now on.")
                    .says("Identifies nobody NHS number");
            page("identifiers-error").hasError("kind-0", "The dataset has no such column.");
            page("identifiers-no-columns")
                    .says("The columns of this dataset are not described")
                    .hasError("column-1", "Enter the name of the column");
            page("dataset-own")
                    .hasLink(
                            "Columns that identify people",
                            "/datasets/brent/council-spend/identifiers");
        }
    }
}
