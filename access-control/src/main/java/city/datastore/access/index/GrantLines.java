package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Grants, each a line of eight numbers in one array, at a place that follows from person and
 * dataset: among a million of them, finding one and reading it is a single look into memory. A line
 * is
 *
 * <ol start="0">
 *   <li>and 1: the two numbers of the holder's id, or the number of its text and 0
 *   <li value="2">and 3: the two halves of the grant's id
 *   <li value="4">from when, in microseconds since 1970
 *   <li>until when
 *   <li>the number of the dataset, 0 in a free line; the number of the terms; whether it was
 *       revoked
 *   <li>volume and page of the agreement
 * </ol>
 *
 * <p>One thread writes; others may read meanwhile, and then find nonsense or fail: {@link
 * LeasedIndex} has them read again.
 */
final class GrantLines {
    private static final int WORDS = 8;
    private static final int DATASET = 6;
    private static final int FEWEST = 16;
    private static final int DATASET_SHIFT = 32;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;
    private static final Comparator<Holding> OLDEST_FIRST =
            Comparator.comparing(holding -> holding.grant().id().value());

    private final Numbered<DatasetId> datasets = new Numbered<>();
    private final Numbered<GrantTerms> terms = new Numbered<>();
    private final Numbered<String> names = new Numbered<>();

    /** Of holders whose ids are not two numbers. */
    private final Numbered<String> texts = new Numbered<>();

    private volatile Lines lines = new Lines(FEWEST);
    private final AtomicInteger taken = new AtomicInteger();

    /** Lines, and beside each the number of what its holder was called. */
    private static final class Lines {
        private final long[] words;
        private final int[] called;

        Lines(int length) {
            words = new long[length * WORDS];
            called = new int[length];
        }

        int after(int place) {
            return (place + 1) & (called.length - 1);
        }

        int places(int from, int to) {
            return (to - from) & (called.length - 1);
        }

        boolean isFree(int place) {
            return words[place * WORDS + DATASET] == 0;
        }

        int dataset(int place) {
            return (int) (words[place * WORDS + DATASET] >>> DATASET_SHIFT);
        }

        boolean isOf(int place, long high, long low, int dataset) {
            return words[place * WORDS] == high
                    && words[place * WORDS + 1] == low
                    && dataset(place) == dataset;
        }

        void copy(int place, Lines other, int otherPlace) {
            System.arraycopy(words, place * WORDS, other.words, otherPlace * WORDS, WORDS);
            other.called[otherPlace] = called[place];
        }

        void free(int place) {
            words[place * WORDS + DATASET] = 0;
        }
    }

    int count() {
        return taken.get();
    }

    /** What a person holds on a dataset, in the order in which it was added. */
    List<HeldGrant> of(PersonId holder, DatasetId dataset) {
        var all = lines;
        long high = high(holder);
        int data = datasets.known(dataset);
        List<HeldGrant> found = List.of();
        for (int place = home(all, high, holder.low(), data);
                !all.isFree(place);
                place = all.after(place)) {
            if (all.isOf(place, high, holder.low(), data)) {
                var grant = grant(all, place, holder, dataset);
                found = found.isEmpty() ? List.of(grant) : with(found, grant);
            }
        }
        return found;
    }

    /**
     * The newest of them.
     *
     * @param called of those that were given to somebody of that user name; null: of all of them
     */
    @Nullable Holding newest(PersonId holder, DatasetId dataset, @Nullable String called) {
        var all = lines;
        long high = high(holder);
        int data = datasets.known(dataset);
        Holding newest = null;
        for (int place = home(all, high, holder.low(), data);
                !all.isFree(place);
                place = all.after(place)) {
            if (all.isOf(place, high, holder.low(), data)) {
                var name = names.get(all.called[place]);
                var each = new Holding(grant(all, place, holder, dataset), name);
                if ((called == null || called.equals(name))
                        && (newest == null || OLDEST_FIRST.compare(each, newest) > 0)) {
                    newest = each;
                }
            }
        }
        return newest;
    }

    /** One that is not among them yet. */
    void add(Holding fresh) {
        if (taken.get() >= lines.called.length / 4 * 3) {
            grow();
        }
        var grant = fresh.grant();
        var all = lines;
        int place =
                freePlace(
                        all,
                        number(grant.holder()),
                        grant.holder().low(),
                        datasets.number(grant.dataset()));
        write(all, place, fresh);
        taken.incrementAndGet();
        var kept = new Holding(grant(all, place, grant.holder(), grant.dataset()), fresh.name());
        if (!kept.equals(fresh)) {
            throw new IllegalStateException("the index would lose a part of a grant");
        }
    }

