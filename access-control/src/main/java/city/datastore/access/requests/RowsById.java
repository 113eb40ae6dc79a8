package city.datastore.access.requests;

import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The rows of one table whose ids sort by time: one of them, one held, or a page. */
final class RowsById<R> {
    /** Before every id. */
    static final UUID LEAST = new UUID(0, 0);

    private final EntityManager rows;
    private final Class<R> type;

    RowsById(EntityManager rows, Class<R> type) {
        this.rows = rows;
        this.type = type;
    }

    Optional<R> find(UUID id) {
        return rows
                .createQuery("select r from " + type.getSimpleName() + " r where r.id = :id", type)
                .setParameter("id", id)
                .getResultList() // a stream would be read after its connection has gone back
                .stream()
                .findFirst();
    }

    /** The row, held until the transaction ends; whoever wants it too waits. */
    Optional<R> locked(UUID id) {
        return Optional.ofNullable(rows.find(type, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Ids sort by time, so the id of the last item is where the next page starts. */
    <T> Page<T> page(
            Sight sight,
            Map<String, Object> filters,
            boolean oldestFirst,
            PageRequest page,
            Function<R, T> toRecord,
            Function<T, String> key) {
        var values = new HashMap<String, Object>(sight.values());
        values.putAll(filters);
        var query = new StringBuilder("select r from ");
        query.append(type.getSimpleName()).append(" r where ").append(sight.where());
        filters.keySet().forEach(name -> query.append(condition(name)));
        if (page.cursor() != null) {
            query.append(oldestFirst ? " and r.id > :after" : " and r.id < :after");
            values.put("after", id(page.cursor()));
        }
        query.append(oldestFirst ? " order by r.id" : " order by r.id desc");
        var select = rows.createQuery(query.toString(), type).setMaxResults(page.limit() + 1);
        values.forEach(select::setParameter);
        var found = select.getResultList().stream().map(toRecord).toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        var shown = found.subList(0, page.limit());
        return new Page<>(shown, Cursor.of(key.apply(shown.getLast())));
    }

    /** A holder is named by subject or by user name. */
    private static String condition(String name) {
        return name.equals("holder")
                ? " and (r.holder = :holder or r.holderName = :holder)"
                : " and r.%s = :%<s".formatted(name);
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(Cursor.key(cursor));
        } catch (IllegalArgumentException _) {
            throw new RequestException.BadField(
                    "cursor", "the cursor is not one that a page of this list gave as its next");
        }
    }

    /** Writes now rather than at the end, so that a constraint speaks up here. */
    void add(R row) {
        rows.persist(row);
        rows.flush();
    }
}
