package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Sends whoever opens {@code /sign-in} to Keycloak, always with PKCE (S256, RFC 7636); with {@code
 * ?step-up} for the second factor (RFC 9470).
 */
final class SignInRequests implements OAuth2AuthorizationRequestResolver {
    static final String PATH = "/sign-in";
    private static final String NOWHERE = "/sign-in/nowhere";

    private final DefaultOAuth2AuthorizationRequestResolver requests;
    private final String acrValues;

    /**
     * @param acrValues the realm's names for a sign-in with a second factor, joined by spaces
     */
    SignInRequests(ClientRegistrationRepository clients, String acrValues) {
        this.acrValues = acrValues;
        requests = new DefaultOAuth2AuthorizationRequestResolver(clients, NOWHERE);
        requests.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod())
                || !PATH.equals(request.getServletPath())) {
            return null;
        }
        return resolve(request, PortalClient.REGISTRATION);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(
            HttpServletRequest request, String registration) {
        OAuth2AuthorizationRequest plain = requests.resolve(request, registration);
        if (plain == null || request.getParameter(StepUp.PARAMETER) == null) {
            return plain;
        }
        StepUp.begun(request, Objects.requireNonNull(plain.getState(), "the framework makes one"));
        return OAuth2AuthorizationRequest.from(plain)
                .additionalParameters(more -> more.put("acr_values", acrValues))
                .build();
    }
}
