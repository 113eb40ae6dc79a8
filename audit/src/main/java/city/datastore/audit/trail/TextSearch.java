package city.datastore.audit.trail;

import static city.datastore.audit.trail.Trail.LOOKED_THROUGH;

import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks through the newest events for words, no more than {@link Trail#LOOKED_THROUGH} for one
 * page, and no longer than it may take: what lies farther back is the next page's. The first are
 * read as an index gives them, since often a page is full soon; the others from the table's pages,
 * many of which are read ahead at once where one after the other would take a disk four times as
 * long.
 */
final class TextSearch {
    /** So many are read as an index gives them. */
    static final int NEAR = 500;

    /** So many at a time are read from the table's pages, and then looked at the clock. */
    private static final int FAR = (LOOKED_THROUGH - NEAR) / 6;

    private final Places places;
    private final StoredEvents events;
    private final LongSupplier nanos;

    /** Some events of the record, newest first. */
    private interface Candidates {
        /** The last of so many before that place; 0 where there are fewer. */
        long last(long before, int count);

        /** Of those from one place to before another that may have the words, the newest. */
        List<StoredEvent> between(long from, long before, boolean byPage, int limit);
    }

    /**
     * @param nanos a clock that only goes forward
     */
    TextSearch(Places places, StoredEvents events, LongSupplier nanos) {
        this.places = places;
        this.events = events;
        this.nanos = nanos;
    }

    /**
     * @param longest after which no more are looked through
     */
    Page<StoredEvent> search(
            TrailScope scope, TrailQuery query, long before, int limit, Duration longest) {
        long start = nanos.getAsLong();
        var text = new TextFilter(query.text());
        var candidates =
                TrailConditions.within(scope).and(query).several()
                        ? new Found(places.newest(scope, query, before, LOOKED_THROUGH), text)
                        : new Meeting(scope, query, text);
        List<StoredEvent> found = new ArrayList<>();
        long place = before;
        int looked = 0;
        do {
            boolean far = looked > 0;
            int count = far ? FAR : NEAR;
            long last = candidates.last(place, count);
            int wanted = limit + 1 - found.size();
            List<StoredEvent> some = candidates.between(last, place, far, wanted);
            some.stream().filter(one -> text.matches(one.event())).forEach(found::add);
            if (found.size() > limit) {
                return StoredEvents.firstOf(found, limit);
            }
            // where the database found what the fields do not have, there may be more above the
            // last
            place = some.size() < wanted ? last : some.getLast().sequence();
            looked += count;
        } while (place > 0
                && looked < LOOKED_THROUGH
                && nanos.getAsLong() - start < longest.toNanos());
        return new Page<>(found, place == 0 ? null : Cursor.of(place));
    }

    /** Those that were found before. */
    private final class Found implements Candidates {
        private final List<Place> found;
        private final TextFilter text;

        Found(List<Place> found, TextFilter text) {
            this.found = found;
            this.text = text;
        }

        @Override
        public long last(long before, int count) {
            return found.stream()
                    .mapToLong(Place::sequence)
                    .filter(each -> each < before)
                    .skip(count - 1)
                    .findFirst()
                    .orElse(found.size() < LOOKED_THROUGH ? 0 : found.getLast().sequence());
        }

        @Override
        public List<StoredEvent> between(long from, long before, boolean byPage, int limit) {
            List<Place> some =
                    found.stream()
                            .filter(each -> each.sequence() >= from && each.sequence() < before)
                            .toList();
            return events.at(some, text, byPage, limit);
        }
    }

    /** Those that meet conditions which are not several. */
    private final class Meeting implements Candidates {
        private final TrailScope scope;
        private final TrailQuery query;
        private final TextFilter text;

        Meeting(TrailScope scope, TrailQuery query, TextFilter text) {
            this.scope = scope;
            this.query = query;
            this.text = text;
        }

        @Override
        public long last(long before, int count) {
            return places.last(conditions(before), count);
        }

        @Override
        public List<StoredEvent> between(long from, long before, boolean byPage, int limit) {
            var some = conditions(before);
            some.add("sequence >= ?", from);
            return events.meeting(some, text, byPage, limit);
        }

        private TrailConditions conditions(long before) {
            return TrailConditions.within(scope).and(query).and(before);
        }
    }
}
