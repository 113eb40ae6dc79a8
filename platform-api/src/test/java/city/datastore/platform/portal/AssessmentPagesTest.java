package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages of impact assessments. */
class AssessmentPagesTest {
    @Nested
    class The_pages_of_an_impact_assessment {
        @Test
        void say_why_one_is_needed_and_lead_through_seven_steps() {
            page("dpia-not-begun")
                    .hasHeading("Data protection impact assessment")
                    .hasTag("Not begun")
                    .says("An assessment is needed")
                    .says("data comes from brent, camden")
                    .hasLink(
                            "1. Why an assessment is needed", "/agreements/DSA-2026-0001/dpia/need")
                    .hasLink("7. Sign-off and outcome", "/agreements/DSA-2026-0001/dpia/sign-off")
                    .hasNoLink("Consultation of the regulator");
        }

        @Test
        void place_the_risks_in_the_matrix_before_and_after() {
            page("dpia-finished")
                    .hasTag("Finished")
                    .hasTable(
                            "Before anything is done",
                            "Likelihood",
                            "Minimal harm",
                            "Significant harm",
                            "Severe harm")
                    .says("Eliminated: risk 3")
                    .says("The advice is overruled, with reasons")
                    .hasLink(
                            "Consultation of the regulator",
                            "/agreements/DSA-2026-0001/dpia/regulator");
        }

        @Test
        void say_when_the_terms_changed_since() {
            page("dpia-out-of-date").hasTag("Out of date").hasButton("The text still holds");
            page("dpia-finished").hasNoButton("The text still holds");
        }

        @Test
        void show_what_the_agreement_says_and_ask_only_the_rest() {
            page("dpia-processing")
                    .says("This comes from the agreement itself.")
                    .says("find suppliers that several agencies pay")
                    .hasButton("Save and continue");
            page("dpia-need")
                    .says("because the agreement itself says so:")
                    .says("Is innovative technology used");
            page("dpia-need-read").hasNoButton("Save and continue").says("We asked residents");
        }

        @Test
        void say_what_is_wrong_with_a_risk() {
            page("dpia-risk-error")
                    .hasError("text", "The risk is empty; it needs 1 to 1000 characters")
                    .hasButton("Save");
            page("dpia-risk").hasButton("Remove this risk");
            page("dpia-risks-none").says("Nobody has named a risk yet.");
        }
    }
}
