package city.datastore.platform.portal;

import city.datastore.platform.RunningPlatform;
import org.junit.jupiter.api.Test;

/** A lead publishes a template and its next version, and another one drafts from it. */
class TemplateJourney {

    @Test
    void a_template_is_written_checked_published_and_followed() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            new Sharing(platform).dataset("by-template");
            var lead = Person.withoutScripts(chromium, platform);

            lead.signsIn("gla.ig")
                    .goesTo("/templates")
                    .presses("Write a template")
                    .fills("title", "Spending across London")
                    .fills("about", "For spending data.")
                    .ticks("clause-fields-4")
                    .ticks("clause-fields-5")
                    .presses("Continue")
                    .seesError("id", "Enter a name")
                    .fills("id", "journey-spending")
                    .presses("Continue")
                    .seesHeading("What each clause says")
                    .ticks("c-lawfulBasis-article6-how")
                    .presses("Continue")
                    .seesError(
                            "c-lawfulBasis-article6-says",
                            "Enter what every agreement says, or choose that it says nothing")
                    .selects("c-lawfulBasis-article6-says", "6(1)(e)")
                    .ticks("c-lawfulBasis-article9-how-2")
                    .fills("datasets-0-masked", "Amount")
                    .presses("Continue")
                    .seesHeading("Check the template")
                    .sees("Nothing: it stays empty")
                    .presses("Change it")
                    .seesHeading("What each clause says")
                    .goesTo("/templates")
                    .sees("Your drafts")
                    .follows("Spending across London")
                    .seesHeading("What each clause says")
                    .fills("about", "For spending data, half of a sen")
                    .ticks("c-lawfulBasis-article6-how-4")
                    .presses("Save and come back later")
                    .sees("Your draft is saved.");

            var window = Person.withoutScripts(chromium, platform);
            window.signsIn("gla.ig").goesTo("/templates").follows("Spending across London");
            lead.follows("Spending across London")
                    .fills("about", "For spending data.")
                    .ticks("c-lawfulBasis-article6-how")
                    .presses("Continue")
                    .seesHeading("Check the template");
            window.fills("about", "Another text.")
                    .presses("Save and come back later")
                    .sees("What you typed here is below and not saved")
                    .follows("Open that draft")
                    .presses("Continue")
                    .seesHeading("Check the template");

            lead.presses("Publish it")
                    .sees("Published: Spending across London, version 1.")
                    .goesTo("/templates")
                    .doesNotSee("Your drafts")
                    .follows("Spending across London")
                    .presses("Write the next version")
                    .presses("Continue")
                    .fills("datasets-0-masked", "")
                    .presses("Continue")
                    .sees("What changes from version 1")
                    .presses("Publish it")
                    .sees("Published: Spending across London, version 2.")
                    .follows("What changed from version 1 to version 2")
                    .sees("Locked: Masked");
            Person.withoutScripts(chromium, platform)
                    .signsIn("brent.ig")
                    .goesTo("/templates/journey-spending/versions/1")
                    .sees("This is not the latest version.")
                    .goesTo("/templates/new?of=journey-spending")
                    .sees("You cannot do this because");
        }
    }
}
