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
 * Grants, each a line of eight numbers at a place that follows from person and dataset: among a
 * million of them, finding one and reading it is one look into memory. A line is
 *
 * <ol start="0">
 *   <li>and 1: the two numbers of the holder's id, or the number of its text and 0
 *   <li value="2">and 3: the two halves of the grant's id
 *   <li value="4">from when, in microseconds since 1970
 *   <li>until when
 *   <li>the number of the dataset; the number of the terms; whether it was revoked
 *   <li>volume and page of the agreement
 * </ol>
 *
 * and beside it the number of what its holder was called.
 *
 * <p>One thread writes; others may read meanwhile, and then find nonsense or fail: {@link
 * LeasedIndex} has them read again.
 */
final class GrantLines {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;
    private static final Comparator<Holding> OLDEST_FIRST =
            Comparator.comparing(holding -> holding.grant().id().value());

    private final Numbered<DatasetId> datasets = new Numbered<>();
    private final Numbered<GrantTerms> terms = new Numbered<>();
    private final Numbered<String> names = new Numbered<>();

    /** Of holders whose ids are not two numbers. */
    private final Numbered<String> texts = new Numbered<>();

    private volatile Lines lines = new Lines();
    private final AtomicInteger taken = new AtomicInteger();

    int count() {
        return taken.get();
    }

    /** What a person holds on a dataset, in the order in which it was added. */
    List<HeldGrant> of(PersonId holder, DatasetId dataset) {
        var all = lines;
        long high = high(holder);
        int data = datasets.known(dataset);
        List<HeldGrant> found = List.of();
        for (int place = all.home(high, holder.low(), data);
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
        for (int place = all.home(high, holder.low(), data);
                !all.isFree(place);
                place = all.after(place)) {
            if (all.isOf(place, high, holder.low(), data)) {
                var name = names.get(all.beside(place));
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
        if (lines.full(taken.get())) {
            lines = lines.twice();
        }
        var grant = fresh.grant();
        var holder = grant.holder();
        var all = lines;
        int data = datasets.number(grant.dataset());
        int place = all.freePlace(number(holder), holder.low(), data);
        write(all, place, fresh);
        if (!grant(all, place, holder, grant.dataset()).equals(grant)) {
            all.free(place);
            throw new IllegalStateException("the index would lose a part of a grant");
        }
        taken.incrementAndGet();
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
        int place = all.home(high, holder.low(), data);
        while (!all.isFree(place)) {
            if (all.isOf(place, high, holder.low(), data)) {
                all.close(place);
                taken.decrementAndGet();
            } else {
                place = all.after(place);
            }
        }
        return before - taken.get();
    }

    private void write(Lines all, int place, Holding fresh) {
        var grant = fresh.grant();
        var id = grant.id().value();
        var agreement = grant.agreement();
        int common =
                terms.number(
                        new GrantTerms(
                                grant.agency(), grant.purpose(), grant.actions(), grant.columns()));
        all.beside(place, names.number(fresh.name()));
        all.word(place, 0, number(grant.holder()));
        all.word(place, 1, grant.holder().low());
        all.word(place, 2, id.getMostSignificantBits());
        all.word(place, 3, id.getLeastSignificantBits());
        all.word(place, 4, micros(grant.from()));
        all.word(place, 5, micros(grant.until()));
        all.word(place, 7, ((long) agreement.volume() << Integer.SIZE) | agreement.page());
        all.word(
                place,
                Lines.DATASET,
                ((long) datasets.number(grant.dataset()) << Integer.SIZE)
                        | ((long) common << 1)
                        | (grant.revoked() ? 1 : 0));
    }

    private HeldGrant grant(Lines all, int place, PersonId holder, DatasetId dataset) {
        int what = (int) all.word(place, Lines.DATASET);
        var common = terms.get(what >>> 1);
        long agreement = all.word(place, 7);
        return new HeldGrant(
                new GrantId(new UUID(all.word(place, 2), all.word(place, 3))),
                holder,
                common.agency(),
                dataset,
                AgreementRef.of((int) (agreement >>> Integer.SIZE), (int) agreement),
                common.purpose(),
                common.actions(),
                common.columns(),
                instant(all.word(place, 4)),
                instant(all.word(place, 5)),
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

    private static List<HeldGrant> with(List<HeldGrant> some, HeldGrant another) {
        var all = new ArrayList<>(some);
        all.add(another);
        return List.copyOf(all);
    }
}
