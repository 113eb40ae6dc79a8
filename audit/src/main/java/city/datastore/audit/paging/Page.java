package city.datastore.audit.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code next} is the cursor of the page after it, null on the last one. */
public record Page<T>(List<T> items, @Nullable String next) {
    /** Most items on a page. */
    public static final int MAX_ITEMS = 200;

    public Page {
        items = List.copyOf(items);
    }
}
