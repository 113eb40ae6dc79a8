package city.datastore.platform.portal;

import city.datastore.platform.RunningPlatform;
import org.junit.jupiter.api.Test;

/** A lead sets a condition of access, an officer meets it, and the lead ends it. */
class ConditionsJourney {

    @Test
    void a_lead_asks_for_a_second_factor_and_the_officer_is_told_what_to_do() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("conditioned-spend");
            sharing.agreement(dataset);
            var lead = Person.at(chromium, platform).signsIn("brent.ig");
            var officer = Person.withoutScripts(chromium, platform).signsIn("gla.officer");
            officer.goesTo("/datasets/brent/conditioned-spend/request")
                    .fills("justification", "To compare what we pay.")
                    .presses("Send request")
                    .sees("Request sent");
            sharing.grantWhatWaits(dataset);

            lead.goesTo("/conditions")
                    .presses("Set a condition of access")
                    .presses("Continue")
                    .seesError("kind", "Choose what you want to ask for")
                    .ticks("kind-2")
                    .presses("Continue")
                    .selects("dataset", "brent/conditioned-spend")
                    .presses("Continue")
                    .seesError("reason", "Enter a reason")
                    .fills("reason", "The payments name people.")
                    .presses("Continue")
                    .sees("This binds 1 person with 1 grant in force")
                    .presses("Set it now")
                    .sees("It took effect at once.")
                    .pictures("lead-conditions");

            officer.goesTo("/datasets/brent/conditioned-spend")
                    .pictures("officer-needs-a-code")
                    .sees("You cannot download it under this agreement now:")
                    .sees("Sign in with your one-time code and download");

            lead.goesTo("/conditions")
                    .follows("brent/conditioned-spend")
                    .presses("End it")
                    .seesError("reason", "Enter a reason")
                    .fills("reason", "The names are taken out.")
                    .presses("End it")
                    .sees("It binds nobody any more.");
        }
    }
}
