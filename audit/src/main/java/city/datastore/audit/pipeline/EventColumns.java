package city.datastore.audit.pipeline;

import city.datastore.audit.event.AuditEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the columns of {@code audit.event}, each an array with one value for every event. */
final class EventColumns {
    /** Longest user name or action that can be searched for; the canonical bytes keep all of it. */
    private static final int MAX_SEARCHABLE = 200;

    private final UUID[] ids;
    private final long[] times;
    private final String[] actors;
    private final String[] usernames;
    private final @Nullable String[] actorAgencies;
    private final @Nullable String[] ownerAgencies;
    private final @Nullable String[] datasets;
    private final @Nullable String[] agreements;
    private final @Nullable String[] purposes;
    private final String[] actions;
    private final String[] outcomes;
    private final byte[][] canonicals;
    private final byte[][] digests;
    private final byte[][] salts;
    private final int[] partitions;
    private final long[] offsets;
    private int size;

    EventColumns(int capacity) {
        ids = new UUID[capacity];
        times = new long[capacity];
        actors = new String[capacity];
        usernames = new String[capacity];
        actorAgencies = new @Nullable String[capacity];
        ownerAgencies = new @Nullable String[capacity];
        datasets = new @Nullable String[capacity];
        agreements = new @Nullable String[capacity];
        purposes = new @Nullable String[capacity];
        actions = new String[capacity];
        outcomes = new String[capacity];
        canonicals = new byte[capacity][];
        digests = new byte[capacity][];
        salts = new byte[capacity][];
        partitions = new int[capacity];
        offsets = new long[capacity];
    }

    void add(Sequenced sequenced) {
        Arrival.Legible arrival = sequenced.arrival();
        AuditEvent event = arrival.event();
        var dataset = event.about().dataset();
        ids[size] = event.id().value();
        times[size] = event.at().toEpochMilli();
        actors[size] = event.actor().person().value();
        usernames[size] = searchable(event.actor().username());
        actorAgencies[size] = text(event.actor().agency());
        ownerAgencies[size] = dataset == null ? null : dataset.agency().value();
        datasets[size] = text(dataset);
        agreements[size] = text(event.about().agreement());
        purposes[size] = text(event.about().purpose());
        actions[size] = searchable(event.action().name());
        outcomes[size] = event.outcome().word();
        canonicals[size] = arrival.content().bytes();
        digests[size] = arrival.content().digest();
        salts[size] = sequenced.salt().bytes();
        partitions[size] = arrival.partition();
        offsets[size] = arrival.offset();
        size++;
    }

    /** The parameters of the statement: the first event's sequence and the columns. */
    Object[] values(long firstSequence) {
        return new Object[] {
            firstSequence,
            ids,
            times,
            actors,
            usernames,
            actorAgencies,
            ownerAgencies,
            datasets,
            agreements,
            purposes,
            actions,
            outcomes,
            canonicals,
            digests,
            salts,
            partitions,
            offsets
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * PostgreSQL's text cannot hold U+0000, and its indexes nothing much longer than 2,700 bytes;
     * the canonical bytes keep both.
     */
    private static String searchable(String text) {
        String start = text.length() <= MAX_SEARCHABLE ? text : text.substring(0, MAX_SEARCHABLE);
        if (Character.isHighSurrogate(start.isEmpty() ? ' ' : start.charAt(start.length() - 1))) {
            start = start.substring(0, start.length() - 1);
        }
        return start.replace('\0', '\ufffd');
    }
}
