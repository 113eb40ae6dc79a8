package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages of emergencies. */
class EmergencyPagesTest {
    @Nested
    class The_pages_of_emergency_access {
        @Test
        void say_how_often_for_how_long_and_how_well_reviewed() {
            page("emergency-figures")
                    .hasHeading("How emergency access is used")
                    .says("Reviewed on time 2 of 3 (67%)")
                    .says("Not justified 1 of 3 (33%)")
                    .says("November 2026 4 2 1 h 5 min")
                    .says("October 2026 0 0 None None None");
            page("emergency-figures-none").says("Median length None");
        }

        @Test
        void say_beforehand_that_everybody_concerned_is_told() {
            page("emergencies")
                    .hasHeading("Emergency access")
                    .says("The owner of the data and your agency’s lead are told")
                    .hasLink(
                            "Open emergency access to brent/children",
                            "/emergencies/new?dataset=brent/children")
                    .hasLink("Show more datasets", "/emergencies?arranged=next")
                    .hasLink("How emergency access is used", "/emergencies/figures")
                    .hasTable(
                            "Emergency accesses, newest first",
                            "Dataset",
                            "Opened by",
                            "From",
                            "Until",
                            "State");
            page("emergencies-officer").says("You are not appointed to a duty role.");
            page("emergencies-none").doesNotSay("You are not appointed");
        }

        @Test
        void name_each_field_that_is_missing_and_what_to_do() {
            page("emergency-new-error")
                    .hasError("value", "Enter the identifier of the person")
                    .hasError("columns", "Choose at least one column")
                    .hasError("reason", "Choose what the emergency is")
                    .hasError("basis", "Choose the lawful basis")
                    .hasError(
                            "justification",
                            "Say in at least 20 characters what the danger is and why you need this"
                                    + " now")
                    .hasError("caseReference", "Enter the reference of your case")
                    .hasError("hours", "Enter a whole number of hours from 1 to 24");
        }

        @Test
        void say_until_when_it_runs_and_that_something_is_withheld() {
            page("emergency-running")
                    .says("Emergency access runs until 21 November 2026 at 6:04pm.")
                    .says("Something is withheld")
                    .says("call Brent’s duty desk, 020 7946 0000")
                    .hasButton("End it")
                    .hasButton("Let it run on");
            page("emergency-to-renew")
                    .hasNoButton("Let it run on")
                    .says("Enter a one-time code first");
            page("emergency-rows")
                    .says("From version 3 of the dataset")
                    .says("12 High Road")
                    .says("There are more rows")
                    .says("call Brent’s duty desk, 020 7946 0000");
            page("emergency-rows-none").says("No row of the dataset is about this person.");
            page("dataset-emergency")
                    .says("Emergency access runs until 21 November 2026 at 6:04pm.")
                    .hasLink(
                            "Open emergency access",
                            "/emergencies/new?dataset=brent/council-spend");
        }

        @Test
        void ask_whoever_reviews_it_for_an_outcome_and_words() {
            page("emergency-review-error")
                    .hasError("outcome", "Choose whether it was justified")
                    .hasButton("Record the review");
            page("emergency-reviewed").says("It was needed, and the child was found.");
        }

        @Test
        void say_what_the_end_of_an_appointment_stops() {
            page("duty-ending")
                    .says("This stops at once what gla.officer has open now:")
                    .says("brent/children, which would run until 21 November 2026 at 6:04pm")
                    .hasButton("End this appointment");
            page("duty-ending-nothing")
                    .says("It stops nothing that is open now.")
                    .doesNotSay("had ended before")
                    .hasButton("End this appointment");
            page("duty-ending-over")
                    .says("The appointment had ended before.")
                    .hasNoButton("End this appointment");
        }

        @Test
        void let_owners_arrange_and_leads_appoint() {
            page("arrangement-new")
                    .hasChosen("duties-0-agency", "gla")
                    .says("Duty social worker")
                    .hasValue("columns", "address\nallergies")
                    .hasButton("Add another agency")
                    .hasButton("Save");
            page("arrangement-new-error")
                    .hasError("duties-0-roles", "Choose at least one duty role of this agency");
            page("arrangement")
                    .says("Greater London Authority: Duty social worker")
                    .doesNotSay("duty-social-worker");
            page("arrangements").says("Greater London Authority: Duty social worker");
            page("duties")
                    .hasHeading("Duty roles")
                    .hasButton("Appoint")
                    .hasNoButton("End: gla.officer, duty-social-worker");
            page("not-shared-new-error")
                    .hasError(
                            "why",
                            "Say in at least 20 characters why sharing would have done more harm");
        }
    }
}
