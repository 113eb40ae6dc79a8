package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import city.datastore.platform.RunningPlatform;
import java.util.List;
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
    private final Calls lead = stage.as("brent.ig");

    @Nested
    class An_answer_that_nobody_would_take {
        @ParameterizedTest
        @ValueSource(strings = {"text/html", "nonsense", "application/xml;q=0.9, text/*"})
        void stores_no_version(String accept) {
            var steward = stage.as("brent.steward");
            String versions = "/datasets/" + stage.emptyDataset("brent") + "/versions";

            steward.header("Accept", accept)
                    .upload(versions, Stage.FILE)
                    .isProblem(406, "not-acceptable");

            assertThat(steward.get(versions).json().path("items")).isEmpty();
        }

        @Test
        void grants_and_revokes_nothing() {
            String dataset = stage.dataset("brent");
            String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
            String request = stage.request(dataset, agreement, "gla.officer");
            Map<String, Object> fine =
                    Map.of("until", Stage.today().plusDays(7).toString(), "comment", "Fine.");
            var blind = lead.header("Accept", "text/html");

            blind.post("/access-requests/" + request + "/grant", fine)
                    .isProblem(406, "not-acceptable");
            assertThat(lead.get("/access-requests/" + request).text("state")).isEqualTo("pending");
            String grant =
                    lead.post("/access-requests/" + request + "/grant", fine).is(200).text("id");
            blind.post("/grants/" + grant + "/revocation", Map.of("reason", "Over."))
                    .isProblem(406, "not-acceptable");

            officer.get(Stage.content(dataset, agreement)).is(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html, */*;q=0.1", "application/*", "application/json"})
        void is_not_one_in_json_where_that_is_among_what_is_taken(String accept) {
            officer.header("Accept", accept).get("/agencies").is(200);
        }
    }

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

    @Nested
    class A_parameter_that_the_call_does_not_know {
        @Test
        void is_refused_where_the_call_knows_none() {
            String dataset = stage.dataset("brent");
            for (String path :
                    List.of(
                            "/datasets/" + dataset + "?x=1",
                            "/datasets/" + dataset + "/versions/1?at=now",
                            "/grants/to-confirm?limit=5",
                            "/agencies/brent?full",
                            "/access-request-drafts?cursor=")) {
                lead.get(path).isProblem(400, "bad-parameter");
            }
            lead.get("/datasets/" + dataset + "?").is(200);
        }

        @Test
        void changes_nothing() {
            String dataset = stage.dataset("brent");
            String reference =
                    lead.post("/agreements", Stage.terms(dataset, "gla", "all"))
                            .is(201)
                            .text("reference");

            var answer = lead.post("/agreements/" + reference + "/proposal?dryRun=true");

            assertThat(answer.isProblem(400, "bad-parameter").texts("errors", "field"))
                    .containsExactly("dryRun");
            assertThat(lead.get("/agreements/" + reference).text("state")).isEqualTo("draft");
        }
    }
}
