package city.datastore.access.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.RequestId;
import city.datastore.stack.KeycloakServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Tokens of a real Keycloak with the realm {@code city}. */
class KeycloakIT {
    private static final KeycloakServer KEYCLOAK = LocalStack.shared(Server.KEYCLOAK).keycloak();
    private static AccessStack stack;

    @BeforeAll
    static void start() {
        stack = new AccessStack("datastore.identity.issuer=" + KEYCLOAK.issuer());
        stack.at(Instant.now());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Nested
    class A_person_of_the_realm {
        @Test
        void is_known_with_agency_and_role() {
            var officer = caller(KEYCLOAK.token("gla.officer"));

            assertThat(officer.username()).isEqualTo("gla.officer");
            assertThat(officer.agency()).isEqualTo(new AgencyCode("gla"));
            assertThat(officer.roles()).containsExactly(Role.OFFICER);
            assertThat(officer.stepUp()).isFalse();
        }

        @Test
        void is_known_to_have_used_a_second_factor() {
            var lead = caller(KEYCLOAK.stepUpToken("brent.ig"));

            assertThat(lead.roles()).containsExactly(Role.IG_LEAD);
            assertThat(lead.stepUp()).isTrue();
        }

        @Test
        void is_not_known_to_have_used_it_lately_when_the_token_is_about_to_end() {
            var token = stack.get(JwtDecoder.class).decode(KEYCLOAK.stepUpToken("brent.ig"));
            var given = requireNonNull(token.getIssuedAt());
            try {
                stack.at(given.plus(Duration.ofMinutes(14)));
                assertThat(caller(token.getTokenValue()).stepUp()).isTrue();
                stack.at(given.plus(Duration.ofMinutes(15)));
                assertThat(caller(token.getTokenValue()).stepUp()).isFalse();
            } finally {
                stack.at(Instant.now());
            }
        }

        @Test
        void may_be_of_the_city_s_oversight() {
            var auditor = caller(KEYCLOAK.token("city.auditor"));

            assertThat(auditor.agency()).isEqualTo(Agency.OVERSIGHT);
            assertThat(auditor.roles()).containsExactly(Role.AUDITOR);
        }
    }

    @Nested
    class A_token_of_the_realm {
        @Test
        void is_refused_once_it_has_ended() {
            var token = KEYCLOAK.token("lfb.officer");
            stack.at(Instant.now().plus(Duration.ofHours(12)));
            try {
                assertThatThrownBy(() -> caller(token)).isInstanceOf(BadJwtException.class);
            } finally {
                stack.at(Instant.now());
            }
        }

        @Test
        void is_refused_when_a_character_of_its_signature_is_changed() {
            var token = KEYCLOAK.token("lfb.officer");
            int at = token.length() - 20;
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            var changed = token.substring(0, at) + other + token.substring(at + 1);

            assertThatThrownBy(() -> caller(changed)).isInstanceOf(BadJwtException.class);
        }
    }

    private static Caller caller(String token) {
        return stack.get(TokenReader.class)
                .read(stack.get(JwtDecoder.class).decode(token), new RequestId("call-1"))
                .orElseThrow();
    }
}
