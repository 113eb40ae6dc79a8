package city.datastore.platform.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * The page that somebody asked for before they had to sign in: path and query, in a cookie of
 * theirs, so that nobody takes memory of the platform by asking for pages. What comes back in the
 * cookie anybody may have written, so it leads to a page of the platform or nowhere.
 */
final class AskedPage implements RequestCache {
    /** Characters of path and query; who asks for more starts at the first page. */
    static final int MAX_LENGTH = 2_000;

    private static final String FIRST_PAGE = "/";

    /** As long as a sign-in may take. */
    private static final Duration KEPT = SignInsUnderWay.TIME;

    /**
     * One slash and then no other one, forward or back: browsers take two for another host. Nothing
     * but printable ASCII, as it stands in a request.
     */
    private static final Pattern PAGE = Pattern.compile("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]*)?");

    private final boolean tls;
    private final String cookie;

    /**
     * @param tls whether people reach the platform over https
     */
    AskedPage(boolean tls) {
        this.tls = tls;
        this.cookie = tls ? "__Host-datastore-page" : "datastore-page";
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if (!HttpMethod.GET.matches(request.getMethod())) {
            return;
        }
        String query = request.getQueryString();
        String page = request.getRequestURI() + (query == null ? "" : "?" + query);
        set(response, encoded(isPage(page) ? page : FIRST_PAGE), KEPT);
    }

    /** For whoever has just signed in; it leads there once. */
    @Override
    public @Nullable SavedRequest getRequest(
            HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, cookie) == null) {
            return null;
        }
        removeRequest(request, response);
        return page(request).map(SimpleSavedRequest::new).orElse(null);
    }

    /** Never: a page is asked for anew, with nothing of the first time. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(
            HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        set(response, "", Duration.ZERO);
    }

    private Optional<String> page(HttpServletRequest request) {
        var given = WebUtils.getCookie(request, cookie);
        if (given == null) {
            return Optional.empty();
        }
        try {
            byte[] page = Base64.getUrlDecoder().decode(given.getValue());
            return Optional.of(new String(page, US_ASCII)).filter(AskedPage::isPage);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isPage(String page) {
        return page.length() <= MAX_LENGTH && PAGE.matcher(page).matches();
    }

    private static String encoded(String page) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(US_ASCII));
    }

    private void set(HttpServletResponse response, String value, Duration kept) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(cookie, value)
                        .path("/")
                        .maxAge(kept)
                        .httpOnly(true)
                        .secure(tls)
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
