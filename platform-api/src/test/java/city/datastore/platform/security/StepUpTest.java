package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class StepUpTest {
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");
    private final InstantSource clock = () -> now;
    private final StepUp stepUp = new StepUp(new AskedPage(false), clock.withZone(ZoneOffset.UTC));
    private final MockHttpServletRequest request =
            new MockHttpServletRequest("GET", "/emergencies");

    @Test
    void leads_to_the_second_factor() {
        assertThat(first()).isEqualTo("redirect:/sign-in?step-up");
    }

    @Test
    void leads_there_again_who_comes_back_without_it_after_a_while() {
        first();
        now = now.plus(StepUp.CIRCLE);

        assertThat(first()).startsWith("redirect:");
    }

    @Test
    void sends_nobody_in_a_circle_where_the_sign_in_says_nothing_of_it() {
        first();
        now = now.plus(Duration.ofSeconds(1));

        assertThatThrownBy(this::first)
                .isInstanceOf(StepUp.NotSeenException.class)
                .hasMessageContaining("try again");
        assertThat(first()).as("once more").startsWith("redirect:");
    }

    private String first() {
        return stepUp.first(request, new MockHttpServletResponse());
    }
}
