package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.conditions.ConditionAsk;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

/** The pages on which owners lay down who reads their data. */
class OwnerRulePagesTest {
    @Nested
    class A_look_at_what_a_rule_stops {
        @Test
        void tells_of_emergency_access_that_runs_too() {
            page("prohibition-check").says("It also stops 1 emergency access that runs just now");
            page("prohibition-check-nobody").doesNotSay("It also stops");
            page("role-policy-check").says("It also stops 2 emergency accesses that run just now");
            page("role-policy-check-nobody").doesNotSay("It also stops");
        }
    }

    @Nested
    class Conditions_of_access {
        @Test
        void are_listed_in_words() {
            page("conditions")
                    .hasHeading("Conditions of access")
                    .hasLink("Set a condition of access", "/conditions/new")
                    .says("Only on weekdays from 8am to 6pm")
                    .says("Only from the network of City Hall")
                    .says("Only by nobody, because a condition on it cannot be understood");
            page("conditions-none").hasNoLink("Set a condition of access");
        }

        @Test
        void are_asked_about_by_the_questions_of_their_kind_alone() {
            page("condition-kind-error").hasError("kind", "Choose what you want to ask for");
            page("condition-new-hours").says("On which days?");
            assertThat(Gallery.page(Gallery.all(), "condition-new-networks"))
                    .contains("name=\"networks\"")
                    .doesNotContain("windows-0-from");
            assertThat(Gallery.page(Gallery.all(), "condition-new-second-factor"))
                    .doesNotContain("name=\"networks\"")
                    .doesNotContain("windows-0-from");
        }

        @Test
        void say_what_is_wrong_beside_the_question() {
            page("condition-new-hours-error")
                    .hasError("windows-0-days", "Choose at least one day")
                    .hasError("windows-0-from", "Write a time of the 24-hour clock such as 08:30")
                    .hasError("reason", "Enter a reason");
            page("condition-new-networks-error")
                    .hasError("zone", "Say what the network is called")
                    .hasError("networks", "Name at least one network")
                    .hasError("reason", "Enter a reason");
        }

        @Test
        void show_whom_they_bind_before_they_do() {
            page("condition-check")
                    .says("This binds 3 people with 4 grants in force, and your own data stewards.")
                    .hasTable(
                            "Who is bound, by agency",
                            "Agency",
                            "People",
                            "Grants in force",
                            "Datasets");
        }

        @Test
        void are_ended_with_a_reason() {
            page("condition-error").hasError("reason", "Enter a reason");
            page("condition-ended").says("Everybody has a code now.").hasNoLink("End it");
        }

        @Test
        void keep_what_was_filled_in_by_the_fields_that_the_page_has() {
            var sent = new LinkedMultiValueMap<String, String>();
            sent.addAll("windows-0-days", List.of("monday", "friday"));
            sent.add("windows-0-from", "08:00");
            sent.add("windows-0-until", "18:00");
            sent.add("windows-1-days", "saturday");
            sent.add("windows-1-from", "10:00");
            sent.add("windows-1-until", "12:00");
            sent.add("kind", "hours");
            sent.add("reason", "r");
            var errors = FormErrors.none();

            var ask = ConditionForm.of(new Fields(sent)).read(errors, new RenderedPages().words());

            assertThat(errors.any()).isFalse();
            assertThat(Objects.requireNonNull(ask).windows())
                    .containsExactly(
                            new ConditionAsk.Between(List.of("monday", "friday"), "08:00", "18:00"),
                            new ConditionAsk.Between(List.of("saturday"), "10:00", "12:00"));
            assertThat(FormErrors.field("windows[1].days", ConditionForm.FIELDS, "dataset"))
                    .isEqualTo("windows-1-days");
        }
    }

