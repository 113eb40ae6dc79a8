package city.datastore.platform.security;

import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Who signs in: somebody whose access token is accepted here, with the check that every page makes.
 * It is made before the sign-in counts, because a page that does not accept the token sends its
 * reader to sign in again, and whoever is signed in at Keycloak would go round in circles.
 */
final class CheckedSignIns implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private final JwtDecoder decoder;
    private final OidcUserService people = new OidcUserService();

    CheckedSignIns(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * @throws OAuth2AuthenticationException where the token is not accepted, or cannot be checked
     */
    @Override
    public OidcUser loadUser(OidcUserRequest signIn) {
        requireAccepted(signIn.getAccessToken());
        return people.loadUser(signIn);
    }

    private void requireAccepted(OAuth2AccessToken token) {
        try {
            decoder.decode(token.getTokenValue());
        } catch (BadJwtException e) {
            throw failure(OAuth2ErrorCodes.INVALID_TOKEN, e);
        } catch (JwtException e) {
            throw failure(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, e);
        }
    }

    private static OAuth2AuthenticationException failure(String code, JwtException cause) {
        return new OAuth2AuthenticationException(new OAuth2Error(code), cause);
    }
}