    /**
     * Takes away what a person holds on a dataset.
     *
     * @return how much that was
     */
    int remove(PersonId holder, DatasetId dataset) {
        var all = lines;
        long high = high(holder);
        int data = datasets.known(dataset);
        int before = taken.get();
        int place = home(all, high, holder.low(), data);
        while (!all.isFree(place)) {
            if (all.isOf(place, high, holder.low(), data)) {
                close(all, place);
                taken.decrementAndGet();
            } else {
                place = all.after(place);
            }
        }
        return before - taken.get();
    }

    /** Frees a line, and lets those move up that would not be found behind a free one. */
    private void close(Lines all, int place) {
        int free = place;
        for (int next = all.after(free); !all.isFree(next); next = all.after(next)) {
            if (all.places(home(all, next), next) >= all.places(free, next)) {
                all.copy(next, all, free);
                free = next;
            }
        }
        all.free(free);
    }

    /** From a free line on, so that no run of lines is begun in its middle. */
    private void grow() {
        var larger = new Lines(2 * lines.called.length);
        int place = 0;
        while (!lines.isFree(place)) {
            place = lines.after(place);
        }
        for (int left = lines.called.length; left > 0; left--) {
            if (!lines.isFree(place)) {
                int at = place * WORDS;
                int to =
                        freePlace(
                                larger, lines.words[at], lines.words[at + 1], lines.dataset(place));
                lines.copy(place, larger, to);
            }
            place = lines.after(place);
        }
        lines = larger;
    }

    private static int freePlace(Lines all, long high, long low, int dataset) {
        int place = home(all, high, low, dataset);
        while (!all.isFree(place)) {
            place = all.after(place);
        }
        return place;
    }

    private void write(Lines all, int place, Holding fresh) {
        var grant = fresh.grant();
        var id = grant.id().value();
        var agreement = grant.agreement();
        int common =
                terms.number(
                        new GrantTerms(
                                grant.agency(), grant.purpose(), grant.actions(), grant.columns()));
        int at = place * WORDS;
        all.called[place] = names.number(fresh.name());
        all.words[at] = number(grant.holder());
        all.words[at + 1] = grant.holder().low();
        all.words[at + 2] = id.getMostSignificantBits();
        all.words[at + 3] = id.getLeastSignificantBits();
        all.words[at + 4] = micros(grant.from());
        all.words[at + 5] = micros(grant.until());
        all.words[at + DATASET] =
                ((long) datasets.number(grant.dataset()) << DATASET_SHIFT)
                        | ((long) common << 1)
                        | (grant.revoked() ? 1 : 0);
        all.words[at + 7] = ((long) agreement.volume() << Integer.SIZE) | agreement.page();
    }

    private HeldGrant grant(Lines all, int place, PersonId holder, DatasetId dataset) {
        int at = place * WORDS;
        int what = (int) all.words[at + DATASET];
        var common = terms.get(what >>> 1);
        long agreement = all.words[at + 7];
        return new HeldGrant(
                new GrantId(new UUID(all.words[at + 2], all.words[at + 3])),
                holder,
                common.agency(),
                dataset,
                AgreementRef.of((int) (agreement >>> Integer.SIZE), (int) agreement),
                common.purpose(),
                common.actions(),
                common.columns(),
                instant(all.words[at + 4]),
                instant(all.words[at + 5]),
                (what & 1) != 0);
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_A_SECOND),
                instant.getNano() / NANOS_A_MICRO);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_A_SECOND),
                Math.floorMod(micros, MICROS_A_SECOND) * NANOS_A_MICRO);
    }

    private long high(PersonId holder) {
        return holder.numbered() ? holder.high() : texts.known(holder.value());
    }

    private long number(PersonId holder) {
        return holder.numbered() ? holder.high() : texts.number(holder.value());
    }

    private static int home(Lines all, int place) {
        int at = place * WORDS;
        return home(all, all.words[at], all.words[at + 1], all.dataset(place));
    }

    /** Where a look for them begins: the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static int home(Lines all, long high, long low, int dataset) {
        long mixed = high * 0x9E3779B97F4A7C15L + low;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L + dataset;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) (mixed ^ (mixed >>> 31)) & (all.called.length - 1);
    }

    private static List<HeldGrant> with(List<HeldGrant> some, HeldGrant another) {
        var all = new ArrayList<>(some);
        all.add(another);
        return List.copyOf(all);
    }
}
