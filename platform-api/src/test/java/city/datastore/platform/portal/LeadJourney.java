package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreements;
import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** An information governance lead's work, in a real browser on real servers. */
class LeadJourney {

    @Test
    void a_lead_draws_up_an_agreement_and_proposes_it() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            new Sharing(platform).dataset("lead-spend");
            var lead = Person.at(chromium, platform);

            lead.signsIn("brent.ig")
                    .presses("Draw up an agreement")
                    .presses("Save draft")
                    .seesError("title", "Enter a title")
                    .seesError("extent", "Choose how much it has to say")
                    .seesError("article6", "Choose a lawful basis")
                    .fills("title", "Spending for the journey")
                    .ticks("extent-2")
                    .ticks("parties-0-does")
                    .selects("parties-1-agency", "gla")
                    .ticks("parties-1-does-2")
                    .fills("datasets-0-dataset", "brent/lead-spend")
                    .ticks("datasets-0-which-2")
                    .fills("datasets-0-columns", "Supplier Name\nAmount")
                    .fills("purposes-0-text", "Find suppliers that several agencies pay")
                    .fills("purposes-0-code", "procurement-review")
                    .selects("article6", "6(1)(e)")
                    .fillsDate("starts", "1", "11", "2026")
                    .fillsDate("ends", "31", "10", "2026")
                    .fillsDate("reviewDue", "1", "5", "2027")
                    .presses("Save draft")
                    .seesError("ends", "Choose a last day that is after the first day")
                    .fillsDate("ends", "31", "10", "2027")
                    .presses("Save draft")
                    .seesHeading("Spending for the journey")
                    .sees("Draft")
                    .presses("Propose")
                    .presses("Propose")
                    .sees("Remind Greater London Authority")
                    .pictures("lead-agreement");
        }
    }

    @Test
    void a_lead_says_what_a_full_agreement_has_to_say_one_thing_at_a_time() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var reference = sharing.fullDraft(sharing.dataset("lead-says"));
            var lead = Person.at(chromium, platform);

            lead.signsIn("brent.ig")
                    .goesTo("/agreements/" + reference)
                    .presses("Say what it has to say")
                    .sees("Before it can be proposed")
                    .follows("Brent")
                    .fills("ig-lead", "nobody")
                    .presses("Save and continue")
                    .seesError("ig-lead", "\"nobody\" is no e-mail address")
                    .fills("ig-lead", "ig@brent.example")
                    .fills("registration", "Z5818723")
                    .presses("Save and return to the list")
                    .sees("Saved: Brent.")
                    .follows("Columns of brent/lead-says")
                    .selects(AnswersPage.ofColumn("Supplier Name", "category"), "contact")
                    .fills(AnswersPage.ofColumn("Supplier Name", "reason"), "To compare suppliers")
                    .presses("Save and return to the list")
                    .pictures("lead-tasks")
                    .goesTo("/agreements/" + reference)
                    .sees("ig@brent.example")
                    .sees("To compare suppliers");
        }
    }

    @Test
    void a_lead_checks_what_a_party_said_of_itself_in_its_last_agreement() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("lead-knows");
            var before = sharing.agreementNaming(dataset, "breach-contact", "The desk of the GLA");
            var draft = sharing.fullDraft(dataset);
            var lead = Person.withoutScripts(chromium, platform);

            lead.signsIn("brent.ig")
                    .goesTo("/agreements/" + draft + "/answers?group=B&about=party/gla")
                    .sees("Taken over from " + before + ". Check it.")
                    .goesTo("/agreements/" + draft)
                    .doesNotSee("The desk of the GLA")
                    .goesTo("/agreements/" + draft + "/answers?group=B&about=party/gla")
                    .presses("Save and return to the list")
                    .goesTo("/agreements/" + draft)
                    .sees("The desk of the GLA")
                    .goesTo("/agreements/" + draft + "/answers?group=B&about=party/gla")
                    .doesNotSee("Taken over from");
        }
    }

    @Test
    void a_lead_grants_a_request_takes_the_grant_back_and_suspends_the_agreement()
            throws IOException {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("lead-decides");
            var agreement = sharing.agreement(dataset);
            var request = "/access-requests/" + sharing.request(dataset, agreement).asked().id();
            var lead = Person.withoutScripts(chromium, platform);

            lead.signsIn("brent.ig")
                    .follows("gla.officer.before asks for brent/lead-decides")
                    .presses("Refuse access")
                    .seesError("reason", "Enter why you refuse it")
                    .isToldThatTheFormHasFaults()
                    .sees(
                            "If this is granted as it was asked, gla.officer.before can read the data.")
                    .presses("Grant access")
                    .seesError("comment", "Enter why you grant it")
                    .fills("comment", "The agreement covers it.")
                    .presses("Grant access")
                    .sees("Access is granted.")
                    .goesTo("/agreements/" + agreement + "/suspend")
                    .sees("What this does at once")
                    .sees("1 grant of Greater London Authority on brent/lead-decides stops.")
                    .goesTo(request)
                    .presses("Revoke this grant")
                    .seesError("revocation", "Enter why access ends")
                    .fills("revocation", "The review is over.")
                    .presses("Revoke this grant")
                    .sees("Access has ended.")
                    .goesTo("/agreements/register")
                    .seesHeading("What we give and what we get")
                    .sees("brent/lead-decides")
                    .goesTo("/agreements/" + agreement)
                    .presses("Suspend")
                    .fills("text", "A column looks wrong.")
                    .presses("Suspend")
                    .sees("Nobody can read anything under it")
                    .doesNotSee("Return to draft")
                    .follows("Reminders of its review and end")
                    .seesHeading("Reminders")
                    .sees("No mail server is set, so letters wait.");
            var dates = lead.downloadsByLink("Put the dates into your calendar (iCalendar file)");
            assertThat(dates.suggestedFilename()).isEqualTo(agreement + ".ics");
            var register =
                    lead.goesTo("/agreements/register")
                            .downloadsByLink("As a table for a spreadsheet (CSV)");
            assertThat(Files.readString(register.path()))
                    .startsWith("\"direction\",\"agreement\"")
                    .doesNotContain(agreement.value());
            assertThat(Files.readString(dates.path()))
                    .startsWith("BEGIN:VCALENDAR\r\n")
                    .contains("SUMMARY:Last day of " + agreement);
            platform.bean(Agreements.class).resume(sharing.brent(Role.IG_LEAD), agreement);
        }
    }
}
