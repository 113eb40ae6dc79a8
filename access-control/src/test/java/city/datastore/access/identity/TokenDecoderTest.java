package city.datastore.access.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

class TokenDecoderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Issuer issuer = new Issuer();
    private final StandingClock clock = new StandingClock();
    private final TokenDecoder decoder = new TokenDecoder(issuer.properties(), clock);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Nested
    class A_token_of_the_issuer_for_this_platform {
        @Test
        void is_accepted() {
            var token = decoder.decode(issuer.sign(issuer.claims(NOW).build()));

            assertThat(token.getSubject()).startsWith("5c10c3f6");
        }

        @Test
        void may_be_up_to_thirty_seconds_past_its_end_and_no_more() {
            assertAccepted(endingAt(NOW.minusSeconds(29)));
            assertRefused(endingAt(NOW.minusSeconds(31)));
        }

        @Test
        void may_be_for_others_too() {
            assertAccepted(issuer.claims(NOW).audience(List.of("account", Issuer.AUDIENCE)));
        }

        @Test
        void may_say_that_it_is_an_access_token_in_the_words_of_RFC_9068() {
            var header =
                    issuer.header(JWSAlgorithm.PS256).type(new JOSEObjectType("at+jwt")).build();

            decoder.decode(
                    Issuer.sign(header, issuer.claims(NOW).build(), Issuer.signer(issuer.key())));
        }
    }

    @Nested
    class A_token_is_refused {
        @Test
        void without_an_end() {
            assertRefused(issuer.claims(NOW).expirationTime(null));
        }

        @Test
        void before_its_time() {
            assertRefused(issuer.claims(NOW).notBeforeTime(Date.from(NOW.plusSeconds(31))));
        }

        @Test
        void for_another_audience() {
            assertRefused(issuer.claims(NOW).audience("account"));
            assertRefused(issuer.claims(NOW).audience((String) null));
        }

        @Test
        void of_another_issuer() {
            assertRefused(issuer.claims(NOW).issuer("http://127.0.0.1/realms/other"));
            assertRefused(issuer.claims(NOW).issuer(null));
        }

        @Test
        void that_is_no_access_token() {
            assertRefused(issuer.claims(NOW).claim("typ", "ID"));
            assertRefused(issuer.claims(NOW).claim("typ", "Refresh"));
            assertRefused(issuer.claims(NOW).claim("typ", 7));
        }

        @Test
        void that_names_nobody() {
            assertRefused(issuer.claims(NOW).subject(null));
            assertRefused(issuer.claims(NOW).subject("'; DROP TABLE person; --"));
            assertRefused(issuer.claims(NOW).subject("x".repeat(129)));
        }

        @Test
        void that_was_signed_by_somebody_else_under_the_issuer_s_key_id() {
            var forger = Issuer.newKey(issuer.key().getKeyID());

            assertRefused(
                    Issuer.sign(
                            issuer.header(JWSAlgorithm.RS256).build(),
                            issuer.claims(NOW).build(),
                            Issuer.signer(forger)));
        }

        @Test
        void whose_claims_were_changed_after_signing() {
            var good = issuer.sign(issuer.claims(NOW).build()).split("\\.", -1);
            var other = issuer.sign(issuer.claims(NOW).subject("somebody-else").build());

            assertRefused(good[0] + "." + other.split("\\.", -1)[1] + "." + good[2]);
        }

        @Test
        void that_is_not_signed_at_all() {
            assertRefused(new PlainJWT(issuer.claims(NOW).build()).serialize());
        }

        @Test
        void that_uses_the_public_key_as_a_shared_secret() throws JOSEException {
            var secret = issuer.key().toRSAPublicKey().getEncoded();

            assertRefused(
                    Issuer.sign(
                            issuer.header(JWSAlgorithm.HS256).build(),
                            issuer.claims(NOW).build(),
                            new MACSigner(secret)));
        }

        @Test
        void with_an_algorithm_that_is_not_pinned() {
            assertRefused(
                    Issuer.sign(
                            issuer.header(JWSAlgorithm.RS512).build(),
                            issuer.claims(NOW).build(),
                            Issuer.signer(issuer.key())));
        }

        @Test
        void of_another_type() {
            var header = issuer.header(JWSAlgorithm.RS256).type(new JOSEObjectType("logout+jwt"));

            assertRefused(
                    Issuer.sign(
                            header.build(),
                            issuer.claims(NOW).build(),
                            Issuer.signer(issuer.key())));
        }

        @Test
        void that_is_too_long_or_no_token_at_all() {
            assertRefused(issuer.claims(NOW).claim("padding", "x".repeat(20_000)));
            assertRefused("");
            assertRefused("a.b.c");
            assertRefused("x".repeat(1_000_000));
        }
    }

    @Nested
    class A_token_whose_signature_was_good {
        private final String token = issuer.sign(issuer.claims(NOW).build());
        private final Jwt read = decoder.decode(token);
        private final CheckedTokens checked = new CheckedTokens(clock);

        @Test
        void is_not_checked_again_within_a_minute() {
            clock.instant = NOW.plusSeconds(59);

            assertThat(decoder.decode(token)).isSameAs(read);
        }

        @Test
        void is_checked_again_after_a_minute_and_when_the_clock_was_set_back() {
            clock.instant = NOW.plusSeconds(60);
            assertThat(decoder.decode(token)).isNotSameAs(read);

            clock.instant = NOW.minusMillis(1);
            assertThat(decoder.decode(token)).isNotSameAs(read);
        }

        @Test
        void is_refused_at_its_end_all_the_same() {
            var ending = issuer.sign(endingAt(NOW).build());
            decoder.decode(ending);
            clock.instant = NOW.plusSeconds(31);

            assertRefused(ending);
        }

        @Test
        void vouches_for_no_other_signature_over_the_same_words() {
            var parts = token.split("\\.", -1);
            var other = issuer.sign(issuer.claims(NOW).subject("somebody-else").build());

            assertRefused(parts[0] + "." + parts[1] + "." + other.split("\\.", -1)[2]);
        }

        @Test
        void makes_room_for_others_without_end() {
            for (int i = 0; i < CheckedTokens.MOST; i++) {
                checked.add("token " + i, read);
            }

            assertThat(checked.find("token " + (CheckedTokens.MOST - 1))).isSameAs(read);
            checked.add("one more", read);
            assertThat(checked.find("token 0")).isNull();
            assertThat(checked.find("one more")).isSameAs(read);
        }
    }

    @Nested
    class An_issuer_that_is_down {
        @Test
        void means_try_again_and_not_a_bad_token_and_it_heals_without_a_restart() {
            issuer.goDown();
            var token = issuer.sign(issuer.claims(NOW).build());

            assertThatThrownBy(() -> decoder.decode(token))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);

            issuer.comeBack();
            assertThat(decoder.decode(token)).isNotNull();
        }

        @Test
        void does_not_matter_for_keys_that_are_known() {
            decoder.decode(issuer.sign(issuer.claims(NOW).build()));
            issuer.goDown();

            assertAccepted(issuer.claims(NOW));
        }
    }

    @Nested
    class An_issuer_that_changes_its_key {
        @Test
        void is_followed_at_the_first_token_under_the_new_one() {
            assertAccepted(issuer.claims(NOW));
            issuer.changeKey();

            assertAccepted(issuer.claims(NOW));
            assertThat(issuer.fetches()).isEqualTo(2);
        }

        @Test
        void is_not_asked_again_for_every_forged_key_id() {
            assertAccepted(issuer.claims(NOW));
            for (int i = 0; i < 50; i++) {
                assertRefused(
                        Issuer.sign(
                                issuer.header(JWSAlgorithm.RS256).keyID("forged-" + i).build(),
                                issuer.claims(NOW).build(),
                                Issuer.signer(Issuer.forged())));
            }

            assertThat(issuer.fetches()).isLessThanOrEqualTo(3);
        }
    }

    /** A clock that stands where it is put. */
    private static final class StandingClock extends Clock {
        private Instant instant = NOW;

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private JWTClaimsSet.Builder endingAt(Instant end) {
        return issuer.claims(end.minusSeconds(300));
    }

    private void assertAccepted(JWTClaimsSet.Builder claims) {
        assertThat(decoder.decode(issuer.sign(claims.build()))).isNotNull();
    }

    private void assertRefused(JWTClaimsSet.Builder claims) {
        assertRefused(issuer.sign(claims.build()));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }
}
