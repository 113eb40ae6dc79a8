package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreements;
import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A borough officer's work: find, ask, be granted, read; in a real browser on real servers. */
class OfficerJourney {

    @Test
    void an_officer_finds_a_dataset_asks_by_keyboard_alone_and_reads_what_was_granted()
            throws IOException {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var dataset = sharing.dataset("officer-spend");
            var agreement = sharing.agreement(dataset);
            var officer = Person.at(chromium, platform);

            officer.goesTo("/")
                    .seesHeading("Share sensitive data between the agencies of a city")
                    .signsIn("gla.officer")
                    .seesHeading("What needs me now")
                    .follows("Datasets")
                    .fills("q", "officer-spend")
                    .presses("Search")
                    .follows("Spending officer-spend")
                    .sees("You cannot download it under this agreement now:")
                    .presses("Request access")
                    .seesHeading("Request access");

            // By keyboard alone, the mistake first.
            officer.tabsTo("Send request")
                    .hitsEnterAndWaits()
                    .seesError("justification", "Enter why you need it")
                    .isToldThatTheFormHasFaults();
            officer.tabsTo("until")
                    .types("3")
                    .tabsTo("until-month")
                    .types("6")
                    .tabsTo("until-year")
                    .types("2027")
                    .tabsTo("justification")
                    .types("To find suppliers that we both pay.")
                    .tabsTo("Send request")
                    .hitsEnterAndWaits()
                    .sees("Request sent")
                    .goesTo("/access-requests")
                    .sees("brent/officer-spend")
                    .sees("Waiting");

            sharing.grantWhatWaits(dataset);
            officer.goesTo("/datasets/brent/officer-spend")
                    .sees("You can read: Amount, Supplier Name.")
                    .pictures("officer-dataset");
            var file = officer.downloads("Download");
            assertThat(file.suggestedFilename()).isEqualTo("brent-officer-spend-v1.csv");
            assertThat(Files.readString(file.path()))
                    .contains("Thames Paper Ltd")
                    .doesNotContain("do not share");

            sharing.revokeWhatIsHeld(dataset);
            Person.withoutScripts(chromium, platform)
                    .signsIn("gla.officer")
                    .sees("Revoked on")
                    .sees("You can ask for access again.")
                    .follows("brent/officer-spend")
                    .doesNotSee("In force")
                    .presses("Ask again")
                    .presses("Send request")
                    .seesError("justification", "Enter why you need it")
                    .fillsDate("until", "3", "6", "2027")
                    .fills("justification", "The column is put right.")
                    .presses("Send request")
                    .sees("Request sent");
            platform.bean(Agreements.class)
                    .terminate(sharing.brent(Role.IG_LEAD), agreement, "The review is over.");

            officer.goesTo("/sign-out").presses("Sign out").goesTo("/datasets");
            officer.goesTo("/").sees("Use this service to:");
        }
    }
}
