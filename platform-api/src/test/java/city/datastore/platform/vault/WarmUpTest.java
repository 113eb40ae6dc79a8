package city.datastore.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void a_warm_up_runs_the_cipher_and_says_how_long_it_took() {
        assertThat(WarmUp.run(128)).isPositive();
    }

    @Test
    void a_warm_up_is_done_once_a_JVM_and_whoever_asks_gets_the_same_answer() {
        WarmUp.begin();
        var first = WarmUp.finish();

        assertThat(first).isPositive();
        assertThat(WarmUp.finish()).isSameAs(first);
    }
}
