package city.datastore.platform.security;

import city.datastore.access.identity.TokenReader;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Finds out on every page who its reader is, from their access token and with the checks that the
 * API makes of a token.
 *
 * <p>What somebody may do is never older than their access token: when it is about to expire it is
 * fetched anew, and when Keycloak no longer gives one, because they signed out or were locked
 * elsewhere, their session here ends too.
 */
final class PortalCallerFilter extends OncePerRequestFilter {
    private final OAuth2AuthorizedClientManager tokens;
    private final OAuth2AuthorizedClientRepository held;
    private final JwtDecoder decoder;
    private final TokenReader reader;
    private final Whereabouts whereabouts;
    private final Clock clock;

    PortalCallerFilter(
            OAuth2AuthorizedClientManager tokens,
            OAuth2AuthorizedClientRepository held,
            JwtDecoder decoder,
            TokenReader reader,
            Whereabouts whereabouts,
            Clock clock) {
        this.tokens = tokens;
        this.held = held;
        this.decoder = decoder;
        this.reader = reader;
        this.whereabouts = whereabouts;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof OAuth2AuthenticationToken signedIn) {
            try {
                identify(signedIn, request, response);
            } catch (BadJwtException | SessionOver _) {
                end(request);
            } catch (JwtException | OAuth2AuthorizationException _) {
                // the page that says so is for anybody
                if (request.getDispatcherType() != DispatcherType.ERROR) {
                    response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private void identify(
            OAuth2AuthenticationToken signedIn,
            HttpServletRequest request,
            HttpServletResponse response) {
        var token =
                client(signedIn, request, response)
                        .map(OAuth2AuthorizedClient::getAccessToken)
                        .orElseThrow(SessionOver::new);
        var caller =
                reader.read(decoder.decode(token.getTokenValue()), RequestIdFilter.of(request))
                        .orElseThrow(SessionOver::new);
        CallerArgument.set(request, caller.from(whereabouts.of(request)));
    }

    private Optional<OAuth2AuthorizedClient> client(
            OAuth2AuthenticationToken signedIn,
            HttpServletRequest request,
            HttpServletResponse response) {
        var wanted =
                OAuth2AuthorizeRequest.withClientRegistrationId(PortalClient.REGISTRATION)
                        .principal(signedIn)
                        .attribute(HttpServletRequest.class.getName(), request)
                        .attribute(HttpServletResponse.class.getName(), response)
                        .build();
        // One at a time for each session: Keycloak takes a refresh token once, and takes a second
        // use
        // for theft.
        synchronized (WebUtils.getSessionMutex(request.getSession())) {
            return fetched(wanted, signedIn, request);
        }
    }

    private Optional<OAuth2AuthorizedClient> fetched(
            OAuth2AuthorizeRequest wanted,
            OAuth2AuthenticationToken signedIn,
            HttpServletRequest request) {
        try {
            return Optional.ofNullable(tokens.authorize(wanted));
        } catch (ClientAuthorizationException e) {
            if (OAuth2ErrorCodes.INVALID_GRANT.equals(e.getError().getErrorCode())) {
                throw new SessionOver();
            }
            return unexpired(signedIn, request).or(() -> rethrow(e));
        }
    }

    /** The token that is held already, if Keycloak is away but it is still good. */
    private Optional<OAuth2AuthorizedClient> unexpired(
            OAuth2AuthenticationToken signedIn, HttpServletRequest request) {
        OAuth2AuthorizedClient client =
                held.loadAuthorizedClient(PortalClient.REGISTRATION, signedIn, request);
        return Optional.ofNullable(client)
                .filter(known -> {
                    var expires = known.getAccessToken().getExpiresAt();
                    return expires != null && expires.isAfter(clock.instant());
                });
    }

    private static Optional<OAuth2AuthorizedClient> rethrow(ClientAuthorizationException e) {
        throw e;
    }

    private static void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /** Keycloak no longer vouches for this person. */
    private static final class SessionOver extends RuntimeException {}
}
