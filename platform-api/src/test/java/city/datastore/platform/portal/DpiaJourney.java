package city.datastore.platform.portal;

import city.datastore.platform.RunningPlatform;
import org.junit.jupiter.api.Test;

/** An impact assessment, written in a real browser on real servers. */
class DpiaJourney {

    @Test
    void a_lead_writes_one_and_two_leads_sign_it_off() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var reference = sharing.fullDraft(sharing.dataset("lead-assesses"));
            String dpia = "/agreements/" + reference + "/dpia";
            // axe looks at each of these pages in EveryPageJourney
            var lead = Person.withoutScripts(chromium, platform);

            lead.signsIn("brent.ig")
                    .goesTo("/agreements/" + reference + "/tasks")
                    .follows("Columns of brent/lead-assesses")
                    .selects(AnswersPage.ofColumn("Supplier Name", "category"), "contact")
                    .presses("Save and return to the list")
                    .follows("Impact assessment")
                    .seesHeading("Data protection impact assessment")
                    .sees("Not begun")
                    .goesTo(dpia + "/advice")
                    .presses("Save")
                    .seesError("who", "Enter who or which it is")
                    .fills("who", "Data protection officer")
                    .ticks("advice")
                    .fills("text", "Go on.")
                    .presses("Save")
                    .seesError("who", "Finish the seven steps first, then record this");
            steps(lead, dpia);
            risk(lead);
            lead.goesTo(dpia + "/sign-off")
                    .fills("review-by", "Information governance lead")
                    .fills("review-when", "1 June 2027")
                    .presses("Save and return to the list")
                    .follows("Advice of the data protection officer")
                    .fills("who", "Data protection officer of Brent")
                    .ticks("advice-2")
                    .fills("text", "Go by the measures.")
                    .presses("Save")
                    .sees("The advice is recorded.")
                    .sees("Agrees, under the conditions named")
                    .goesTo(dpia + "/outcome")
                    .fills("who", "Director")
                    .ticks("outcome")
                    .presses("Save")
                    .seesError(
                            "who",
                            "You recorded the advice on the assessment of "
                                    + reference
                                    + "; somebody else has to record what is decided");

            var other = Person.withoutScripts(chromium, platform);
            other.signsIn("gla.ig")
                    .goesTo(dpia + "/outcome")
                    .fills("who", "Senior information risk owner")
                    .ticks("outcome-2")
                    .presses("Save")
                    .isToldThatTheFormHasFaults()
                    .seesError("text", "Enter the text")
                    .fills("text", "The measures are enough.")
                    .presses("Save")
                    .sees("The outcome is recorded.")
                    .sees("Finished");

            lead.goesTo(dpia)
                    .sees("Eliminated: risk 1")
                    .pictures("dpia")
                    .goesTo(dpia + "/need")
                    .fills("need", "Another reason.")
                    .presses("Save and return to the list")
                    .sees("Being written")
                    .doesNotSee("The measures are enough.");
        }
    }

    private static void steps(Person lead, String dpia) {
        lead.goesTo(dpia).follows("1. Why an assessment is needed");
        for (String criterion :
                new String[] {
                    "profiling",
                    "public-monitoring",
                    "access-to-service",
                    "large-profiling",
                    "matching",
                    "children-targeted",
                    "physical-harm",
                    "innovative",
                    "invisible",
                    "tracking",
                    "evaluation",
                    "prevents-right"
                }) {
            lead.ticks("screen-" + criterion + "-2");
        }
        lead.fills("need", "To find suppliers that several agencies pay.")
                .presses("Save and continue")
                .seesHeading("What is done with the data")
                .sees("It gives data")
                .fills("context", "Sole traders know that spending is published.")
                .presses("Save and continue")
                .fills("views", "Nobody was asked: the data is public.")
                .fills("experts", "Our auditors.")
                .presses("Save and continue")
                .sees("6(1)(e) Public task")
                .fills("proportionate", "There is no other way.")
                .fills("function-creep", "Each request names its purpose.")
                .fills("quality", "Only two columns are shared.")
                .presses("Save and continue")
                .seesHeading("What could go wrong");
    }

    private static void risk(Person lead) {
        lead.presses("Add a risk")
                .presses("Save")
                .seesError("text", "Enter the text")
                .seesError("likelihood", "Choose how likely it is")
                .fills("text", "A sole trader is taken for somebody else.")
                .ticks("likelihood-3")
                .ticks("severity-3")
                .presses("Save")
                .sees("The risk is saved.")
                .sees("High")
                .presses("Go on to what you do about them")
                .follows("Say what is done about risk 1")
                .ticks("effect")
                .fills("measures", "Two people look at each match.")
                .presses("Save")
                .seesError("likelihood-after", "Choose how likely it is then")
                .ticks("effect-2")
                .fills("measures", "Names are left out.")
                .presses("Save")
                .sees("What is done about it is saved.")
                .sees("Eliminated");
    }
}
