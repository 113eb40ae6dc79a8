package city.datastore.audit.trail;

import static city.datastore.audit.trail.Trail.LOOKED_THROUGH;

import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks through the newest events for words, no more than {@link Trail#LOOKED_THROUGH} at once. */
final class TextSearch {
    /** How often it goes on where the database found what the fields do not have. */
    private static final int ROUNDS = 5;

    private final Places places;
    private final StoredEvents events;

    /** Of the events looked through, those that may have the words. */
    @FunctionalInterface
    private interface Looked {
        /** Of those before a place, no more than the limit, newest first. */
        List<StoredEvent> before(long place, int limit);
    }

    TextSearch(Places places, StoredEvents events) {
        this.places = places;
        this.events = events;
    }

    Page<StoredEvent> search(TrailScope scope, TrailQuery query, long before, int limit) {
        var text = new TextFilter(query.text());
        var conditions = TrailConditions.within(scope).and(query);
        if (conditions.several()) {
            List<Place> found = places.newest(scope, query, before, LOOKED_THROUGH);
            return page(
                    (place, wanted) -> events.at(before(found, place), text, wanted),
                    text,
                    before,
                    limit,
                    found.size() < LOOKED_THROUGH ? null : found.getLast().sequence());
        }
        conditions.before(before);
        long last = places.last(conditions, LOOKED_THROUGH);
        return page(
                (place, wanted) -> {
                    var some = TrailConditions.within(scope).and(query);
                    some.add("sequence >= ?", last);
                    some.before(place);
                    return events.meeting(some, text, wanted);
                },
                text,
                before,
                limit,
                last == 0 ? null : last);
    }

    private static List<Place> before(List<Place> places, long place) {
        return places.stream().filter(each -> each.sequence() < place).toList();
    }

    /**
     * @param last where it has looked back to when it has looked through all; the next page goes on
     *     from there. Null where there is nothing more to look at
     */
    private static Page<StoredEvent> page(
            Looked looked, TextFilter text, long before, int limit, @Nullable Long last) {
        List<StoredEvent> found = new ArrayList<>();
        long place = before;
        for (int i = 0; i < ROUNDS; i++) {
            int wanted = limit + 1 - found.size();
            List<StoredEvent> some = looked.before(place, wanted);
            some.stream().filter(one -> text.matches(one.event())).forEach(found::add);
            if (found.size() > limit) {
                return StoredEvents.firstOf(found, limit);
            }
            if (some.size() < wanted) {
                return new Page<>(found, last == null ? null : Cursor.of(last));
            }
            place = some.getLast().sequence();
        }
        return new Page<>(found, Cursor.of(place));
    }
}
