package city.datastore.access.identity;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;

/**
 * Turns what a checked token says into a {@link Caller}: the Keycloak adapter.
 *
 * <p>Reads an access token ({@code Jwt}) and the person of an OpenID Connect sign-in ({@code
 * OidcUser}) alike; whoever calls it has checked them. Whatever is missing, unknown, too long or of
 * an odd type gives no right. Thread-safe.
 */
public final class TokenReader {
    /** Roles beyond this many are not looked at. */
    static final int MAX_ROLES = 500;

    private static final int MAX_VALUE = 200;

    /** How far the issuer's clock may be ahead. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final String GROUP = "/agencies/";
    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}._@+'-]{1,100}");

    private final IdentityProperties properties;
    private final Agencies agencies;
    private final Clock clock;

    public TokenReader(IdentityProperties properties, Agencies agencies, Clock clock) {
        this.properties = properties;
        this.agencies = agencies;
        this.clock = clock;
    }

    /** The caller, or nothing when the token names nobody. */
    public Optional<Caller> read(ClaimAccessor token, RequestId request) {
        Map<String, Object> claims = token.getClaims();
        return person(claims.get("sub"))
                .map(person ->
                        new Caller(
                                person,
                                username(claims.get("preferred_username"), person),
                                agency(find(claims, properties.agencyClaim())),
                                roles(find(claims, properties.rolesClaim())),
                                secondFactor(claims),
                                request));
    }

    /** Given, and lately: a refreshed token still tells of one that was given hours ago. */
    private boolean secondFactor(Map<String, Object> claims) {
        return claims.get("acr") instanceof String acr
                && properties.stepUpAcr().contains(acr)
                && find(claims, properties.stepUpTimeClaim()) instanceof Number seconds
                && isRecent(seconds.longValue());
    }

    /** Seconds since 1970; what is yet to come is as good as unknown. */
    private boolean isRecent(long given) {
        long now = clock.instant().getEpochSecond();
        return given > now - properties.stepUpMaxAge().toSeconds()
                && given <= now + SKEW.toSeconds();
    }

    private static Optional<PersonId> person(@Nullable Object subject) {
        try {
            return subject instanceof String text
                    ? Optional.of(new PersonId(text))
                    : Optional.empty();
        } catch (NameException _) {
            return Optional.empty();
        }
    }

    private static String username(@Nullable Object claim, PersonId person) {
        return claim instanceof String name && USERNAME.matcher(name).matches()
                ? name
                : person.value();
    }

    private static Set<Role> roles(@Nullable Object claim) {
        var roles = EnumSet.noneOf(Role.class);
        if (claim instanceof Collection<?> names) {
            names.stream()
                    .limit(MAX_ROLES)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(name -> Role.of(name).ifPresent(roles::add));
        }
        return roles;
    }

    private @Nullable AgencyCode agency(@Nullable Object claim) {
        var named =
                switch (claim) {
                    case Map<?, ?> organisations -> List.copyOf(organisations.keySet());
                    case Collection<?> list -> ofGroups(list);
                    case String one -> List.of(one);
                    case null, default -> List.of();
                };
        return named.size() == 1 ? known(named.iterator().next()) : null;
    }

    /** In a list of group paths only those of agencies count; any other list counts whole. */
    private static Collection<?> ofGroups(Collection<?> list) {
        boolean paths =
                list.stream().anyMatch(each -> each instanceof String text && text.startsWith("/"));
        return paths
                ? list.stream()
                        .filter(each -> each instanceof String text && text.startsWith(GROUP))
                        .toList()
                : list;
    }

    private @Nullable AgencyCode known(@Nullable Object name) {
        if (!(name instanceof String text) || text.length() > MAX_VALUE) {
            return null;
        }
        try {
            var code =
                    new AgencyCode(text.startsWith(GROUP) ? text.substring(GROUP.length()) : text);
            return agencies.find(code).map(Agency::code).orElse(null);
        } catch (NameException _) {
            return null;
        }
    }

    /** The claim of that name, or the value at that path through nested objects. */
    private static @Nullable Object find(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object value = claims;
        for (var step : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> object)) {
                return null;
            }
            value = object.get(step);
        }
        return value;
    }
}
