package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.platform.SigningIssuer;
import city.datastore.stack.Ports;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokensIT {
    private static final SigningIssuer ISSUER = SigningIssuer.shared();
    private static final RunningPlatform PLATFORM = anotherNode();

    private final Stage stage = new Stage(RunningPlatform.shared());

    /**
     * A second node of the same platform, which believes an issuer that signs what a test wants.
     */
    private static RunningPlatform anotherNode() {
        return RunningPlatform.on(
                RunningPlatform.shared().stack(),
                Map.of(
                        "DATASTORE_ISSUER", ISSUER.issuer(),
                        "DATASTORE_PORT", Ports.random().platform()));
    }

    @AfterAll
    static void stop() {
        PLATFORM.close();
    }

    private void isTurnedAway(String token) {
        var answer = Calls.with(PLATFORM, token).get("/datasets").is(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Nested
    class A_token_is_turned_away {
        @Test
        void when_there_is_none() {
            isTurnedAway("");
        }

        @Test
        void when_it_is_expired() {
            var claims = ISSUER.claims("gla.officer");
            claims.put("exp", Instant.now().minusSeconds(600).getEpochSecond());
            isTurnedAway(ISSUER.sign(claims));
        }

        @Test
        void when_it_never_expires() {
            var claims = ISSUER.claims("gla.officer");
            claims.remove("exp");
            isTurnedAway(ISSUER.sign(claims));
        }

        @Test
        void when_it_is_forged() {
            isTurnedAway(ISSUER.forge(ISSUER.claims("gla.officer")));
        }

        @Test
        void when_it_is_not_signed() {
            isTurnedAway(ISSUER.unsigned(ISSUER.claims("gla.officer")));
        }

        @Test
        void when_it_is_for_another_audience() {
            var claims = ISSUER.claims("gla.officer");
            claims.put("aud", "account");
            isTurnedAway(ISSUER.sign(claims));
        }

        @Test
        void when_it_says_to_be_from_another_issuer() {
            var claims = ISSUER.claims("gla.officer");
            claims.put("iss", "https://elsewhere.example/realms/city");
            isTurnedAway(ISSUER.sign(claims));
        }

        @Test
        void when_it_was_altered() {
            String token = ISSUER.token("gla.officer");
            String other = ISSUER.token("city.auditor");
            String[] parts = token.split("\\.", 3);
            isTurnedAway(parts[0] + "." + other.split("\\.", 3)[1] + "." + parts[2]);
        }

        @Test
        void when_it_is_nonsense() {
            isTurnedAway("nonsense");
            isTurnedAway("a.b.c");
        }
    }

    @Nested
    class Somebody_who_is_officer_and_lead_at_once {
        private final String dataset = stage.dataset("brent");
        private final String agreement = stage.agreement(dataset, "gla", "all");

        @Test
        void cannot_grant_their_own_request() {
            var claims = ISSUER.claims("brent.ig");
            claims.put("realm_access", Map.of("roles", List.of("officer", "ig-lead")));
            claims.put("org", Map.of("gla", Map.of()));
            var officer = Calls.with(PLATFORM, ISSUER.sign(claims));
            String request =
                    officer.post("/access-requests", Stage.ask(dataset, agreement))
                            .is(201)
                            .text("id");
            claims.put("org", Map.of("brent", Map.of()));
            var lead = Calls.with(PLATFORM, ISSUER.sign(claims));

            lead.post(
                            "/access-requests/" + request + "/grant",
                            Map.of("until", Stage.today().plusDays(7).toString()))
                    .isRefused();

            assertThat(officer.get("/access-requests/" + request).text("state"))
                    .isEqualTo("pending");
        }
    }

    @Nested
    class A_token_without_roles {
        private final Calls nobody = Calls.with(PLATFORM, ISSUER.sign(without()));

        private Map<String, Object> without() {
            var claims = ISSUER.claims("brent.steward");
            claims.put("realm_access", Map.of("roles", List.of()));
            return claims;
        }

        @Test
        void may_look_at_the_catalogue_and_nothing_else() {
            String dataset = stage.dataset("brent");

            nobody.get("/datasets").is(200);
            nobody.get("/agencies").is(200);
            nobody.get("/datasets/" + dataset + "/versions/1/content").isRefused();
            nobody.upload("/datasets/" + dataset + "/versions", Stage.FILE).isRefused();
            nobody.post("/datasets", Stage.description(Stage.newName())).isRefused();
            nobody.post("/agreements", Stage.terms(dataset, "gla", "all")).isRefused();
        }
    }

    @Nested
    class A_token_without_exactly_one_known_agency {
        private void hasNoRight(Object organisations) {
            var claims = ISSUER.claims("brent.steward");
            claims.put("org", organisations);
            Calls.with(PLATFORM, ISSUER.sign(claims))
                    .post("/datasets", describedFor("brent"))
                    .isRefused();
        }

        private Map<String, Object> describedFor(String agency) {
            var body = Stage.description(Stage.newName());
            body.put("agency", agency);
            return body;
        }

        @Test
        void gives_no_right() {
            hasNoRight(Map.of());
            hasNoRight(Map.of("brent", Map.of(), "camden", Map.of()));
            hasNoRight(Map.of("atlantis", Map.of()));
        }
    }
}
