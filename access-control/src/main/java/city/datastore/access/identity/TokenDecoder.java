package city.datastore.access.identity;

import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PersonId;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks an access token before anything in it is believed: length, type, algorithm, signature by a
 * key of the issuer, issuer, audience, expiry, and that it is for a person or system that can be
 * named.
 *
 * <p>A signature that was good is good for a minute; everything else is looked at each time. The
 * issuer's keys are fetched when the first token comes, so the platform starts while the issuer is
 * down. A token that does not pass is a {@link BadJwtException}; keys that cannot be had are any
 * other {@link org.springframework.security.oauth2.jwt.JwtException}. Thread-safe.
 */
public final class TokenDecoder implements JwtDecoder {
    /** Longest token, in characters. */
    public static final int MAX_TOKEN = 16_384;

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final NimbusJwtDecoder signatures;
    private final OAuth2TokenValidator<Jwt> claims;
    private final CheckedTokens checked;

    public TokenDecoder(IdentityProperties properties, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new IssuerKeys(properties.keys())));
        processor.setJWTClaimsSetVerifier((_, _) -> {}); // below, with the clock handed in
        this.signatures = new NimbusJwtDecoder(processor);
        this.signatures.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
        this.checked = new CheckedTokens(clock);
        this.claims =
                new DelegatingOAuth2TokenValidator<>(
                        timely(clock),
                        new JwtIssuerValidator(properties.issuer()),
                        holds(
                                "it is not for this platform",
                                token -> isFor(token, properties.audience())),
                        holds("it is no access token", TokenDecoder::isAccessToken),
                        holds("it names nobody", TokenDecoder::namesSomebody));
    }

    @Override
    public Jwt decode(String token) {
        if (token.length() > MAX_TOKEN) {
            throw new BadJwtException(
                    "the token is longer than " + MAX_TOKEN + " characters, so it was not read");
        }
        var known = checked.find(token);
        var read = known == null ? signatures.decode(token) : known;
        var looked = claims.validate(read);
        if (looked.hasErrors()) {
            throw new JwtValidationException("the token was not accepted", looked.getErrors());
        }
        if (known == null) {
            checked.add(token, read);
        }
        return read;
    }

    private static JwtTimestampValidator timely(Clock clock) {
        var timely = new JwtTimestampValidator(SKEW);
        timely.setAllowEmptyExpiryClaim(false);
        timely.setClock(clock);
        return timely;
    }

    private static boolean isFor(Jwt token, String audience) {
        var audiences = token.getAudience();
        return audiences != null && audiences.contains(audience);
    }

    /** Keycloak says in the claim {@code typ} what a token is; others leave it out. */
    private static boolean isAccessToken(Jwt token) {
        var type = token.getClaims().get("typ");
        return type == null || type.equals("Bearer");
    }

    private static boolean namesSomebody(Jwt token) {
        try {
            return token.getSubject() != null
                    && !new PersonId(token.getSubject()).value().isEmpty();
        } catch (NameException _) {
            return false;
        }
    }

    private static OAuth2TokenValidator<Jwt> holds(String otherwise, Predicate<Jwt> check) {
        return token ->
                check.test(token)
                        ? OAuth2TokenValidatorResult.success()
                        : OAuth2TokenValidatorResult.failure(
                                new OAuth2Error(
                                        "invalid_token",
                                        "The token was not accepted: " + otherwise,
                                        null));
    }
}
