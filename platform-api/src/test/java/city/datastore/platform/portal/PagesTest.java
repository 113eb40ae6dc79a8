package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

class PagesTest {
    @Nested
    class What_needs_a_lead_now {
        @Test
        void has_comments_on_what_their_agency_writes() {
            page("home-lead")
                    .says("Comments to answer")
                    .hasLink("Council spending", "/agreements/DSA-2026-0001/comments")
                    .hasTag("2 comments");
        }
    }

    @Nested
<<<<<<< HEAD
    class What_needs_a_data_protection_officer_now {
        @Test
        void has_assessments_to_advise_on_and_says_where_nothing_waits() {
            page("home-adviser")
                    .says("Impact assessments that wait for your advice")
                    .hasLink("Council spending", "/agreements/DSA-2026-0001/dpia")
                    .hasTag("To advise on")
                    .says("No agreement is waiting for you to say something.");
=======
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

    @Nested
    class The_page_of_a_dataset {
        @Test
        void offers_a_download_where_the_gate_allows_it() {
            page("dataset-open")
                    .hasTitle("Council spending over £500")
                    .hasHeading("Council spending over £500")
                    .isAt("Datasets")
                    .says("You can read: Amount, Body Name, Date")
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
                    .hasTable(
                            "Emergency accesses, newest first",
                            "Dataset",
                            "Opened by",
                            "From",
                            "Until",
                            "State");
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
        void let_owners_arrange_and_leads_appoint() {
            page("arrangement-new")
                    .hasValue("duties", "gla: duty-social-worker")
                    .hasValue("columns", "address\nallergies")
                    .hasButton("Save");
            page("arrangement-new-error")
                    .hasError(
                            "duties",
                            "Put a colon between the agency and its duty roles: “gla duty” has"
                                    + " none");
            page("duties").hasHeading("Duty roles").hasButton("Appoint");
            page("not-shared-new-error")
                    .hasError(
                            "why",
                            "Say in at least 20 characters why sharing would have done more harm");
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
            assertThat(Gallery.page(PAGES, "agreement-reminders")).doesNotContain("@");
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
            assertThat(Gallery.page(PAGES, "condition-new-networks"))
                    .contains("name=\"networks\"")
                    .doesNotContain("windows-0-from");
            assertThat(Gallery.page(PAGES, "condition-new-second-factor"))
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
            var page = Gallery.page(PAGES, "role-policy-new");

            assertThat(page).contains("name=\"replaces\" value=\"2\"");
            page("role-policy-new").says("Read under an agreement and a grant").says("Nobody");
            assertThat(Gallery.page(PAGES, "role-policy-new-first"))
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

    @Nested
    class A_request_for_access {
        @Test
        void says_everything_that_is_missing_at_once() {
            page("ask-error")
                    .hasTitle("Error: Request access")
                    .hasError("way", "Choose what you need it for")
                    .hasError("actions", "Choose what you want to do with it")
                    .hasError(
                            "until",
                            "Until when you need it has to be a real date, such as 3 6 2027")
                    .hasError("justification", "Enter why you need it");
        }

        @Test
        void keeps_what_was_typed() {
            page("ask-error").hasValue("until", "31").hasValue("until-month", "2");
        }

        @Test
        void is_confirmed_when_it_is_sent() {
            page("access-request-sent")
                    .hasHeading("Request sent")
                    .hasButton("Withdraw this request");
        }

        @Test
        void can_be_granted_or_refused_by_who_decides_it_and_by_nobody_else() {
            page("access-request-to-decide")
                    .hasButton("Grant access")
                    .hasButton("Refuse access")
                    .hasValue("until", "4");
            page("access-request-to-decide")
                    .says("If this is granted as it was asked, gla.officer can read the data.")
                    .says("DSA-2026-0001 names brent/council-spend.");
            page("access-request-error")
                    .says("gla.officer still cannot read the data")
                    .says("DSA-2026-0001 is suspended.");
            page("access-request-refused")
                    .hasNoButton("Grant access")
                    .says("Ask for the published totals.");
        }
    }

    @Nested
    class A_request_that_was_sent_back {
        @Test
        void says_who_has_it_and_since_when() {
            page("access-request-to-decide")
                    .says(
                            "With the information governance leads of Brent Council since 2 November"
                                    + " 2026, 19 days.");
            page("access-request-returned").says("With gla.officer since 21 November 2026, today.");
        }

        @Test
        void says_what_changed_to_whoever_decides_it() {
            page("access-request-to-decide")
                    .says("Access would now last until the end of 4 June 2027, before 4 June 2028.")
                    .says("They now give another reason.")
                    .says("Sent back for changes by brent.ig")
                    .hasButton("Send it back for changes");
        }

        @Test
        void can_be_changed_and_sent_again_by_who_made_it() {
            page("access-request-returned")
                    .says("Half a year is enough.")
                    .hasButton("Change it and send it again")
                    .hasNoButton("Copy it into a new draft");
        }
    }

    @Nested
    class A_team {
        @Test
        void is_named_by_the_requester_and_each_of_it_accepts_the_terms() {
            page("access-request-sent")
                    .says("gla.other: has not answered the terms")
                    .hasButton("Save the team");
            page("terms")
                    .says("gla.officer named you in a request for access")
                    .hasButton("Accept the terms")
                    .hasButton("Decline");
            page("terms-held").hasButton("Give this grant back").hasNoButton("Accept the terms");
            page("terms-error")
                    .hasError("accept", "Tick that you use the data as agreed, or decline");
        }
    }

    @Nested
    class Grants_to_confirm {
        @Test
        void are_confirmed_or_removed_one_by_one_or_together() {
            page("grants-to-confirm")
                    .says("What nobody confirms by the end of 30 November 2026 ends.")
                    .hasButton("Confirm those ticked")
                    .hasButton("Confirm all 2 shown")
                    .hasButton("Confirm: gla.other on brent/council-spend")
                    .hasButton("Remove: gla.other on brent/council-spend");
        }

        @Test
        void are_removed_with_a_reason_only() {
            page("grants-to-confirm-error").hasError("reason", "Enter why you remove it");
        }
    }

    @Nested
    class A_draft_of_a_request {
        @Test
        void can_be_sent_saved_and_discarded() {
            page("ask-draft")
                    .hasButton("Send request")
                    .hasButton("Save and return later")
                    .hasButton("Discard this draft");
            page("ask").hasButton("Save and return later").hasNoButton("Discard this draft");
        }
    }

    @Nested
    class A_grant_that_is_over {
        @Test
        void is_not_called_granted_on_the_page_of_its_request_which_gives_the_way_back() {
            page("access-request-revoked")
                    .hasTag("Revoked")
                    .hasNoTag("Granted")
                    .says("Revoked on 21 November 2026.")
                    .says("You can ask for access again.")
                    .hasLink(
                            "Ask again",
                            "/datasets/brent/council-spend/request?way=DSA-2026-0001%7Cprocurement-review");
            page("access-request-ended")
                    .hasTag("Ended")
                    .hasNoTag("Granted")
                    .says("Its agreement ended on 21 November 2026.")
                    .says("Look for another agreement on the page of the dataset")
                    .hasNoLink("Ask again");
        }

        @Test
        void is_told_from_one_in_force_in_lists() {
            page("access-requests-mine")
                    .hasTag("Granted")
                    .hasTag("Revoked")
                    .says("Revoked on 21 November 2026.");
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
            assertThat(said.promises(Samples.active()))
                    .singleElement()
                    .asString()
                    .startsWith("Greater London Authority may read 6 columns");
            var alone =
                    new Agreement.Active(
                            Samples.head(),
                            Signatories.of(List.of(Samples.signature(Samples.BRENT)), Set.of()));
            assertThat(said.promises(alone))
                    .singleElement()
                    .asString()
                    .startsWith("Nobody may read");
        }

        @Test
        void says_in_plain_english_what_it_allows() {
            page("agreement-proposed")
                    .hasTag("Proposed")
                    .says(
                            "Greater London Authority may read 6 columns of brent/council-spend, from 1"
                                    + " November 2026 until the end of 31 October 2027")
                    .hasLink("Approve", "/agreements/DSA-2026-0001/approve");
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

    @Nested
    class The_audit_trail {
        @Test
        void shows_refusals_with_their_reason() {
            page("audit")
                    .hasTable("Events, newest first", "When", "Who", "What", "About", "Outcome")
                    .hasTag("Refused")
                    .says("There is no grant in force");
        }

        @Test
        void offers_an_evidence_pack_and_says_how_to_check_it() {
            page("audit")
                    .hasLink("Download an evidence pack of these events", "/audit/evidence.zip")
                    .says("./dev verify-audit FILE");
            page("audit-nothing-found").hasNoLink("Download an evidence pack of these events");
        }

        @Test
        void says_how_far_a_search_by_text_has_looked() {
            page("audit-text")
                    .says(
                            "A search by text looks through 5,000 events at a time, newest first. It"
                                    + " has looked back to 21 November 2026, 14:05:09.");
        }

        @Test
        void says_so_when_nothing_matches() {
            page("audit-nothing-found").says("No event matches.");
        }
    }

    @Nested
    class An_event {
        @Test
        void offers_its_receipt_where_it_is_proved() {
            page("event")
                    .hasTag("Proved")
                    .hasLink("Download the receipt", "/audit/events/" + Samples.EVENT + "/receipt");
        }

        @Test
        void is_said_to_be_recorded_and_not_yet_provable_until_a_checkpoint_covers_it() {
            page("event-not-yet")
                    .hasTag("Recorded, not yet provable")
                    .says("It is safely recorded.")
                    .hasNoLink("Download the receipt");
        }

        @Test
        void that_the_signed_log_contradicts_is_not_to_be_relied_on() {
            page("event-contradicted")
                    .hasTag("Does not verify")
                    .says("Do not rely on this event")
                    .hasNoLink("Download the receipt");
        }

        @Test
        void leads_to_what_else_happened_to_the_person_the_dataset_and_the_agreement() {
            page("event")
                    .says("More like this")
                    .hasLink(
                            "Everything about brent/council-spend",
                            "/audit?dataset=brent/council-spend")
                    .hasLink("Everything under DSA-2026-0001", "/audit?agreement=DSA-2026-0001");
        }
    }

    @Nested
    class A_decision_judged_again {
        @Test
        void says_how_it_compares_and_what_was_known() {
            page("replay-same")
                    .says("Same answer")
                    .hasTable("Agreements", "Agreement", "Standing", "In force")
                    .says("Freeze");
            page("replay-other").says("That should not be possible");
            page("replay-other-rules").says("The rules of the platform have changed since.");
            page("replay-same-other-rules").says("Nothing that is looked up");
            page("replay-in-emergency")
                    .says("Only after signing in with a one-time code")
                    .says("The owner had arranged nothing for emergencies.")
                    .says("Appointed as fire-control until");
        }

        @Test
        void says_why_it_could_not_be() {
            page("replay-altered").says("somebody changed it in the database");
            page("replay-gone").says("not kept any more");
            page("replay-in-doubt").says("There is nothing to judge again.");
            page("replay-no-decision").says("This event is not a decision of the gate");
        }
    }

    @Nested
    class Saved_searches {
        @Test
        void open_with_the_days_up_to_today() {
            page("searches")
                    .hasLink(
                            "Refusals at Brent",
                            "/audit?dataset=brent%2Fcouncil-spend&outcome=refused&from-day=15&from-month=11&from-year=2026&to-day=21&to-month=11&to-year=2026")
                    .says("The last 7 days");
        }

        @Test
        void say_what_is_wrong_with_a_name() {
            page("searches-error")
                    .hasError("name", "Enter a name of 1 to 100 characters")
                    .hasButton("Save search");
        }
    }

    @Nested
    class An_alert {
        @Test
        void says_why_in_words_and_leads_to_its_events() {
            page("alert")
                    .hasHeading("Reading out of hours")
                    .hasTag("Open")
                    .says("Working hours are 07:00 to 19:00, Monday to Friday.")
                    .says("20 November 2026 at 7:00pm until 23 November 2026 at 7:00am")
                    .hasLink("the event", "/audit/events/" + Samples.EVENT)
                    .hasButton("Record review");
        }

        @Test
        void that_the_log_is_in_doubt_names_no_person_no_data_and_no_event() {
            page("alert-history")
                    .hasHeading("Another history of the audit log")
                    .says("The witness camden refused a checkpoint")
                    .hasNoLink("the event")
                    .hasNoLink("the first")
                    .hasButton("Record review");
            page("alerts").says("Another history of the audit log");
        }

        @Test
        void shows_what_came_of_it() {
            page("alert-reviewed")
                    .hasTag("Closed")
                    .says("The yearly return was due.")
                    .says("Your review is recorded.");
        }

        @Test
        void about_one_s_own_acts_offers_no_review() {
            page("alert-own").hasNoButton("Record review");
        }

        @Test
        void asks_for_an_outcome_and_a_note() {
            page("alert-error")
                    .hasTitle("Error: Alert: Reading out of hours")
                    .hasError("outcome", "Choose what came of it")
                    .hasError("note", "Enter what you found");
        }

        @Test
        void is_counted_on_the_page_of_an_auditor() {
            page("home-auditor").hasLink("3 alerts wait for a review", "/audit/alerts?state=open");
        }

        @Test
        void is_missed_by_a_list_that_says_so() {
            page("alerts-none").says("Nothing unusual has been found");
            page("alerts-nothing-found").says("No alert matches.");
        }
    }

    @Nested
    class Who_saw_data_about_a_person {
        @Test
        void is_shown_with_a_mark_where_it_is_withheld() {
            page("subject-found")
                    .hasTable(
                            "Accesses, newest first",
                            "When",
                            "Who",
                            "Dataset",
                            "Agreement and purpose",
                            "Columns",
                            "Outcome")
                    .hasTag("Withheld from the person")
                    .says("brent/trees v1");
        }

        @Test
        void is_handed_out_without_a_trace_of_what_is_withheld_and_without_names() {
            assertThat(Gallery.page(PAGES, "subject-copy"))
                    .contains("Who was given access to data about you")
                    .doesNotContain("ithheld");
        }

        @Test
        void is_asked_with_kind_and_value() {
            page("subject-error").hasError("value", "Enter the identifier");
        }

        @Test
        void is_withheld_with_a_reason_and_a_review_that_can_be_overdue() {
            page("withholdings").hasTag("Review overdue").hasTag("Ended");
            page("withholdings-error").hasError("reason", "Enter a reason");
        }
    }

    @Nested
    class What_is_kept {
        @Test
        void is_said_with_holds_and_what_goes_next() {
            page("retention")
                    .says("The body of an event is kept for 6 years")
                    .hasTag("In force")
                    .hasTag("Lifted")
                    .hasButton("Set a legal hold");
            page("retention-nothing").hasNoButton("Set a legal hold");
            page("event-pruned").says("Its leaf remains in the log, as entry 1,234");
>>>>>>> record
        }
    }

    @Nested
    class An_error_page {
        @Test
        void of_a_refusal_gives_reason_remedy_and_event() {
            page("error-refused")
                    .hasHeading("You cannot do this")
                    .says("You hold no grant for brent/council-spend.")
                    .hasLink(Samples.EVENT.toString(), "/audit/events/" + Samples.EVENT);
        }

        @Test
        void of_an_access_that_could_not_be_recorded_says_that_nothing_was_released() {
            page("error-not-recorded")
                    .says("The access could not be recorded, so nothing was released. Try again.");
        }
    }

    @Nested
    class Dates {
        @Test
        void are_written_in_words_and_uk_time() {
            var show =
                    new Show(Samples.agencies(), Samples.VOCABULARIES, new RenderedPages().words());
            assertThat(show.time(Instant.parse("2026-06-03T13:05:00Z")))
                    .isEqualTo("3 June 2026 at 2:05pm");
            assertThat(show.lastDay(Instant.parse("2027-06-03T23:00:00Z")))
                    .isEqualTo("3 June 2027");
        }

        @Test
        void in_messages_of_the_domain_are_written_in_words_too() {
            assertThat(Words.sentence("it ends at 2026-12-31T00:00:00Z, which has passed"))
                    .isEqualTo("It ends at 31 December 2026, which has passed");
        }

        @Test
        void that_are_not_real_are_no_dates() {
            assertThat(new DateInput("31", "2", "2027").date()).isEmpty();
            assertThat(new DateInput("3", "6", "2027").date()).isPresent();
        }

        @Test
        void of_the_day_on_which_a_limit_falls_mean_the_limit() {
            var limit = Instant.parse("2027-03-01T09:30:00Z");
            assertThat(Words.notPast(Instant.parse("2027-03-02T00:00:00Z"), limit))
                    .isEqualTo(limit);
            var later = Instant.parse("2027-03-03T00:00:00Z");
            assertThat(Words.notPast(later, limit)).isEqualTo(later);
        }
    }

    @Nested
    class The_files {
        private static final Path TEMPLATES = Path.of("src/main/resources/templates");

        @Test
        void never_let_text_through_unescaped() throws IOException {
            try (var files = Files.walk(TEMPLATES)) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(unescaped(Files.readString(file))).isFalse());
            }
        }

        @Test
        void are_searched_for_unescaped_text_in_each_of_its_forms() {
            assertThat(unescaped("<p th:utext=\"${x}\">")).isTrue();
            assertThat(unescaped("<p data-th-utext=\"${x}\">")).isTrue();
            assertThat(unescaped("<p>[(${x})]</p>")).isTrue();
            assertThat(unescaped("<p th:text=\"${x}\">")).isFalse();
        }

        @Test
        void of_govuk_frontend_come_without_its_typeface_and_crest() throws IOException {
            String css =
                    new DefaultResourceLoader()
                            .getResource(Assets.GOVUK_FRONTEND + "govuk-frontend.min.css")
                            .getContentAsString(StandardCharsets.UTF_8);
            assertThat(css).contains("GDS Transport", "@font-face", "govuk-crest");
            assertThat(Assets.ours(css))
                    .doesNotContain("GDS Transport", "@font-face", "govuk-crest")
                    .contains("font-family:Arial,Helvetica,sans-serif");
        }

        private static boolean unescaped(String template) {
            return template.contains("utext") || template.contains("[(");
        }
    }
}
