package city.datastore.platform.security;

import city.datastore.access.identity.TokenReader;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns the checked bearer token of an API call into its caller. */
final class ApiCallerFilter extends OncePerRequestFilter {
    private final TokenReader reader;
    private final Whereabouts whereabouts;
    private final ApiRefusals refusals;

    ApiCallerFilter(TokenReader reader, Whereabouts whereabouts, ApiRefusals refusals) {
        this.reader = reader;
        this.whereabouts = whereabouts;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken signedIn) {
            var caller = reader.read(signedIn.getToken(), RequestIdFilter.of(request));
            if (caller.isEmpty()) {
                refusals.commence(
                        request, response, new InvalidBearerTokenException("it names nobody"));
                return;
            }
            CallerArgument.set(request, caller.get().from(whereabouts.of(request)));
        }
        chain.doFilter(request, response);
    }
}
