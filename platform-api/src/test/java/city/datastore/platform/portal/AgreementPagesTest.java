package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.Act;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Rule;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Signatories;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages of agreements. */
class AgreementPagesTest {
    @Nested
    class The_form_of_an_agreement {
        @Test
        void shows_what_is_masked_and_pseudonymised_and_each_condition_on_rows() {
            page("agreement-edit-protected")
                    .hasValue("datasets-0-masked", "Expense Area")
                    .hasValue("datasets-0-pseudonymised", "Supplier Name")
                    .hasValue("datasets-0-rows-0-column", "Body Name")
                    .hasChosen("datasets-0-rows-0-test", "one-of")
                    .hasValue("datasets-0-rows-0-values", "Brent\nBrent Council")
                    .hasValue("datasets-0-rows-1-values", "500")
                    .hasValue("datasets-0-rows-2-column", "")
                    .hasButton("Add a condition on rows of dataset 1");
        }

        @Test
        void says_what_is_wrong_with_them() {
            page("agreement-edit-protected-error")
                    .hasError(
                            "datasets-0-pseudonymised",
                            "Supplier Name is masked already: take it away in one of the two places")
                    .hasError(
                            "datasets-0-rows-0-column",
                            "Enter the column that the condition is about, or take its values away")
                    .hasError(
                            "datasets-0-rows-1-values",
                            "\"is at least\" takes a number such as 500 or 12.50, or a date such as"
                                    + " 2026-04-01");
        }

        @Test
        void gives_back_the_terms_that_it_was_filled_with() {
            var errors = FormErrors.none();

            var read =
                    AgreementReading.read(
                            AgreementForm.of(AgreementSamples.protectedTerms()),
                            null,
                            errors,
                            new RenderedPages().words());

            assertThat(errors.all()).isEmpty();
            assertThat(read == null ? null : read.datasets())
                    .isEqualTo(AgreementSamples.protectedTerms().datasets());
        }
    }

    @Nested
    class What_keeps_an_agreement_from_taking_effect {
        private static final String OBSTACLE = "needs a data protection impact assessment";
        private static final String DPIA = "/agreements/DSA-2026-0001/dpia";

        @Test
        void is_said_before_anybody_proposes_or_signs() {
            for (var each :
                    List.of(
                            "agreement-tasks-waits",
                            "agreement-proposed-waits",
                            "agreement-sign-off-waits",
                            "agreement-variation-draft")) {
                page(each)
                        .says("Before it can be in force")
                        .says(OBSTACLE)
                        .hasLink("Open the impact assessment", DPIA);
            }
            page("agreement-tasks-whole").doesNotSay("Before it can be in force");
            page("agreement-proposed").doesNotSay("Before it can be in force");
            page("agreement-approve").doesNotSay("Before it can be in force");
        }
    }

    @Nested
    class Replacing_it_by_another {
        @Test
        void says_beforehand_what_stops_as_every_other_way_of_ending_it_does() {
            for (var each : List.of("agreement-supersede", "agreement-supersede-error")) {
                page(each)
                        .says("What this does at once")
                        .says("3 grants of Greater London Authority on brent/spend stop.");
            }
        }
    }

    @Nested
    class What_a_next_version_does {
        @Test
        void is_told_of_grants_that_show_more_as_of_those_that_show_less() {
            page("agreement-variation")
                    .says(
                            "1 grant of Greater London Authority on brent/council-spend shows less"
                                    + " than now.")
                    .says(
                            "4 grants of Greater London Authority on brent/council-spend show more"
                                    + " than now.");
        }

        @Test
        void says_who_of_those_that_it_names_has_left_while_it_is_written() {
            page("agreement-variation-draft")
                    .says("These agencies have left the agreement, and this version names them.");
            page("agreement-variation").doesNotSay("have left the agreement");
        }

        @Test
        void says_who_has_to_sign_it_until_it_says_who_has() {
            page("agreement-variation-draft")
                    .says("Who has to sign it")
                    .doesNotSay("Who has signed");
            page("agreement-variation").says("Who has signed").doesNotSay("Who has to sign it");
        }
    }

