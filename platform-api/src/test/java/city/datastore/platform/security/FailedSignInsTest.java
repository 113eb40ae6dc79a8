package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Anybody can have sign-ins fail, as often as they like and with words of their own. */
class FailedSignInsTest {
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");
    private final InstantSource clock = () -> now;
    private final FailedSignIns failed = new FailedSignIns(clock.withZone(ZoneOffset.UTC));
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private String fails(String code) throws IOException {
        var response = new MockHttpServletResponse();
        failed.onAuthenticationFailure(request, response, new OAuth2AuthenticationException(code));
        return String.valueOf(response.getRedirectedUrl());
    }

    @Nested
    class The_log {
        private final Logger logger = (Logger) LoggerFactory.getLogger(FailedSignIns.class);
        private final ListAppender<ILoggingEvent> log = new ListAppender<>();

        @BeforeEach
        void listen() {
            log.start();
            logger.addAppender(log);
        }

        @AfterEach
        void stop() {
            logger.detachAppender(log);
        }

        private List<String> lines() {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }

        @Test
        void says_each_cause_once_a_minute_with_how_many_more_there_were() throws IOException {
            for (int count = 0; count < 1_000; count++) {
                fails("access_denied");
            }
            fails("invalid_token");
            now = now.plus(FailedSignIns.BETWEEN);
            fails("access_denied");

            assertThat(lines())
                    .containsExactly(
                            "event=sign_in_failed why=access_denied unlogged_before=0",
                            "event=sign_in_failed why=invalid_token unlogged_before=0",
                            "event=sign_in_failed why=access_denied unlogged_before=999");
        }

        @Test
        void repeats_no_word_that_somebody_made_up() throws IOException {
            for (char letter = 'a'; letter <= 'z'; letter++) {
                fails("pat_smith_" + letter);
            }

            assertThat(lines()).containsExactly("event=sign_in_failed why=other unlogged_before=0");
        }
    }

    @Nested
    class Whoever_was_asked_for_a_second_factor {
        private final StepUp stepUp =
                new StepUp(new AskedPage(false), clock.withZone(ZoneOffset.UTC));

        @Test
        void is_told_so_once_and_not_taken_for_a_browser_in_a_circle() throws IOException {
            request.setRequestURI("/agreements/DSA-2026-0001/approve");
            stepUp.first(request, new MockHttpServletResponse());
            StepUp.begun(request, "s1");
            request.setParameter("state", "s1");
            now = now.plus(Duration.ofSeconds(2));

            assertThat(fails("access_denied")).isEqualTo("/sign-in/failed?step-up");
            assertThat(StepUp.without(request)).isEqualTo("/agreements/DSA-2026-0001");
            assertThat(stepUp.first(request, new MockHttpServletResponse()))
                    .isEqualTo("redirect:/sign-in?step-up");
            assertThat(fails("access_denied")).isEqualTo("/sign-in/failed");
        }

        @Test
        void is_told_nothing_of_it_where_another_sign_in_fails() throws IOException {
            StepUp.begun(request, "s1");
            request.setParameter("state", "s2");

            assertThat(fails("access_denied")).isEqualTo("/sign-in/failed");
            assertThat(StepUp.without(request)).isEqualTo("/");
        }
    }
}
