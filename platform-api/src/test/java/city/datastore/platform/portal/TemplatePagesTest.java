package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages of templates. */
class TemplatePagesTest {
    @Nested
    class The_pages_of_templates {
        @Test
        void list_them_and_offer_a_lead_to_write_one() {
            page("templates")
                    .hasLink(
                            "Sharing at low risk across London", "/templates/pan-london/versions/2")
                    .hasLink("Write a template", "/templates/new");
            page("templates-none").hasNoLink("Write a template");
        }

        @Test
        void show_the_versions_of_one_and_what_changed_between_them() {
            page("template")
                    .hasTable("Versions", "Version", "Published", "By", "Changes")
                    .hasLink(
                            "What changed from version 1 to version 2",
                            "/templates/pan-london/diff?from=1&to=2")
                    .hasLink("Write the next version", "/templates/new?of=pan-london");
            page("template-earlier")
                    .says("This is not the latest version.")
                    .hasLink("See version 2", "/templates/pan-london/versions/2")
                    .hasNoLink("Write the next version");
            page("template-diff")
                    .says("Open, suggested: Nothing is suggested")
                    .says("Locked: Only rows where Ward is \"Kilburn\"")
                    .says("Nothing: it is open");
            page("template-diff-same").says("Both versions say the same.");
        }

        @Test
        void fill_in_what_the_version_before_said() {
            page("template-fill")
                    .hasChosen("c-lawfulBasis-article6-says", "6(1)(e)")
                    .hasValue(
                            "c-lawfulBasis-article6-hint",
                            "Public authorities share for their public task.")
                    .hasValue("datasets-0-rows-0-column", "")
                    .hasButton("Add this clause")
                    .hasButton("Add a condition on rows");
        }

        @Test
        void say_what_is_missing_of_each_clause() {
            page("template-fill-error")
                    .hasError("title", "Enter a title")
                    .hasError(
                            "c-lawfulBasis-article6-how",
                            "Choose what an agreement may do about it");
            page("template-new-error").hasError("id", "Enter a name");
        }

        @Test
        void show_everything_once_more_before_it_is_published() {
            page("template-check")
                    .says("Once it is published, this version cannot be changed or taken back.")
                    .hasButton("Publish it")
                    .hasButton("Change it");
            page("template-check-next").says("What changes from version 1");
            page("template-check-refused").hasNoButton("Publish it");
        }
    }
}