    @Nested
    class The_history_of_an_agreement {
        @Test
        void names_the_office_in_which_a_next_version_was_signed_off() {
            page("agreement-proposed").says("Next version signed off");
            page("agreement-proposed").says("Senior information risk owner");
        }
    }

    @Nested
    class The_page_of_a_next_version {
        @Test
        void says_what_holds_meanwhile() {
            page("agreement-variation").says("Version 1 is in force meanwhile.");
            page("agreement-variation-suspended")
                    .says("Version 1 is suspended")
                    .says("when the agreement is resumed")
                    .doesNotSay("in force meanwhile");
        }

        @Test
        void says_who_signs_it_and_when_it_counts() {
            page("agreement-step-propose").says("The other agencies that the change concerns");
            page("agreement-step-approve").says("It takes the place of the one in force once");
            page("agreement-propose").says("Each other party then has to approve it too");
            page("agreement-approve").says("once everybody whom they take has signed for it");
        }
    }

    @Nested
    class The_page_of_a_signature {
        @Test
        void names_the_office_in_which_somebody_signs() {
            page("agreement-sign-off")
                    .says(
                            "You sign for Brent Council in this office: Senior information risk"
                                    + " owner.");
            page("agreement-approve")
                    .says(
                            "You sign for Brent Council in this office: Information governance"
                                    + " lead.");
            page("agreement-suspend").doesNotSay("in this office");
        }

        @Test
        void says_in_words_and_last_days_what_it_would_change() {
            page("agreement-suspend")
                    .says(
                            "Nobody can be granted data for this any more: Find suppliers that"
                                    + " several agencies pay for the same")
                    .says("Everybody who receives can be granted data for this, too: Find fraud")
                    .says("Everybody who receives can be granted this, too: Link with other data.")
                    .says("Nobody can be granted this any more: Analyse.")
                    .says("It is in force from 21 November 2026 at 2:05pm. Now: 21 November 2026.")
                    .says("It is in force until 31 July 2027. Now: 30 November 2026.");
        }

        @Test
        void carries_that_office_along() {
            String carried = "<input type=\"hidden\" name=\"office\" value=\"siro\">";
            assertThat(Gallery.page(Gallery.all(), "agreement-sign-off")).contains(carried);
            assertThat(Gallery.page(Gallery.all(), "agreement-approve"))
                    .doesNotContain("name=\"office\"");
        }

        @Test
        void offers_to_comment_on_a_clause_instead() {
            page("agreement-sign-off-waits")
                    .hasLink(
                            "Comment on a clause instead",
                            "/agreements/DSA-2026-0001/comments/new");
            page("agreement-sign-off").hasNoLink("Comment on a clause instead");
        }
    }

    @Nested
    class The_review_of_an_agreement {
        @Test
        void says_in_words_why_anybody_could_not_read_under_it_or_ask_to() {
            var words = new RenderedPages().words();

            // where no such agreement is there, none is reviewed
            assertThat(new PolicyEngine().rules())
                    .filteredOn(this::mayKeepSomebodyOut)
                    .flatExtracting(Rule::codes)
                    .contains("outside-hours", "grant-expired", "agency-not-a-receiver")
                    .filteredOn(code -> !Set.of("no-agreement", "agreement-unknown").contains(code))
                    .allSatisfy(code ->
                            assertThat(words.orElse("reviewing.refused." + code, ""))
                                    .as(String.valueOf(code))
                                    .isNotEmpty());
        }

        private boolean mayKeepSomebodyOut(Rule rule) {
            return rule instanceof Rule.Forbid
                    ? rule.acts().contains(Act.READ_CONTENT) || rule.acts().contains(Act.ASK_ACCESS)
                    : Set.of("read-under-agreement", "ask-for-access").contains(rule.id());
        }
    }

    @Nested
    class The_questions_about_a_party {
        @Test
        void say_what_is_taken_over_from_which_agreement_and_that_it_is_to_be_checked() {
            page("agreement-answers-taken-over")
                    .hasValue("ig-lead", "ig@brent.example")
                    .says("Taken over from DSA-2026-0007. Check it.")
                    .says("Nothing of it is saved here yet.")
                    .hasLink("Open DSA-2026-0007", "/agreements/DSA-2026-0007");
            page("agreement-answers-party-brent").doesNotSay("Taken over");
        }
    }

