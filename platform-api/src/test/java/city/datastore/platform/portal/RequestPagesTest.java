package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.page;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.TermsCheck;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;

/** The pages of requests and grants. */
class RequestPagesTest {
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
        void gives_every_column_that_was_ticked_as_the_agreement_spells_it() {
            var sent = new LinkedMultiValueMap<String, String>();
            for (int i = 0; i < TermsCheck.MAX_COLUMNS; i++) {
                sent.add("columns", "Amount " + i + " ");
            }

            assertThat(DecisionForm.of(new Fields(sent)).columns()).isEqualTo(sent.get("columns"));
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
    class A_request_for_many_datasets {
        private final List<String> many =
                IntStream.range(100, 160).mapToObj(at -> "brent/d-" + at).toList();

        @Test
        void is_sent_back_with_what_is_too_much_and_not_cut() {
            var form = new AskForm("", many.subList(0, 20), List.of(), DateInput.EMPTY, "");
            var errors = FormErrors.none();

            assertThat(form.soFar(Samples.SPEND, errors, new RenderedPages().words())).isNull();

            assertThat(errors.on("also"))
                    .isEqualTo(
                            "Choose at most 19 other datasets in one request: you have chosen 20");
            var most = new AskForm("", many.subList(0, 19), List.of(), DateInput.EMPTY, "");
            assertThat(most.datasets(Samples.SPEND)).hasSize(20);
        }

        @Test
        void shows_what_was_chosen_wherever_it_stands_among_those_that_can_be() {
            var named = new TreeMap<String, Set<String>>();
            many.forEach(each -> named.put(each, Set.of("DSA-2026-0001")));

            var offered = AskParts.offered(named, List.of("brent/d-159", "brent/gone"));

            assertThat(offered)
                    .extracting(Choice::value)
                    .hasSize(52)
                    .startsWith("brent/d-100")
                    .endsWith("brent/d-159", "brent/gone");
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
    class A_renewal_that_runs_or_was_granted {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "pending | You have asked to renew it, and wait for an answer.",
                    "returned | You have asked to renew it, and the request was sent back to you"
                            + " for changes.",
                    "granted | The request to renew it has been granted."
                })
        void is_shown_instead_of_the_way_to_ask_for_another(String state, String sentence) {
            for (var each : List.of("access-request-renewal-", "terms-held-renewal-")) {
                page(each + state)
                        .says(sentence)
                        .hasLink("See that request", "/access-requests/" + Samples.REQUEST)
                        .hasNoButton("Ask to renew it");
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "pending | You have already asked to renew it. This is that request.",
                    "returned | You have already asked to renew it. This is that request: change it"
                            + " and send it again.",
                    "granted | It has already been renewed. This is the request by which it was."
                })
        void says_that_it_is_shown_instead_of_what_was_asked_for(String state, String sentence) {
            page("access-request-instead-" + state).hasInset(sentence).isWellMade();
            page("access-request-sent").doesNotSay(sentence);
        }

        @Test
        void is_led_to_from_a_draft_that_comes_too_late() {
            page("ask-draft-renewed")
                    .hasError("way", "You have already asked to renew your grant.")
                    .says("You have asked to renew it, and wait for an answer.")
                    .hasLink("See that request", "/access-requests/" + Samples.REQUEST);
            page("ask-draft").hasNoLink("See that request");
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
            page("terms-held")
                    .hasButton("Ask to renew it")
                    .hasButton("Give this grant back")
                    .hasNoButton("Accept the terms");
            page("terms-error")
                    .hasError("accept", "Tick that you use the data as agreed, or decline");
        }

        @Test
        void reads_how_the_access_of_each_of_it_stands_and_why_it_ended() {
            page("terms-held")
                    .hasTag("In force")
                    .hasLink("brent/council-spend", "/datasets/brent/council-spend")
                    .says("can read the data on its page");
            page("terms-held-to-come")
                    .hasTag("To come")
                    .says("It begins on")
                    .says("You can read by it from then on.")
                    .doesNotSay("can read the data on its page");
            page("terms-held-not-given")
                    .hasTag("Without effect")
                    .says("The page of the dataset says what is missing.")
                    .doesNotSay("can read the data on its page");
            page("terms-held-ended")
                    .says("Its agreement ended on 21 November 2026.")
                    .says("Look for another agreement on the page of the dataset")
                    .doesNotSay("can read the data on its page");
            page("terms-held-revoked")
                    .hasTag("Revoked")
                    .says("The review is over")
                    .hasLink(
                            "Ask again",
                            "/datasets/brent/council-spend/request?way=DSA-2026-0001%7Cprocurement-review")
                    .hasNoButton("Give this grant back");
        }

        @Test
        void keeps_every_name_that_was_typed_where_one_is_wrong() {
            page("access-request-naming")
                    .hasTitle("Error: Request for brent/council-spend")
                    .hasError("members", "The name of a person cannot have a space.")
                    .hasValue("members", "gla.other\nnot a name");
        }
    }

    @Nested
    class A_team_that_was_swapped_while_its_page_was_open {
        @Test
        void is_shown_anew_with_who_came_and_went() {
            page("access-request-changed")
                    .hasError(
                            "team",
                            "The team was changed after you opened this page. Look at it again"
                                    + " before you grant access. Named since: gla.other. No longer"
                                    + " named: gla.first.")
                    .says("gla.other: has not answered the terms")
                    .hasButton("Grant access");
        }
    }

    @Nested
    class A_team_that_was_emptied_while_its_page_was_open {
        @Test
        void is_shown_as_nobody_but_the_requester() {
            page("access-request-emptied")
                    .says("No longer named: gla.first.")
                    .says("Nobody but gla.officer.");
        }
    }

    @Nested
    class A_list_of_requests {
        @Test
        void says_that_there_is_nothing_only_where_that_is_so() {
            page("access-requests-none").says("You have no requests to show.");
            page("access-requests-none-in-state")
                    .says("There is no request here.")
                    .doesNotSay("You have no requests to show.")
                    .doesNotSay("No request is waiting for you.");
            page("access-requests").doesNotSay("No request is waiting for you.");
        }

        @Test
        void says_where_there_is_more_of_each_of_its_parts() {
            page("access-requests-many")
                    .says("These are the 1 that have waited longest.")
                    .hasLink("Next page", "/access-requests?cursor=next")
                    .hasLink("Next page", "/access-requests?grants=next");
            page("access-requests").doesNotSay("that have waited longest");
        }
    }

    @Nested
    class A_grant_that_can_be_revoked {
        @Test
        void says_whose_it_is() {
            page("access-request-granted").says("Whose access ends? gla.officer Everybody’s");
            page("access-request-alone")
                    .says("It is the access of gla.officer that ends.")
                    .doesNotSay("Whose access ends?");
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
        void are_confirmed_and_removed_with_a_reason_only() {
            page("grants-to-confirm-error").hasError("reason", "Enter why they are still needed");
            page("grant-removal-error").hasError("why", "Enter why access ends");
        }

        @Test
        void are_left_to_somebody_else_where_the_lead_holds_them() {
            page("grants-to-confirm-own")
                    .hasButton("Confirm all 2 shown")
                    .hasNoButton("Confirm: brent.ig on brent/council-spend")
                    .says("nobody confirms their own grant")
                    .says("DSA-2026-0001: to be confirmed by the end of 30 November 2026");
            page("grants-to-confirm").doesNotSay("nobody confirms their own grant");
        }

        @Test
        void say_how_many_there_are_where_a_page_has_no_room_for_all() {
            page("grants-to-confirm-many")
                    .says("These are the first 2 of 3.")
                    .hasButton("Confirm all 2 shown");
            page("grants-to-confirm").doesNotSay("These are the first");
        }

        @Test
        void are_removed_on_a_page_that_says_whose_access_ends() {
            page("grant-removal")
                    .hasHeading("Remove this grant")
                    .says("gla.officer, Greater London Authority")
                    .says("Access ends at once")
                    .hasButton("Remove this grant")
                    .hasButton("Go back without removing it");
        }
    }

    @Nested
    class A_draft_of_a_request {
        @Test
        void can_be_sent_saved_and_discarded() {
            page("ask-draft")
                    .hasButton("Send request")
                    .hasButton("Save and return later")
                    .hasLink(
                            "Discard this draft",
                            "/access-requests/drafts/"
                                    + RequestSamples.draft().id()
                                    + "/discarding");
            page("ask").hasButton("Save and return later").hasNoLink("Discard this draft");
        }

        @Test
        void can_be_discarded_when_no_agreement_gives_the_dataset_any_more() {
            page("ask-draft-uncovered")
                    .says("No agreement in force gives this dataset to")
                    .hasLink(
                            "Discard this draft",
                            "/access-requests/drafts/"
                                    + RequestSamples.draft().id()
                                    + "/discarding");
        }

        @Test
        void is_discarded_when_its_writer_says_so_again() {
            page("draft-discarding")
                    .hasHeading("Discard this draft")
                    .says("is gone then for good")
                    .hasButton("Discard this draft")
                    .hasLink(
                            "Keep this draft",
                            "/access-requests/drafts/" + RequestSamples.draft().id());
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
}