    @Nested
    class Role_policies {
        @Test
        void show_what_somebody_else_set_meanwhile_beside_the_form() {
            page("role-policy-new-overtaken")
                    .hasTitle("Error: Which roles may read?")
                    .hasLink("Look at what somebody else changed before you continue", "#meanwhile")
                    .says("brent.ig set version 2 while you were writing")
                    .says("Where your form differs from what is in force now")
                    .says("Caldicott Guardian");
            assertThat(Gallery.page(Gallery.all(), "role-policy-new-overtaken"))
                    .contains("name=\"replaces\" value=\"2\"");
            page("role-policy-new-meanwhile-ended").says("ended the role policy while you");
        }

        @Test
        void are_listed_version_by_version_below_what_holds_now() {
            page("role-policies")
                    .hasHeading("Role policies")
                    .hasLink("Set which roles may read", "/role-policies/new")
                    .says("Version 4 of your role policy for every dataset is in force:")
                    .says("Under an agreement: siro or caldicott-guardian")
                    .says("Nobody in any way, because it cannot be understood");
            page("role-policies-none")
                    .says("There is no role policy for every dataset.")
                    .says("Data steward")
                    .hasNoLink("Set which roles may read");
        }

        @Test
        void are_filled_in_from_what_is_in_force() {
            var page = Gallery.page(Gallery.all(), "role-policy-new");

            assertThat(page).contains("name=\"replaces\" value=\"2\"");
            page("role-policy-new").says("Read under an agreement and a grant").says("Nobody");
            assertThat(Gallery.page(Gallery.all(), "role-policy-new-first"))
                    .contains("name=\"replaces\" value=\"0\"");
        }

        @Test
        void say_what_is_wrong_beside_the_question() {
            page("role-policy-new-error")
                    .hasTitle("Error: Which roles may read?")
                    .hasError("roles-read-under-agreement", "Choose at least one role, or “Nobody”")
                    .hasError("roles-read-own-data", "Choose roles or “Nobody”, not both")
                    .hasError("reason", "Enter a reason");
        }

        @Test
        void show_whom_they_stop_before_they_do() {
            page("role-policy-check")
                    .says("2, in place of version 1")
                    .says("They also need this role: Officer")
                    .says("This stops 53 people with 62 grants in force")
                    .says("gla.officer, Greater London Authority")
                    .says("And 51 more.")
                    .hasTable(
                            "Who is stopped, by agency",
                            "Agency",
                            "People",
                            "Grants in force",
                            "Datasets");
            page("role-policy-check-nobody")
                    .says("Nobody who holds a grant now is stopped by this.")
                    .says("53 people with 62 grants in force can read again.");
        }

        @Test
        void are_ended_with_a_reason() {
            page("role-policy-error").hasError("reason", "Enter a reason");
            page("role-policy-ended").says("Guardians only from now on.").hasNoLink("End it");
            page("role-policy-unreadable").says("It cannot be understood, so nobody reads.");
        }

        @Test
        void are_told_to_readers_before_they_try() {
            page("dataset-conditions")
                    .says("Brent Council lets people read this dataset only in these roles:")
                    .says("under an agreement: caldicott-guardian");
        }

        @Test
        void keep_what_was_ticked() {
            var sent = new LinkedMultiValueMap<String, String>();
            sent.add("dataset", "brent/council-spend");
            sent.add("replaces", "7");
            sent.addAll("roles-read-under-agreement", List.of("officer", "siro"));
            sent.add("roles-read-own-data", "data-steward");
            sent.add("roles-read-in-emergency", "nobody");
            sent.add("reason", "r");
            var errors = FormErrors.none();

            var form = RolePolicyForm.of(new Fields(sent));
            var ask = Objects.requireNonNull(form.read(errors, new RenderedPages().words()));

            assertThat(errors.any()).isFalse();
            assertThat(ask.replaces()).isEqualTo(7);
            assertThat(ask.roles())
                    .containsEntry("read-under-agreement", List.of("officer", "siro"))
                    .containsEntry("read-in-emergency", List.of());
            assertThat(form.hidden()).hasSize(4);
        }
    }
}
