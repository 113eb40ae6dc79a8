package city.datastore.platform.portal;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.Datasets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lead bars somebody and says which roles may read, looks at whom that stops, and ends both. */
class OwnerRulesJourney {

    @Test
    void a_lead_sets_what_binds_readers_after_a_look_and_ends_it() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            manyMore(platform);
            var _ = new Sharing(platform).dataset("ruled-spend");
            var lead = Person.withoutScripts(chromium, platform).signsIn("brent.ig");

            lead.goesTo("/prohibitions")
                    .presses("Stop access to your data")
                    .presses("Continue")
                    .seesError("kind", "Choose what you want to do")
                    .ticks("kind")
                    .selects("dataset", "brent/ruled-spend")
                    .fills("person", "gla.officer")
                    .fills("reason", "There is an inquiry.")
                    .presses("Continue")
                    .sees("Nobody holds a grant that this stops now.")
                    .presses("Change it")
                    .presses("Continue")
                    .presses("Stop access now")
                    .sees("It took effect at once.")
                    .follows("Bar: brent/ruled-spend")
                    .presses("Lift it")
                    .seesError("reason", "Enter a reason")
                    .fills("reason", "The inquiry is over.")
                    .presses("Lift it")
                    .sees("Agreements and grants count again.");

            lead.goesTo("/role-policies")
                    .presses("Set which roles may read")
                    .selects("dataset", "brent/ruled-spend")
                    .presses("Continue")
                    .presses("Continue")
                    .seesError("reason", "Enter a reason")
                    .fills("reason", "It names people.")
                    .presses("Continue")
                    .sees("Nobody who holds a grant now is stopped by this.")
                    .presses("Set it now")
                    .sees("Version 1 of the role policy is set.")
                    .follows("brent/ruled-spend")
                    .presses("End it")
                    .seesError("reason", "Enter a reason")
                    .fills("reason", "The names are taken out.")
                    .presses("End it")
                    .sees("The role policy is ended.");
        }
    }

    /** More than one page of a list holds, and all before the one that is chosen. */
    private static void manyMore(RunningPlatform platform) {
        String fresh = Long.toString(System.nanoTime(), 36);
        for (int i = 0; i <= 200; i++) {
            var id = new DatasetId(new AgencyCode("brent"), "archive-%s-%03d".formatted(fresh, i));
            platform.bean(Datasets.class)
                    .create(
                            People.steward("brent"),
                            new Dataset(
                                    id,
                                    "Archive " + i,
                                    "",
                                    Classification.OFFICIAL,
                                    List.of(),
                                    List.of(),
                                    false,
                                    Instant.now(),
                                    null));
        }
    }
}
