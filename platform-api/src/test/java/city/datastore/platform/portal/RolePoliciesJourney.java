package city.datastore.platform.portal;

import city.datastore.platform.RunningPlatform;
import org.junit.jupiter.api.Test;

/** Two leads of one agency say at the same time which roles may read a dataset. */
class RolePoliciesJourney {

    @Test
    void whoever_comes_second_sees_what_the_other_set_and_can_put_theirs_in_its_place() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            new Sharing(platform).dataset("contended-spend");
            var first = Person.at(chromium, platform).signsIn("brent.ig");
            var second = Person.withoutScripts(chromium, platform).signsIn("brent.ig");
            String form = "/role-policies/new?dataset=brent%2Fcontended-spend";
            second.goesTo(form)
                    .fills("reason", "Officers suffice.")
                    .presses("Continue")
                    .seesHeading("Check whom this stops");

            first.goesTo(form)
                    .ticks("roles-read-own-data-3")
                    .fills("reason", "Leads look too.")
                    .presses("Continue")
                    .presses("Set it now")
                    .sees("Version 1 of the role policy is set.");

            second.presses("Set it now")
                    .sees("brent.ig set version 1 while you were writing")
                    .sees("Where your form differs from what is in force now")
                    .pictures("lead-role-policy-overtaken")
                    .presses("Continue")
                    .sees("2, in place of version 1")
                    .presses("Set it now")
                    .sees("Version 2 of the role policy is set.");
        }
    }
}
