package city.datastore.access.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens count and how to read them ({@code datastore.identity.*}); checked at start.
 *
 * @param issuer the realm, exactly as its tokens name it, such as {@code
 *     http://127.0.0.1:8180/realms/city}
 * @param jwksUri where its public keys are; Keycloak's usual place under the issuer when left out
 * @param audience what a token has to be for
 * @param agencyClaim the claim that names the agency, or the path to it, joined by dots
 * @param rolesClaim the claim that lists the roles, or the path to it, joined by dots
 * @param stepUpAcr values of {@code acr} that stand for a second factor, the one to ask for first
 * @param stepUpTimeClaim the claim that says when it was given, in seconds since 1970, or the path
 *     to it, joined by dots
 * @param stepUpMaxAge how long it counts
 */
@ConfigurationProperties(prefix = "datastore.identity", ignoreUnknownFields = false)
public record IdentityProperties(
        String issuer,
        @Nullable String jwksUri,
        @DefaultValue("city-datastore-api") String audience,
        @DefaultValue("org") String agencyClaim,
        @DefaultValue("realm_access.roles") String rolesClaim,
        @DefaultValue("otp") Set<String> stepUpAcr,
        @DefaultValue("loa.2") String stepUpTimeClaim,
        @DefaultValue("15m") Duration stepUpMaxAge) {
    private static final int MAX_LENGTH = 500;

    /** As it can stand among others, in a quoted string of a header. */
    private static final Pattern ACR = Pattern.compile("[!#-\\[\\]-~]{1,100}");

    /** Keycloak does not ask for the code again sooner, so a shorter time could never be met. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofHours(12);

    public IdentityProperties {
        address("issuer", present("issuer", issuer));
        if (jwksUri != null && jwksUri.isBlank()) {
            jwksUri = null;
        }
        if (jwksUri != null) {
            address("jwks-uri", present("jwks-uri", jwksUri));
        }
        present("audience", audience);
        present("agency-claim", agencyClaim);
        present("roles-claim", rolesClaim);
        stepUpAcr = Collections.unmodifiableSet(new LinkedHashSet<>(stepUpAcr));
        if (stepUpAcr.isEmpty()) {
            throw new IllegalArgumentException(
                    "datastore.identity.step-up-acr is empty, it has to name at least one value of"
                            + " acr");
        }
        stepUpAcr.forEach(IdentityProperties::acr);
        present("step-up-time-claim", stepUpTimeClaim);
        if (stepUpMaxAge.compareTo(SHORTEST) < 0 || stepUpMaxAge.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "datastore.identity.step-up-max-age is "
                            + stepUpMaxAge
                            + ", it has to be from 5m to 12h");
        }
    }

    /** What a sign-in asks for that is to have a second factor (RFC 9470 §3). */
    public String acrValues() {
        return String.join(" ", stepUpAcr);
    }

    /** Where the issuer's public keys are. */
    URI keys() {
        return URI.create(
                jwksUri == null
                        ? issuer.replaceAll("/+$", "") + "/protocol/openid-connect/certs"
                        : jwksUri);
    }

    private static String present(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("datastore.identity." + name + " is missing");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "datastore.identity." + name + " is longer than " + MAX_LENGTH + " characters");
        }
        return value;
    }

    private static void acr(String value) {
        if (!ACR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "datastore.identity.step-up-acr holds \""
                            + value
                            + "\", a value of acr has to be 1 to 100 printable characters of ASCII"
                            + " without space, quote and backslash");
        }
    }

    private static void address(String name, String value) {
        if (!value.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
            throw new IllegalArgumentException(
                    "datastore.identity."
                            + name
                            + " is \""
                            + value
                            + "\", it has to be an http or https address without query");
        }
    }
}
