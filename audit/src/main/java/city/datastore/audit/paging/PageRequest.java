package city.datastore.audit.paging;

import org.jspecify.annotations.Nullable;

/** Which page is wanted: the cursor that the page before it gave, or null for the first. */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int DEFAULT_ITEMS = 50;
    private static final int MAX_CURSOR = 200;

    public PageRequest {
        if (limit < 1 || limit > Page.MAX_ITEMS) {
            throw new IllegalArgumentException(
                    "limit is " + limit + ", it has to be from 1 to " + Page.MAX_ITEMS);
        }
        if (cursor != null && cursor.length() > MAX_CURSOR) {
            throw new IllegalArgumentException(
                    "cursor is longer than " + MAX_CURSOR + " characters");
        }
    }

    public static PageRequest first() {
        return new PageRequest(DEFAULT_ITEMS, null);
    }
}
