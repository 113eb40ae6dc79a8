package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeycloakServerIT {
    private final KeycloakServer keycloak = LocalStack.shared(Server.KEYCLOAK).keycloak();

    @Test
    void names_agency_audience_and_roles_in_the_token_of_an_officer() {
        String claims = claims(keycloak.token("camden.officer"));
        assertThat(claims)
                .contains("\"iss\":\"" + keycloak.issuer() + "\"")
                .contains("\"aud\":\"city-datastore-api\"")
                .contains("\"org\":{\"camden\":")
                .contains("\"roles\":[\"officer\"]")
                .contains("\"acr\":\"password\"")
                .contains("\"preferred_username\":\"camden.officer\"");
    }

    @Test
    void names_the_higher_strength_after_the_one_time_code() {
        assertThat(claims(keycloak.stepUpToken("brent.ig")))
                .contains("\"acr\":\"otp\"")
                .containsPattern("\"loa\":\\{\"1\":[0-9]{10},\"2\":[0-9]{10}}")
                .contains("\"org\":{\"brent\":")
                .contains("\"roles\":[\"ig-lead\"]");
    }

    @Test
    void gives_a_second_one_time_code_within_the_same_half_minute() {
        var signIn = new SignIn(keycloak.issuer());
        for (int time = 0; time < 2; time++) {
            assertThat(
                            claims(
                                    signIn.token(
                                            "mps.ig",
                                            KeycloakServer.DEMO_PASSWORD,
                                            SignIn.STEP_UP_LEVEL)))
                    .contains("\"acr\":\"otp\"");
        }
    }

    @Test
    void puts_the_auditor_and_the_administrator_into_the_organisation_city() {
        assertThat(claims(keycloak.token("city.auditor")))
                .contains("\"org\":{\"city\":")
                .contains("\"auditor\"");
        assertThat(claims(keycloak.token("city.admin")))
                .contains("\"platform-admin\"")
                .doesNotContain("data-steward");
    }

    @Test
    void refuses_a_wrong_password_and_an_unknown_person() {
        var signIn = new SignIn(keycloak.issuer());
        assertThatThrownBy(() -> signIn.token("lfb.officer", "a guess", SignIn.PASSWORD_LEVEL))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("refused the sign-in of lfb.officer");
        assertThatThrownBy(() -> keycloak.token("nobody")).isInstanceOf(StackException.class);
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), UTF_8);
    }
}
