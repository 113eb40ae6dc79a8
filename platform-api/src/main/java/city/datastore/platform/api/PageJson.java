package city.datastore.platform.api;

import city.datastore.audit.paging.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code next} is what to send as {@code cursor} for the page after it. */
record PageJson<T>(List<T> items, @Nullable String next) {

    static <S, T> PageJson<T> of(Page<S> page, Function<S, T> shape) {
        return new PageJson<>(page.items().stream().map(shape).toList(), page.next());
    }

    /** A list that is never so long that it needs pages, and takes no limit and no cursor. */
    static <S, T> PageJson<T> whole(List<S> list, Function<S, T> shape) {
        return new PageJson<>(list.stream().map(shape).toList(), null);
    }
}