    @Nested
    class The_page_of_an_agreement {
        @Test
        void promises_nothing_to_a_party_that_has_not_signed() {
            var pages = new RenderedPages();
            var said =
                    new Said(
                            Samples.QUESTIONS,
                            Samples.VOCABULARIES,
                            Samples.COLLEAGUE,
                            new Show(Samples.agencies(), Samples.VOCABULARIES, pages.words()),
                            pages.words());
            assertThat(said.promises(AgreementSamples.active()))
                    .singleElement()
                    .asString()
                    .startsWith("Greater London Authority may read 6 columns");
            var alone =
                    new Agreement.Active(
                            AgreementSamples.head(),
                            Signatories.of(
                                    List.of(AgreementSamples.signature(Samples.BRENT)), Set.of()));
            assertThat(said.promises(alone))
                    .singleElement()
                    .asString()
                    .startsWith("Nobody may read");
        }

        @Test
        void says_before_it_is_signed_who_can_find_out_what_a_pseudonym_stands_for() {
            for (String name : List.of("agreement-linked", "agreement-linked-approve")) {
                page(name)
                        .says("the same pseudonym in the data of Brent Council and Camden Council")
                        .says(
                                "Camden Council also gives data under this agreement, so it can find"
                                        + " out by itself which value a pseudonym stands for.")
                        .doesNotSay("Brent Council also gives data");
            }
            page("agreement-proposed").doesNotSay("same pseudonym");
        }

        @Test
        void says_in_plain_english_what_it_allows() {
            page("agreement-proposed")
                    .hasTag("Proposed")
                    .says(
                            "Greater London Authority may read 6 columns of brent/council-spend, from 1"
                                    + " November 2026 until the end of 31 October 2027")
                    .hasLink("Approve", "/agreements/DSA-2026-0001/approve");
            page("agreement-linked")
                    .says("Camden Council and Greater London Authority may analyse, link and read");
        }

        @Test
        void offers_no_step_that_is_not_possible_now() {
            page("agreement-suspended")
                    .says("Nobody can read anything under it.")
                    .says("Only Brent Council can resume it, because it suspended it.")
                    .hasNoLink("Suspend")
                    .hasNoLink("Approve");
        }
    }

    @Nested
    class The_register_of_an_agency {
        @Test
        void says_that_there_is_nothing_only_where_it_has_been_looked_through() {
            page("own-register").says("We get nothing under an agreement in force.");
            page("own-register-first")
                    .says("None on this page of the list.")
                    .doesNotSay("We get nothing");
        }
    }

    @Nested
    class The_reminders_of_an_agreement {
        @Test
        void say_what_became_of_each_letter_and_what_to_do() {
            page("agreement-reminders")
                    .hasHeading("Reminders")
                    .isAt("Agreements")
                    .hasTable("Letters", "Agency", "About", "Ahead", "State", "What happened")
                    .says("Review due by 1 May 2027")
                    .says("A mail server took it on 21 November 2026 at 2:05pm.")
                    .says("refused it for good on 21 November 2026 at 2:05pm (code 550)")
                    .says("did not answer after 3 tries")
                    .says("There is no address for this agency.")
                    .says("The date was changed before it went out.")
                    .says("Last day 31 October 2027: the next letter goes out on 3 August 2027")
                    .says("The mailbox that City DataStore has for the agency")
                    .hasLink(
                            "Put the dates into your calendar (iCalendar file)",
                            "/agreements/DSA-2026-0001/review.ics");
            page("agreement-active")
                    .hasLink(
                            "Reminders of its review and end",
                            "/agreements/DSA-2026-0001/reminders");
        }

        @Test
        void show_no_address() {
            assertThat(Gallery.page(Gallery.all(), "agreement-reminders")).doesNotContain("@");
        }

        @Test
        void say_that_letters_wait_while_there_is_no_mail_server() {
            page("agreement-reminders-none")
                    .says("No mail server is set, so letters wait.")
                    .says("No letter has been due yet.")
                    .says("there will be no more about this one")
                    .hasNoLink("Put the dates into your calendar (iCalendar file)");
            page("agreement-reminders-waiting").says("it waits for a mail server.");
        }
    }
}
