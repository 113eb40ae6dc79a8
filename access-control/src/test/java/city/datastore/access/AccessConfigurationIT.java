package city.datastore.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.policy.AgencyNames;
import city.datastore.audit.names.AgencyCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class AccessConfigurationIT {
    @Nested
    class A_platform_whose_identity_provider_is_down {
        @Test
        void starts_knows_the_agencies_and_lets_nobody_in() {
            try (var stack = new AccessStack("datastore.identity.jwks-uri=")) {
                var agencies = stack.get(Agencies.class);

                assertThat(agencies.all()).hasSize(41);
                assertThat(agencies.all().stream().filter(a -> a.kind().equals("borough")))
                        .hasSize(33);
                assertThat(agencies.all())
                        .isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
                assertThat(agencies.find(new AgencyCode("tower-hamlets")))
                        .contains(
                                new Agency(
                                        new AgencyCode("tower-hamlets"),
                                        "Tower Hamlets",
                                        "borough",
                                        "E09000030"));
                assertThat(agencies.find(Agency.OVERSIGHT)).isPresent();
                assertThat(agencies.find(new AgencyCode("atlantis"))).isEmpty();
                assertThat(stack.get(AgencyNames.class).name(new AgencyCode("mps")))
                        .isEqualTo("Metropolitan Police Service");
                assertThatThrownBy(() -> stack.get(JwtDecoder.class).decode("no.real.token"))
                        .isInstanceOf(BadJwtException.class);
            }
        }
    }

    @Nested
    class A_platform_does_not_start {
        @Test
        void with_an_issuer_that_is_no_address() {
            assertThatThrownBy(() -> new AccessStack("datastore.identity.issuer=keycloak"))
                    .hasStackTraceContaining("it has to be an http or https address");
        }

        @Test
        void without_a_value_of_acr_that_stands_for_a_second_factor() {
            assertThatThrownBy(() -> new AccessStack("datastore.identity.step-up-acr="))
                    .hasStackTraceContaining("step-up-acr is empty");
        }

        @Test
        void with_a_value_of_acr_that_a_challenge_cannot_name() {
            for (var acr : new String[] {"two words", "a\"quote"}) {
                assertThatThrownBy(() -> new AccessStack("datastore.identity.step-up-acr=" + acr))
                        .hasStackTraceContaining("step-up-acr holds");
            }
        }

        @Test
        void with_a_second_factor_that_would_count_for_longer_than_a_shift_or_hardly_at_all() {
            for (var age : new String[] {"13h", "4m"}) {
                assertThatThrownBy(
                                () -> new AccessStack("datastore.identity.step-up-max-age=" + age))
                        .hasStackTraceContaining("it has to be from 5m to 12h");
            }
        }

        @Test
        void with_a_setting_that_nobody_knows() {
            assertThatThrownBy(() -> new AccessStack("datastore.identity.audiense=x"))
                    .hasStackTraceContaining("audiense");
        }
    }
}
