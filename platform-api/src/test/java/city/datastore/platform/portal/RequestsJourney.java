package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.platform.RunningPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request from its draft to its end, by the officer who asks and the lead who decides. */
class RequestsJourney {

    @Test
    void a_request_is_drafted_sent_back_changed_granted_to_a_team_and_ended_for_everybody() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("team-spend");
            sharing.agreement(dataset);
            var officer = Person.at(chromium, platform).signsIn("gla.officer");
            var lead = Person.withoutScripts(chromium, platform).signsIn("brent.ig");

            officer.goesTo("/datasets/brent/team-spend/request")
                    .fills("justification", "To compare.")
                    .presses("Save and return later")
                    .sees("The draft is saved. You find it under Access requests.")
                    .goesTo("/access-requests")
                    .sees("My drafts")
                    .follows("brent/team-spend")
                    .presses("Send request")
                    .sees("Request sent");

            lead.goesTo("/")
                    .follows("gla.officer asks for brent/team-spend")
                    .presses("Send it back for changes")
                    .seesError("changes", "Enter what has to change")
                    .fills("changes", "Say which suppliers, and who else needs it.")
                    .presses("Send it back for changes")
                    .sees("The request is sent back.");

            officer.goesTo("/access-requests")
                    .sees("Sent back for changes")
                    .follows("brent/team-spend")
                    .sees("Say which suppliers, and who else needs it.")
                    .presses("Change it and send it again")
                    .sees("They see what you changed.")
                    .fills("justification", "To compare what we both pay for paper.")
                    .presses("Send request")
                    .sees("Request sent")
                    .fills("members", "GLA.Another")
                    .presses("Save the team")
                    .sees("gla.another: has not answered the terms");

            lead.goesTo("/")
                    .follows("gla.officer asks for brent/team-spend")
                    .sees("What changed since it was sent back")
                    .sees("Before: To compare.")
                    .sees("gla.another: has not answered the terms")
                    .fills("comment", "The agreement covers it.");
            officer.fills("members", "GLA.Officer.Before")
                    .presses("Save the team")
                    .sees("gla.officer.before: has not answered the terms");
            lead.presses("Grant access")
                    .isToldThatTheFormHasFaults()
                    .seesError(
                            "team",
                            "The team was changed after you opened this page. Look at it again"
                                    + " before you grant access. Named since: gla.officer.before."
                                    + " No longer named: gla.another.")
                    .pictures("lead-sees-another-team")
                    .presses("Grant access")
                    .sees("Access is granted.");
            sharing.acceptsWhatIsOffered(sharing.gla(Role.OFFICER));
            officer.goesTo("/datasets/brent/team-spend").sees("You can read:");

            lead.goesTo("/access-requests")
                    .follows("brent/team-spend")
                    .sees("gla.officer.before: has accepted the terms")
                    .fills("revocation", "The review is over.")
                    .presses("Revoke this grant")
                    .seesError("whose", "Choose whose access ends")
                    .pictures("lead-ends-a-team")
                    .ticks("whose-3")
                    .presses("Revoke this grant")
                    .sees("Access has ended for everybody who had it by this request.");
            officer.goesTo("/datasets/brent/team-spend").doesNotSee("You can read:");
        }
    }

    @Test
    void what_was_ticked_is_granted_and_no_more_when_the_agreement_gives_more_meanwhile() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("ticked-spend");
            var agreement = sharing.agreement(dataset);
            sharing.request(dataset, agreement);
            var lead = Person.withoutScripts(chromium, platform).signsIn("brent.ig");
            lead.goesTo("/access-requests")
                    .follows("brent/ticked-spend")
                    .fills("comment", "These two will do.");

            sharing.widen(agreement, dataset);
            lead.presses("Grant access").sees("Access is granted.");

            assertThat(sharing.granted(dataset))
                    .isEqualTo(ColumnScope.only(List.of("Amount", "Supplier Name")));
        }
    }

    @Test
    void a_system_that_guards_the_data_is_shown_no_request_for_it() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("guarded-spend");
            sharing.request(dataset, sharing.agreement(dataset));

            Person.withoutScripts(chromium, platform)
                    .signsIn("brent.ig")
                    .goesTo("/access-requests")
                    .sees("brent/guarded-spend");
            Person.withoutScripts(chromium, platform)
                    .signsIn("brent.system")
                    .goesTo("/access-requests")
                    .seesHeading("Access requests")
                    .doesNotSee("brent/guarded-spend");
        }
    }
}
