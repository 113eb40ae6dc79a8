package city.datastore.audit.trail;

import static city.datastore.audit.trail.Trail.LOOKED_THROUGH;

import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks through the newest events for words, no more than {@link Trail#LOOKED_THROUGH} at once. The
 * first are read as an index gives them, since often a page is full soon; the others from the
 * table's pages, many of which are read ahead at once where one after the other would take a disk
 * four times as long.
 */
final class TextSearch {
    /** How often it goes on where the database found what the fields do not have. */
    private static final int ROUNDS = 5;

    /** So many are read as an index gives them. */
    static final int NEAR = 500;

    private final Places places;
    private final StoredEvents events;

    /** Of the events looked through, those that may have the words. */
    @FunctionalInterface
    private interface Looked {
        /** Of those from one place to before another, no more than the limit, newest first. */
        List<StoredEvent> between(long from, long before, boolean byPage, int limit);
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
                    (from, to, byPage, wanted) ->
                            events.at(between(found, from, to), text, byPage, wanted),
                    text,
                    before,
                    limit,
                    last(found, NEAR),
                    last(found, LOOKED_THROUGH));
        }
        conditions.before(before);
        return page(
                (from, to, byPage, wanted) -> {
                    var some = TrailConditions.within(scope).and(query);
                    some.add("sequence >= ?", from);
                    some.before(to);
                    return events.meeting(some, text, byPage, wanted);
                },
                text,
                before,
                limit,
                places.last(conditions, NEAR),
                places.last(conditions, LOOKED_THROUGH));
    }

    private static List<Place> between(List<Place> places, long from, long before) {
        return places.stream()
                .filter(each -> each.sequence() >= from && each.sequence() < before)
                .toList();
    }

    /** As {@link Places#last}, of what was found. */
    private static long last(List<Place> found, int count) {
        return found.size() < count ? 0 : found.get(count - 1).sequence();
    }

    /**
     * @param near down to where events are read as an index gives them; 0 where all are
     * @param last where it has looked back to when it has looked through all; the next page goes on
     *     from there. 0 where there is nothing more to look at
     */
    private static Page<StoredEvent> page(
            Looked looked, TextFilter text, long before, int limit, long near, long last) {
        List<StoredEvent> found = new ArrayList<>();
        long place = before;
        for (int i = 0; i < ROUNDS; i++) {
            int wanted = limit + 1 - found.size();
            List<StoredEvent> some = new ArrayList<>();
            if (place > near) {
                some.addAll(looked.between(near, place, false, wanted));
            }
            if (some.size() < wanted && near > last) {
                some.addAll(
                        looked.between(last, Math.min(near, place), true, wanted - some.size()));
            }
            some.stream().filter(one -> text.matches(one.event())).forEach(found::add);
            if (found.size() > limit) {
                return StoredEvents.firstOf(found, limit);
            }
            if (some.size() < wanted) {
                return new Page<>(found, last == 0 ? null : Cursor.of(last));
            }
            place = some.getLast().sequence();
        }
        return new Page<>(found, Cursor.of(place));
    }
}
