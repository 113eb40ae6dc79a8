package city.datastore.access.emergency;

import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads columns of rows. */
final class Fetched {
    /** After every id. */
    private static final UUID LAST = new UUID(-1, -1);

    private Fetched() {}

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Set<String> names(ResultSet row, String column) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }

    /**
     * Who ended it; null while nobody has.
     *
     * @param why what stands for a reason where rows have none
     */
    static @Nullable Ending ending(ResultSet row, @Nullable String why) throws SQLException {
        var at = row.getObject("ended_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Ending(
                        row.getString("ended_by"),
                        row.getString("ended_by_name"),
                        at.toInstant(),
                        why == null ? row.getString("ended_why") : why);
    }

    /** What comes before the id of a page, newest first. */
    static UUID before(PageRequest page) {
        return page.cursor() == null ? LAST : UUID.fromString(Cursor.key(page.cursor()));
    }

    /** A page of what was fetched with one more than it holds. */
    static <T> Page<T> page(List<T> found, PageRequest page, Function<T, Object> id) {
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        var shown = found.subList(0, page.limit());
        return new Page<>(shown, Cursor.of(id.apply(shown.getLast()).toString()));
    }
}
