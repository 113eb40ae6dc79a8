package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.platform.SigningIssuer;
import city.datastore.stack.Ports;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who signs an agreement about health data, how strongly, and what anybody can check later. */
class SigningApiIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final Calls weak = stage.as("brent.ig");
    private final String path = draft();

    private Calls strongly(String person) {
        return Calls.strongly(platform, person);
    }

    private String draft() {
        var body = Stage.description(Stage.newName());
        body.put(
                "columns",
                List.of(
                        Map.of(
                                "name", "Diagnosis",
                                "type", "text",
                                "description", "",
                                "category", "health")));
        String dataset = stage.as("brent.steward").post("/datasets", body).is(201).text("id");
        var terms = Stage.terms(dataset, "gla", List.of("Diagnosis"));
        terms.put("extent", "full");
        terms.put(
                "lawfulBasis",
                Map.of("article6", "6(1)(e)", "article9", "9(2)(h)", "schedule1", "2"));
        var draft = weak.post("/agreements", terms).is(201);
        String drafted = "/agreements/" + draft.text("reference");
        assertThat(Answers.missing(Answers.complete(weak, drafted, terms, draft))).isEmpty();
        return drafted;
    }

    private void signedByLeads() {
        strongly("brent.ig").post(path + "/proposal").is(200);
        strongly("gla.ig").post(path + "/approval").is(200);
    }

    private Reply signOff(String person, String office) {
        return strongly(person).post(path + "/sign-off", Map.of("office", office));
    }

    private JsonNode signing(String agency) {
        return weak.get(path)
                .json()
                .path("parties")
                .valueStream()
                .filter(each -> each.path("agency").asString().equals(agency))
                .findFirst()
                .orElseThrow()
                .path("signing");
    }

    @Nested
    class A_second_factor {
        private static final SigningIssuer ISSUER = SigningIssuer.shared();
        private static RunningPlatform node;

        /** Another node of the platform, which believes an issuer that signs what a test wants. */
        @BeforeAll
        static void start() {
            node =
                    RunningPlatform.on(
                            RunningPlatform.shared().stack(),
                            Map.of(
                                    "DATASTORE_ISSUER", ISSUER.issuer(),
                                    "DATASTORE_STEP_UP_ACR", "gold,otp",
                                    "DATASTORE_PORT", Ports.random().platform()));
        }

        @AfterAll
        static void stop() {
            node.close();
        }

        private Reply proposed(Object given) {
            var claims = ISSUER.claims("brent.ig");
            claims.put("acr", "otp");
            claims.put("loa", given);
            return Calls.with(node, ISSUER.sign(claims)).post(path + "/proposal");
        }

        @Test
        void counts_for_a_quarter_of_an_hour_and_is_then_as_good_as_none() {
            long now = Instant.now().getEpochSecond();

            for (var tooOld : List.of(Map.of("1", now, "2", now - 901), Map.of("1", now))) {
                var answer = proposed(tooOld).isProblem(401, "insufficient-user-authentication");
                assertThat(answer.header("WWW-Authenticate"))
                        .contains("insufficient_user_authentication");
            }
            proposed(Map.of("1", now - 36_000, "2", now - 600)).is(200);
        }

        @Test
        void is_asked_for_by_the_names_that_the_operator_gave_it() throws Exception {
            var claims = ISSUER.claims("brent.ig");
            var challenge = Calls.with(node, ISSUER.sign(claims)).post(path + "/proposal").is(401);
            claims.put("acr", "gold");
            claims.put("loa", Map.of("2", Instant.now().getEpochSecond()));

            assertThat(challenge.header("WWW-Authenticate")).contains("acr_values=\"gold otp\"");
            assertThat(signIn("/sign-in?step-up")).contains("acr_values=gold%20otp");
            assertThat(signIn("/sign-in")).doesNotContain("acr_values");
            Calls.with(node, ISSUER.sign(claims)).post(path + "/proposal").is(200);
        }

        private static String signIn(String at) throws Exception {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(node.uri(at)).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }
    }

    @Nested
    class A_signature_after_a_password_alone {
        @Test
        void is_refused_with_a_challenge_for_the_second_factor() {
            var refused =
                    weak.post(path + "/proposal")
                            .isProblem(401, "insufficient-user-authentication")
                            .isRecorded();
            assertThat(refused.header("WWW-Authenticate"))
                    .startsWith("Bearer ")
                    .contains("error=\"insufficient_user_authentication\"")
                    .contains("acr_values=\"otp\"");
            assertThat(weak.get(path).text("state")).isEqualTo("draft");
            assertThat(strongly("brent.ig").post(path + "/proposal").is(200).text("state"))
                    .isEqualTo("proposed");
        }

        @Test
        void is_enough_for_a_condensed_agreement_at_low_risk() {
            stage.agreement(stage.dataset("brent"), "gla", "all");
        }
    }

    @Nested
    class Beside_the_leads {
        @Test
        void the_risk_owner_and_the_guardian_of_both_parties_sign() {
            signedByLeads();
            assertThat(weak.get(path).text("state")).isEqualTo("proposed");
            assertThat(signing("gla").path("missing").valueStream().map(JsonNode::asString))
                    .containsExactly("caldicott-guardian", "siro");

            signOff("brent.siro", "siro").is(200);
            signOff("brent.caldicott", "caldicott-guardian").is(200);
            signOff("gla.siro", "siro").is(200);
            assertThat(weak.get(path).text("state")).isEqualTo("proposed");
            var whole = signOff("gla.caldicott", "caldicott-guardian").is(200);
            assertThat(whole.text("state")).isEqualTo("active");
            assertThat(signing("gla").path("missing")).isEmpty();
        }

        @Test
        void nobody_signs_in_an_office_that_is_not_theirs() {
            signedByLeads();
            signOff("brent.siro", "caldicott-guardian").isProblem(403, "wrong-office").isRecorded();
            signOff("brent.ig", "siro").isRefused();
            signOff("mps.siro", "siro").isRefused();
            signOff("brent.siro", "mayor").isProblem(409, "wrong-state");
        }

        @Test
        void the_adviser_is_heard_and_decides_nothing() {
            signedByLeads();
            var nothing = strongly("gla.dpo").post(path + "/sign-off", Map.of("office", "dpo"));
            nothing.isProblem(422, "bad-fields");
            strongly("gla.dpo")
                    .post(
                            path + "/sign-off",
                            Map.of("office", "dpo", "comment", "Keep it for a year at most."))
                    .is(200);
            assertThat(signing("gla").at("/signOffs/0/comment").asString())
                    .isEqualTo("Keep it for a year at most.");
            assertThat(signing("gla").path("missing")).hasSize(2);
        }
    }

    @Nested
    class Terms_that_changed_since_they_were_read {
        private final String low =
                "/agreements/"
                        + weak.post(
                                        "/agreements",
                                        Stage.terms(stage.dataset("brent"), "gla", "all"))
                                .is(201)
                                .text("reference");

        /** As somebody read them, before they came back, were changed and were offered again. */
        private String readBefore() {
            weak.post(low + "/proposal").is(200);
            String read = stage.as("gla.ig").get(low).text("digest");
            stage.as("gla.ig").post(low + "/return", Map.of("comment", "Say which year.")).is(200);
            edit("For 2027");
            weak.post(low + "/proposal").is(200);
            return read;
        }

        private void edit(String title) {
            var draft = weak.get(low);
            var terms =
                    Stage.terms(draft.json().at("/datasets/0/dataset").asString(), "gla", "all");
            terms.put("title", title);
            weak.header("If-Match", draft.header("ETag")).put(low, terms).is(200);
        }

        @Test
        void are_not_signed() {
            var old = Map.<String, Object>of("digest", readBefore());
            stage.as("gla.ig").post(low + "/approval", old).isProblem(412, "changed-meanwhile");
            stage.as("gla.dpo")
                    .post(
                            low + "/sign-off",
                            Map.of(
                                    "office",
                                    "dpo",
                                    "comment",
                                    "Mind it.",
                                    "digest",
                                    old.get("digest")))
                    .isProblem(412, "changed-meanwhile");
            assertThat(weak.get(low).text("state")).isEqualTo("proposed");

            String now = stage.as("gla.ig").get(low).text("digest");
            stage.as("gla.ig").post(low + "/approval", Map.of("digest", now)).is(200);
            assertThat(weak.get(low).text("state")).isEqualTo("active");
        }

        @Test
        void are_not_proposed() {
            String read = weak.get(low).text("digest");
            edit("For 2028");
            weak.post(low + "/proposal", Map.of("digest", read))
                    .isProblem(412, "changed-meanwhile");
            weak.post(low + "/proposal", Map.of("digest", "x".repeat(65)))
                    .isProblem(422, "bad-fields");
            assertThat(weak.get(low).text("state")).isEqualTo("draft");
        }
    }

    @Nested
    class What_was_signed {
        @Test
        void can_be_checked_by_anybody_who_has_the_terms_and_the_seal() throws Exception {
            signedByLeads();
            var signed = weak.get(path + "/signatures").is(200).json().path("items");
            assertThat(signed).hasSize(2);
            var second = signed.get(1);

            byte[] terms =
                    weak.get(path + "/editions/" + second.path("edition").asInt())
                            .is(200)
                            .body()
                            .getBytes(UTF_8);
            String digest =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(terms));
            assertThat(second.path("digest").asString()).isEqualTo(digest);
            assertThat(weak.get(path).text("digest")).isEqualTo(digest);

            var seal =
                    new CMSSignedData(Base64.getDecoder().decode(second.path("seal").asString()));
            String statement = new String((byte[]) seal.getSignedContent().getContent(), UTF_8);
            assertThat(statement)
                    .contains("\"digest\":\"" + digest + "\"")
                    .contains("\"agency\":\"gla\"")
                    .contains("\"office\":\"ig-lead\"")
                    .contains("\"secondFactor\":true");
        }

        @Test
        void is_not_shown_to_outsiders_nor_for_an_edition_that_there_is_not() {
            stage.as("mps.ig").get(path + "/signatures").isRefused();
            stage.as("mps.ig").get(path + "/editions/1").isRefused();
            weak.get(path + "/editions/999").isProblem(404, "not-found");
            weak.get(path + "/editions/0").isProblem(404, "not-found");
        }
    }
}
