package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PrintedTest {
    private final ByteArrayOutputStream paper = new ByteArrayOutputStream();
    private final Printed out = new Printed(new PrintStream(paper, true, UTF_8));

    private static Answer answer(int status, String body) {
        return new Answer(status, Map.of("audit-event", "e-1"), Map.of(), body.getBytes(UTF_8));
    }

    @Nested
    class A_walk_through {
        @Test
        void ends_well_when_everything_holds() {
            out.step("brent.ig", "proposes it");
            out.answer(answer(200, "{}"), 200);
            out.check("the agreement is in force", true);

            assertThat(out.end()).isTrue();
        }

        @Test
        void ends_badly_when_something_does_not_hold() {
            out.step("brent.ig", "proposes it");
            out.check("the agreement is in force", false);

            assertThat(out.end()).isFalse();
            assertThat(paper.toString(UTF_8)).contains("step 1: the agreement is in force");
        }

        @Test
        void stops_at_an_answer_that_was_not_due() {
            out.step("gla.officer", "reads again");

            assertThatThrownBy(() -> out.answer(answer(200, "{}"), 403))
                    .isInstanceOf(WalkthroughException.class)
                    .hasMessage("Step 1 was answered with 200, not 403.");
        }

        @Test
        void prints_what_is_missing_and_what_to_do() {
            out.answer(
                    answer(
                            403,
                            "{\"detail\":\"No grant.\",\"reasons\":[\"no-grant\"],\"next\":\"Ask.\"}"),
                    403);

            assertThat(paper.toString(UTF_8))
                    .contains("audit event   e-1", "reasons       no-grant", "next          Ask.");
        }
    }

    @Test
    void the_command_line_has_to_name_a_file_that_is_there() {
        assertThat(Walkthrough.run(List.of(), new PrintStream(paper, true, UTF_8))).isFalse();
        assertThat(Walkthrough.run(List.of("/no/such.csv"), new PrintStream(paper, true, UTF_8)))
                .isFalse();
        assertThat(paper.toString(UTF_8))
                .contains("There is no file to share.", "/no/such.csv cannot be read.");
    }
}
