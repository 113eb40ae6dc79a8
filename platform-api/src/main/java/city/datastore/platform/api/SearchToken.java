package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The page tokens of one search: each carries a mark of the search, so that none leads into another
 * one, which would miss what comes before (AuthZEN Authorization API 1.0, section 8.2).
 */
record SearchToken(String mark) {
    private static final int MAX_TOKEN = 300;
    private static final int MARK_BYTES = 8;
    private static final String BETWEEN = ".";

    /** Those of that search, whatever its page. */
    static SearchToken of(AuthzenAskJson body) {
        var search =
                new AuthzenAskJson(
                        body.subject(),
                        body.action(),
                        body.resource(),
                        body.context(),
                        null,
                        null,
                        null);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(search.toString().getBytes(UTF_8));
            return new SearchToken(HexFormat.of().formatHex(digest, 0, MARK_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The token of a page; empty where there is none. */
    String token(@Nullable String cursor) {
        return cursor == null ? "" : mark + BETWEEN + cursor;
    }

    /**
     * The cursor in a token.
     *
     * @throws CallException.BadBody where this search did not give it
     */
    String cursor(String token) {
        if (token.length() > MAX_TOKEN || !token.startsWith(mark + BETWEEN)) {
            throw AuthzenAskJson.bad("page.token", "is none that this search gave");
        }
        return token.substring(mark.length() + BETWEEN.length());
    }
}
