package city.datastore.audit.trail;

import city.datastore.audit.names.EventId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The record as a reader sees it: newest first, nothing beyond the reader's scope. */
public interface Trail {
    /** Through how many events one page of a search by text looks at most. */
    int LOOKED_THROUGH = 5_000;

    /**
     * One page of what is found. With a text it may be short, or empty, and still have a next one:
     * it then looked through as many events as it may, or for as long, back to where the next page
     * goes on.
     *
     * @throws IllegalArgumentException when the cursor is none that a page gave
     */
    Page<StoredEvent> search(TrailScope scope, TrailQuery query, PageRequest page);

    /** The same for a file, which is waited for: however long it takes. */
    Page<StoredEvent> searchForFile(TrailScope scope, TrailQuery query, PageRequest page);

    /** The event, if it is stored and within the scope. */
    Optional<StoredEvent> find(TrailScope scope, EventId id);

    /**
     * How many decisions fell on each day of this time zone, the first day first; days without any
     * are left out.
     */
    List<DayOfDecisions> perDay(TrailScope scope, TrailQuery query, ZoneId zone);

    /**
     * Decisions that let somebody read one of these versions, newest first: at most so many, with
     * sequences below this one.
     */
    List<StoredEvent> readings(
            TrailScope scope, Collection<VersionId> versions, long below, int limit);

    /** How the release that this decision allowed ended, as far as it is stored. */
    Optional<StoredEvent> release(StoredEvent reading);

    /** What is left of an event whose body was deleted under the retention policy. */
    Optional<PrunedEvent> pruned(EventId id);

    /** The time of the event at which a page ended that this cursor follows. */
    Optional<Instant> timeAt(String cursor);

    /** Whether the event is stored at all, whoever may see it. */
    boolean holds(EventId id);
}
