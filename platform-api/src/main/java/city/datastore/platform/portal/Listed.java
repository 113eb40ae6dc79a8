package city.datastore.platform.portal;

import city.datastore.access.requests.RequestException;
import city.datastore.audit.paging.PageRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The part of a list that a page shows. */
final class Listed {
    private Listed() {}

    /**
     * The part at that cursor.
     *
     * @param cursor as it was sent, null for the first part
     * @throws ResponseStatusException 400 where the cursor is none that the list gave
     */
    static <T> T page(int items, @Nullable String cursor, Function<PageRequest, T> list) {
        try {
            return list.apply(new PageRequest(items, cursor));
        } catch (IllegalArgumentException | ArithmeticException | RequestException.BadField e) {
            if (cursor == null) {
                throw e;
            }
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "the cursor is none that this list gave", e);
        }
    }
}
