package city.datastore.access.identity;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class TokenReaderTest {
    private static final RequestId CALL = new RequestId("call-1");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final AgencyCode CAMDEN = new AgencyCode("camden");
    private static final Agencies AGENCIES =
            new Agencies() {
                private final List<Agency> known =
                        List.of(
                                new Agency(CAMDEN, "Camden", "borough", "E09000007"),
                                new Agency(new AgencyCode("mps"), "MPS", "police", null));

                @Override
                public List<Agency> all() {
                    return known;
                }

                @Override
                public Optional<Agency> find(AgencyCode code) {
                    return known.stream().filter(a -> a.code().equals(code)).findFirst();
                }
            };

    private final TokenReader reader = reader("org", "realm_access.roles");

    @Nested
    class The_usual_token {
        @Test
        void becomes_a_caller() {
            assertThat(read(Map.of()))
                    .contains(
                            new Caller(
                                    new city.datastore.audit.names.PersonId("5c10-01"),
                                    "camden.officer",
                                    CAMDEN,
                                    Set.of(Role.OFFICER),
                                    false,
                                    CALL));
        }

        @Test
        void says_whether_a_second_factor_was_used() {
            assertThat(caller("acr", "otp").stepUp()).isTrue();
            assertThat(caller("acr", "password").stepUp()).isFalse();
            assertThat(caller("acr", List.of("otp")).stepUp()).isFalse();
            assertThat(caller("acr", null).stepUp()).isFalse();
        }

        @Test
        void of_a_sign_in_to_the_pages_becomes_the_same_caller() {
            var now = Instant.parse("2026-11-21T12:00:00Z");
            var person =
                    new DefaultOidcUser(
                            List.of(), new OidcIdToken("token", now, now.plusSeconds(60), usual()));

            assertThat(reader.read(person, CALL)).isEqualTo(read(Map.of()));
        }
    }

    @Nested
    class A_second_factor {
        private boolean counts(@Nullable Object times) {
            var claims = new HashMap<>(usual());
            claims.put("acr", "otp");
            claims.remove("loa");
            if (times != null) {
                claims.put("loa", times);
            }
            return reader.read(() -> claims, CALL).orElseThrow().stepUp();
        }

        private Map<String, Object> given(Instant at) {
            return Map.of("1", NOW.getEpochSecond(), "2", at.getEpochSecond());
        }

        @Test
        void counts_until_it_is_as_old_as_the_settings_let_it_be() {
            assertThat(counts(given(NOW.minusSeconds(899)))).isTrue();
            assertThat(counts(given(NOW.minusSeconds(900)))).isFalse();
            assertThat(counts(given(NOW.minusSeconds(36_000)))).isFalse();
        }

        @Test
        void does_not_count_where_nobody_says_when_it_was_given() {
            assertThat(counts(null)).isFalse();
            for (var odd :
                    List.<Object>of(
                            NOW.getEpochSecond(),
                            Map.of("1", NOW.getEpochSecond()),
                            Map.of("2", NOW.toString()),
                            Map.of("2", List.of(NOW.getEpochSecond())),
                            Map.of("2", Long.MIN_VALUE),
                            Map.of("2", Long.MAX_VALUE),
                            Map.of("2", Double.NaN))) {
                assertThat(counts(odd)).as("%s", odd).isFalse();
            }
        }

        @Test
        void does_not_count_before_it_was_given_but_for_a_clock_that_is_a_little_ahead() {
            assertThat(counts(given(NOW.plusSeconds(30)))).isTrue();
            assertThat(counts(given(NOW.plusSeconds(31)))).isFalse();
        }
    }

    @Nested
    class The_agency {
        static Stream<Object> shapes() {
            return Stream.of(
                    Map.of("camden", Map.of("id", "x")),
                    List.of("camden"),
                    "camden",
                    "/agencies/camden",
                    List.of("/agencies/camden"),
                    List.of("/team-a/leads", "/agencies/camden"));
        }

        @ParameterizedTest
        @MethodSource("shapes")
        void is_understood_in_each_shape_that_Keycloak_gives_it(Object claim) {
            assertThat(caller("org", claim).agency()).isEqualTo(CAMDEN);
        }

        static Stream<Object> doubts() {
            var deep = new ArrayList<Object>();
            List<Object> inner = deep;
            for (int i = 0; i < 1000; i++) {
                var next = new ArrayList<Object>();
                inner.add(next);
                inner = next;
            }
            return Stream.of(
                    Map.of(),
                    Map.of("camden", Map.of(), "mps", Map.of()),
                    List.of(),
                    List.of("camden", "mps"),
                    List.of("/agencies/camden", "/agencies/mps"),
                    List.of(List.of("camden")),
                    List.of(7),
                    deep,
                    7,
                    true,
                    "",
                    " camden",
                    "Camden",
                    "atlantis",
                    Map.of("atlantis", Map.of()),
                    "/agencies/camden/leads",
                    "/camden",
                    "camden\0",
                    "../camden",
                    "x".repeat(1_000_000));
        }

        @ParameterizedTest
        @MethodSource("doubts")
        void is_nobody_s_when_none_several_or_an_unknown_one_is_named(Object claim) {
            assertThat(caller("org", claim).agency()).isNull();
        }

        @Test
        void is_nobody_s_when_the_claim_is_missing() {
            assertThat(caller("org", null).agency()).isNull();
        }

        @Test
        void is_found_under_another_claim_where_the_settings_say_so() {
            var claims = new HashMap<>(usual());
            claims.put("https://id.example/agency", "mps");
            claims.put("staff", Map.of("agency", "mps"));

            for (var path : List.of("https://id.example/agency", "staff.agency")) {
                assertThat(reader(path, "realm_access.roles").read(() -> claims, CALL))
                        .map(Caller::agency)
                        .contains(new AgencyCode("mps"));
            }
        }
    }

    @Nested
    class The_roles {
        @Test
        void that_are_known_count_and_others_do_not() {
            assertThat(
                            caller(
                                            "realm_access",
                                            Map.of(
                                                    "roles",
                                                    List.of(
                                                            "ig-lead",
                                                            "auditor",
                                                            "AUDITOR",
                                                            "superuser",
                                                            7,
                                                            List.of("data-steward"))))
                                    .roles())
                    .containsExactlyInAnyOrder(Role.IG_LEAD, Role.AUDITOR);
        }

        @Test
        void of_an_odd_shape_give_no_right() {
            for (var odd :
                    List.<Object>of(
                            "officer",
                            7,
                            List.of("officer"),
                            Map.of("roles", "officer"),
                            Map.of("roles", Map.of("officer", true)))) {
                assertThat(caller("realm_access", odd).roles()).isEmpty();
            }
            assertThat(caller("realm_access", null).roles()).isEmpty();
        }

        @Test
        void beyond_a_sane_number_are_not_looked_at() {
            var many =
                    Stream.concat(
                                    IntStream.range(0, TokenReader.MAX_ROLES)
                                            .mapToObj(i -> "role-" + i),
                                    Stream.of("officer"))
                            .toList();

            assertThat(caller("realm_access", Map.of("roles", many)).roles()).isEmpty();
        }
    }

    @Nested
    class The_person {
        @Test
        void is_nobody_without_a_subject_that_can_be_a_name() {
            for (var odd : List.<Object>of("", "a b", 7, List.of("x"), "x".repeat(200))) {
                assertThat(read(Map.of("sub", odd))).isEmpty();
            }
        }

        @Test
        void goes_by_their_subject_where_the_user_name_is_odd() {
            for (var odd : List.<Object>of("<script>", "a\nb", "", 7, "x".repeat(101))) {
                assertThat(caller("preferred_username", odd).username()).isEqualTo("5c10-01");
            }
        }
    }

    private Caller caller(String claim, @Nullable Object value) {
        var claims = new HashMap<>(usual());
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return reader.read(() -> claims, CALL).orElseThrow();
    }

    private Optional<Caller> read(Map<String, Object> changes) {
        var claims = new HashMap<>(usual());
        claims.putAll(changes);
        ClaimAccessor token = () -> claims;
        return reader.read(token, CALL);
    }

    private static Map<String, Object> usual() {
        return Map.of(
                "sub",
                "5c10-01",
                "preferred_username",
                "camden.officer",
                "acr",
                "password",
                "loa",
                Map.of("1", NOW.getEpochSecond(), "2", NOW.getEpochSecond()),
                "realm_access",
                Map.of("roles", List.of("officer", "offline_access", "default-roles-city")),
                "org",
                Map.of("camden", Map.of("id", "3a1c")));
    }

    private static TokenReader reader(String agencyClaim, String rolesClaim) {
        return new TokenReader(
                new IdentityProperties(
                        "http://127.0.0.1:8180/realms/city",
                        null,
                        "city-datastore-api",
                        agencyClaim,
                        rolesClaim,
                        Set.of("otp"),
                        "loa.2",
                        Duration.ofMinutes(15)),
                AGENCIES,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
