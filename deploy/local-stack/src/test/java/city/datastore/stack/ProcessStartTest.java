package city.datastore.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStartTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void tells_a_process_from_others_and_stays_the_same() throws Exception {
        var other = new ProcessBuilder(List.of("sleep", "60")).start();
        try {
            assertThat(ProcessStart.of(SELF))
                    .isEqualTo(ProcessStart.of(SELF))
                    .isNotEqualTo(ProcessStart.of(other.pid()));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(ProcessStart.of(other.pid())).isEqualTo("gone");
    }

    /** The clock can be set while the process runs, and its start by the clock with it. */
    @Test
    void does_not_hang_on_the_clock() {
        assertThat(ProcessStart.of(SELF)).matches("[0-9]+@[0-9a-f-]{36}");
    }
}
