package city.datastore.platform.security;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.jwt.Jwt;

/** Stands in until access.identity brings the real adapter. */
final class Callers {
    private Callers() {}

    static Caller of(Jwt token, RequestId request) {
        var roles = EnumSet.noneOf(Role.class);
        if (token.getClaims().get("realm_access") instanceof Map<?, ?> access
                && access.get("roles") instanceof List<?> names) {
            names.forEach(name -> Role.of(String.valueOf(name)).ifPresent(roles::add));
        }
        AgencyCode agency = null;
        if (token.getClaims().get("agency") instanceof String code) {
            agency = new AgencyCode(code);
        }
        return new Caller(
                new PersonId(token.getSubject()),
                token.getClaimAsString("preferred_username"),
                agency,
                roles,
                false,
                request);
    }
}
