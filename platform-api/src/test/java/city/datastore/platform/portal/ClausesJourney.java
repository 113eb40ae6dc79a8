package city.datastore.platform.portal;

import city.datastore.platform.RunningPlatform;
import org.junit.jupiter.api.Test;

/**
 * A lead comments on a clause and returns the agreement; the other sees it there and settles it.
 */
class ClausesJourney {

    @Test
    void an_agreement_comes_back_with_a_comment_on_a_clause() {
        try (var chromium = Chromium.start()) {
            var platform = RunningPlatform.shared();
            var sharing = new Sharing(platform);
            var agreement = sharing.fullDraft(sharing.dataset("commented"));
            String path = "/agreements/" + agreement;

            Person.withoutScripts(chromium, platform)
                    .signsIn("gla.ig")
                    .goesTo(path)
                    .follows("Comment on the title")
                    .seesHeading("Comment on a clause")
                    .fills("text", "Say which year. <script>alert(1)</script>")
                    .presses("Comment")
                    .sees("Say which year. <script>alert(1)</script>")
                    .goesTo(path + "/comments/new?clause=particulars.party/brent.ig-lead")
                    .fills("text", "Is this mailbox read every day?")
                    .presses("Comment")
                    .goesTo(path)
                    .sees("2 comments are open");
            Person.withoutScripts(chromium, platform)
                    .signsIn("brent.ig")
                    .goesTo(path + "/tasks")
                    .sees("1 comment")
                    .goesTo(path + "/answers?group=B&about=party/brent")
                    .sees("Is this mailbox read every day?")
                    .goesTo(path + "/comments")
                    .fills("text-1", "It is 2027.")
                    .presses("Answer comment 1")
                    .sees("You answered comment 1.")
                    .presses("Settle comment 2")
                    .sees("You settled comment 2.")
                    .goesTo(path)
                    .sees("Comment settled");
        }
    }
}
