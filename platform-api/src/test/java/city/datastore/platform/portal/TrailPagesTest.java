package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The pages of the record and of what is kept. */
class TrailPagesTest {
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
                            "A search by text looks through up to 5,000 events at a time, newest first. It"
                                    + " has looked back to 21 November 2026, 2:05:09pm.");
        }

        @Test
        void says_how_far_the_log_is_behind() {
            page("audit")
                    .says(
                            "The log is behind by 40 seconds: 312 events are recorded, not yet"
                                    + " provable.");
            page("audit-nothing-found").says("The log is up to date");
        }

        @Test
        void has_wording_for_all_that_can_be_on_the_record() {
            var words = new RenderedPages().words();
            assertThat(TrailPage.actions())
                    .contains("dataset.read", "notice.send", "retention.prune")
                    .doesNotHaveDuplicates()
                    .allSatisfy(action ->
                            assertThat(words.orElse("action." + action, "")).isNotEmpty());
            assertThat(words.orElse("action.no-such-thing", "")).isEmpty();
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
        void that_the_log_has_not_reached_is_said_to_be_so_only_if_there_is_one() {
            page("event-not-yet")
                    .hasHeading("Not yet in the log")
                    .says("If this access was recorded, it is recorded, not yet provable")
                    .says("The log is behind by 40 seconds: 1 event is recorded")
                    .hasLink("Look again", "/audit/events/" + Samples.EVENT)
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
                            "Timeline of brent/council-spend", "/audit?dataset=brent/council-spend")
                    .hasLink("Timeline of gla.officer", "/audit?actor=gla.officer")
                    .hasLink("Timeline of DSA-2026-0001", "/audit?agreement=DSA-2026-0001");
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
            page("replay-same-other-rules")
                    .says("Nothing that is looked up")
                    .says("What allows it, from the law to the rule")
                    .says("read-under-agreement");
            page("replay-in-emergency")
                    .says("Only after signing in with a one-time code")
                    .says("The owner had arranged nothing for emergencies.")
                    .says("Appointed as Fire brigade control officer until")
                    .says("until 22 November 2026 at the start of the day");
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
                    .says("Working hours are 7am to 7pm, Monday to Friday.")
                    .says("20 November 2026 at 7pm until 23 November 2026 at 7am")
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
                    .says("Accesses to them are below all the same.")
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
            assertThat(Gallery.page(Gallery.all(), "subject-copy"))
                    .contains("Who was given access to data about you")
                    .contains("Council spending (brent/council-spend)")
                    .contains("Find suppliers that several agencies pay for the same")
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
                    .says("November 2020 12,345")
                    .says("0 to 301 6 years")
                    .doesNotSay("event_2020")
                    .doesNotSay("P6Y")
                    .hasTag("In force")
                    .hasTag("Lifted")
                    .hasButton("Set a legal hold");
            page("retention-nothing").hasNoButton("Set a legal hold");
            page("event-pruned").says("Its leaf remains in the log, as entry 1,234");
        }
    }

    @Nested
    class A_copy_for_the_person_concerned {
        @Test
        void says_that_older_accesses_did_not_fit() {
            page("subject-copy").says("This is not everything. There are older accesses");
        }
    }
}
