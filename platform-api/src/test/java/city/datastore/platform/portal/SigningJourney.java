package city.datastore.platform.portal;

import city.datastore.platform.RunningPlatform;
import org.junit.jupiter.api.Test;

/**
 * Health data: everybody who signs gives a one-time code, and the offices sign besides the leads.
 */
class SigningJourney {

    @Test
    void a_lead_signs_nothing_but_what_they_read() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var proposal = sharing.proposal(sharing.dataset("changed-meanwhile"));
            var lead =
                    Person.withoutScripts(chromium, platform)
                            .signsIn("gla.ig")
                            .goesTo("/agreements/" + proposal + "/approve")
                            .fills("text", "Good as it is.");
            sharing.changes(proposal);
            lead.presses("Approve")
                    .sees("was changed in the meantime")
                    .presses("Approve")
                    .sees("It is now: Active.");
        }
    }

    @Test
    void leads_and_offices_sign_with_a_code_and_the_next_version_is_signed_again() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var agreement = sharing.healthDraft(sharing.dataset("signed"));
            String path = "/agreements/" + agreement;

            Person.withoutScripts(chromium, platform)
                    .signsIn("brent.ig")
                    .goesWithCodeTo(path + "/propose")
                    .seesHeading("Propose this agreement")
                    .presses("Propose")
                    .sees("To sign: Senior information risk owner")
                    .sees("To sign: Caldicott Guardian");
            Person.withoutScripts(chromium, platform)
                    .signsIn("gla.ig")
                    .goesWithCodeTo(path + "/approve")
                    .presses("Approve")
                    .sees("It is now: Proposed.");
            signsOff(chromium, platform, "brent.siro", path);
            signsOff(chromium, platform, "brent.caldicott", path);
            signsOff(chromium, platform, "gla.siro", path);
            Person.withoutScripts(chromium, platform)
                    .signsIn("gla.caldicott")
                    .follows("Spending for the review: signed")
                    .goesWithCodeTo(path + "/sign-off")
                    .presses("Sign off")
                    .sees("It is now: Active.")
                    .sees("Caldicott Guardian: gla.caldicott");
        }
    }

    private static void signsOff(
            Chromium chromium, RunningPlatform platform, String who, String path) {
        Person.withoutScripts(chromium, platform)
                .signsIn(who)
                .goesWithCodeTo(path + "/sign-off")
                .seesHeading("Sign this agreement off")
                .presses("Sign off")
                .sees("It is now: Proposed.");
    }

    @Test
    void a_lead_varies_an_agreement_and_the_other_sees_what_changes() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var agreement = sharing.agreement(sharing.dataset("varied"));
            String path = "/agreements/" + agreement;

            Person.withoutScripts(chromium, platform)
                    .signsIn("brent.ig")
                    .goesTo(path)
                    .follows("Change it")
                    .seesHeading("Change " + agreement)
                    .presses("Begin the next version")
                    .sees("Nothing is changed yet.")
                    .presses("Change the draft")
                    .fills("title", "Spending, and no more")
                    .presses("Save draft")
                    .seesHeading("Version 2 of " + agreement)
                    .sees("Spending, and no more")
                    .presses("Propose")
                    .presses("Propose")
                    .sees("Version 2 of " + agreement + " is proposed");
            Person.withoutScripts(chromium, platform)
                    .signsIn("gla.ig")
                    .goesTo(path)
                    .follows("Version 2, which is being prepared")
                    .sees("It changes nothing for anybody who can read now.")
                    .presses("Approve")
                    .presses("Approve")
                    .sees("Version 2 of " + agreement + " is in force.")
                    .sees("Next version in force");
        }
    }
}
