package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import city.datastore.platform.RunningPlatform;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Calls that are turned away before anything is done for them. */
class TurnedAwayIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final Calls officer = stage.as("gla.officer");

    @Nested
    class Parameters_that_cannot_be_decoded {
        private final Logger everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private final ListAppender<ILoggingEvent> log = new ListAppender<>();
        private final Calls someone = officer.header("X-Request-Id", "not-decoded");

        @BeforeEach
        void listen() {
            log.start();
            everything.addAppender(log);
        }

        @AfterEach
        void hear_no_more() {
            everything.detachAppender(log);
        }

        private void assertThatNoLineIsLogged() {
            everything.detachAppender(log);
            assertThat(log.list)
                    .filteredOn(line ->
                            "not-decoded".equals(line.getMDCPropertyMap().get("request"))
                                    || text(line).contains("Lovelace"))
                    .extracting(this::text)
                    .isEmpty();
        }

        private String text(ILoggingEvent line) {
            var failure = line.getThrowableProxy();
            return line.getFormattedMessage()
                    + (failure == null ? "" : ThrowableProxyUtil.asString(failure));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/datasets?q=Lovelace%zz",
                    "/datasets?q=Lovelace%",
                    "/agencies?Lovelace%zz=1",
                    "/log/key?q=Lovelace%zz",
                    "/log/nothing?q=Lovelace%zz"
                })
        void are_a_problem_of_the_caller_and_in_no_log(String path) {
            someone.get(path).isProblem(400, "bad-parameter");

            assertThatNoLineIsLogged();
        }

        @Test
        void are_no_more_than_that_in_a_change() {
            var answer = someone.post("/agreements?q=Lovelace%zz", Map.of());

            answer.isProblem(400, "bad-parameter");
            assertThatNoLineIsLogged();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/register?agency=Lovelace%zz", "/register/none?q=Lovelace%"})
        void get_a_page_and_are_in_no_log(String path) {
            var page = someone.header("Accept", "text/html").get(path).is(400);

            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.body()).contains("govuk-heading").doesNotContain("Lovelace");
            assertThatNoLineIsLogged();
        }

        @Test
        void in_a_form_get_a_page_too() {
            var form = "name=Lovelace%zz".getBytes(UTF_8);

            var page =
                    someone.header("Accept", "text/html")
                            .call(
                                    "POST",
                                    "/register",
                                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                                    form)
                            .is(400);

            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThatNoLineIsLogged();
        }

        @Test
        void in_a_form_to_the_API_are_not_looked_at_before_sign_in() {
            Calls.with(platform, "")
                    .header("X-Request-Id", "not-decoded")
                    .call(
                            "PUT",
                            "/agreements/DSA-2026-0001",
                            Map.of("Content-Type", "application/x-www-form-urlencoded"),
                            "name=Lovelace%zz".getBytes(UTF_8))
                    .isProblem(401, "sign-in-needed");

            assertThatNoLineIsLogged();
        }
    }

    @Nested
    class A_path_that_the_firewall_knows {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1//datasets",
                    "/api/v1/datasets;x=1",
                    "/api/v1/datasets/%2e%2e/x",
                    "/access/v1;x=1/evaluation",
                    "/log/key;x=1"
                })
        void is_turned_away_with_a_problem(String path) {
            officer.get(path).isProblem(400, "bad-call");
            officer.header("Accept", "text/html").get(path).isProblem(400, "bad-call");
        }
    }
}
