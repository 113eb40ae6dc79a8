package city.datastore.audit.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Turns the key of a page's last item into the opaque cursor of the next page, and back. */
public final class Cursor {
    private Cursor() {}

    public static String of(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }

    public static String of(long key) {
        return of(Long.toString(key));
    }

    /**
     * The key in a cursor.
     *
     * @throws IllegalArgumentException when it is no cursor
     */
    public static String key(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown(e);
        }
    }

    /**
     * The whole number in a cursor.
     *
     * @throws IllegalArgumentException when it is no cursor or holds no number
     */
    public static long number(String cursor) {
        try {
            return Long.parseLong(key(cursor));
        } catch (NumberFormatException e) {
            throw unknown(e);
        }
    }

    private static IllegalArgumentException unknown(Exception cause) {
        return new IllegalArgumentException(
                "the cursor is not one that a page of this list gave as its next", cause);
    }
}
