package city.datastore.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.stack.PostgresServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class StartIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(platform.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Nested
    class A_platform_that_has_started {
        @Test
        void says_that_it_lives_and_is_ready_on_the_port_that_people_use() throws Exception {
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health/readiness").body()).contains("UP");
        }

        @Test
        void keeps_its_metrics_off_that_port() throws Exception {
            assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(404);
        }

        @Test
        void tells_a_call_without_a_token_to_sign_in() throws Exception {
            var answer = get("/api/v1/datasets");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .get()
                    .asString()
                    .startsWith("Bearer");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith("application/problem+json");
            assertThat(answer.body()).contains("urn:city-datastore:problem:sign-in-needed");
        }

        @Test
        void refuses_a_token_that_nobody_signed() throws Exception {
            var answer =
                    get("/api/v1/datasets", "Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .get()
                    .asString()
                    .contains("invalid_token");
        }

        @Test
        void sends_a_visitor_to_sign_in_with_PKCE_while_Keycloak_may_be_away() throws Exception {
            assertThat(get("/datasets").headers().firstValue("Location"))
                    .get()
                    .asString()
                    .endsWith("/sign-in");
            assertThat(get("/sign-in").headers().firstValue("Location"))
                    .get()
                    .asString()
                    .contains("/protocol/openid-connect/auth?")
                    .contains("code_challenge_method=S256");
        }

        @Test
        void protects_the_browser_on_every_page() throws Exception {
            var headers = get("/datasets").headers();

            assertThat(headers.firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .startsWith(
                            "default-src 'self'; frame-ancestors 'none'; form-action 'self' http");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Cache-Control")).get().asString().contains("no-store");
            assertThat(headers.firstValue("Referrer-Policy")).isPresent();
            assertThat(headers.firstValue("Permissions-Policy")).isPresent();
        }

        @Test
        void is_soon_given_up_by_the_database_when_its_host_is_gone() {
            var own = JdbcClient.create(platform.bean(DataSource.class));

            assertThat(own.sql("SHOW tcp_keepalives_idle").query(String.class).single())
                    .isEqualTo("10");
            assertThat(
                            own.sql("SHOW idle_in_transaction_session_timeout")
                                    .query(String.class)
                                    .single())
                    .isEqualTo("2min");
        }

        @Test
        void answers_with_the_request_id_that_it_was_given() throws Exception {
            assertThat(
                            get("/actuator/health/liveness", "X-Request-Id", "abc-1")
                                    .headers()
                                    .firstValue("X-Request-Id"))
                    .hasValue("abc-1");
        }

        @Test
        void makes_a_request_id_where_the_given_one_breaks_the_rule() throws Exception {
            assertThat(
                            get("/actuator/health/liveness", "X-Request-Id", "a b")
                                    .headers()
                                    .firstValue("X-Request-Id"))
                    .get()
                    .asString()
                    .matches("[0-9a-f]{32}");
        }
    }

    @Nested
    class The_functions_in_the_database {
        /** Functions whose names are looked up when they run, and those that run as the owner. */
        private static final String OPEN =
                """
                SELECT function.oid::regprocedure::text FROM pg_proc AS function
                    JOIN pg_namespace AS schema ON schema.oid = pronamespace
                WHERE nspname NOT IN ('pg_catalog', 'information_schema')
                    AND (prosecdef OR prosqlbody IS NULL)
                    AND 'search_path=pg_catalog, pg_temp' <> ALL (coalesce(proconfig, '{}'))
                """;

        @Test
        void look_for_names_in_the_schema_of_whoever_calls_last() throws SQLException {
            try (var owner = platform.stack().postgres().connect(PostgresServer.OWNER)) {
                var database = JdbcClient.create(new SingleConnectionDataSource(owner, true));
                assertThat(database.sql(OPEN).query(String.class).list()).isEmpty();

                owner.setAutoCommit(false);
                database.sql(
                                "CREATE FUNCTION access.forgets_it() RETURNS void LANGUAGE sql"
                                        + " SECURITY DEFINER SET search_path = pg_catalog AS ''")
                        .update();
                assertThat(database.sql(OPEN).query(String.class).list())
                        .containsExactly("access.forgets_it()");
                owner.rollback();
            }
        }
    }

    @Nested
    class A_setting {
        @Test
        void that_is_missing_stops_the_start_and_is_named() {
            var settings = new HashMap<>(RunningPlatform.settings(platform.stack()));
            settings.remove("DATASTORE_ISSUER");

            assertThatThrownBy(() -> SettingsCheck.check(environment(settings)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("The setting DATASTORE_ISSUER is missing");
        }

        @Test
        void that_is_unknown_stops_the_start_and_is_named() {
            var settings = new HashMap<>(RunningPlatform.settings(platform.stack()));
            settings.put("DATASTORE_ISSUR", "http://127.0.0.1/realms/city");

            assertThatThrownBy(() -> SettingsCheck.check(environment(settings)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("The setting DATASTORE_ISSUR is not known");
        }

        private static StandardEnvironment environment(Map<String, Object> settings) {
            var environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
            return environment;
        }
    }

    @Nested
    class A_body_of_five_megabytes {
        @Test
        void is_too_large_without_a_token_being_looked_at_twice() throws Exception {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(platform.uri("/accessibility"))
                                    .POST(BodyPublishers.ofByteArray(new byte[5_000_000]))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isIn(403, 413);
        }
    }
}
