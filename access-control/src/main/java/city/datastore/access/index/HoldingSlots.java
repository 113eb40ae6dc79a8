package city.datastore.access.index;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * What people hold, in one flat array by person and dataset: a look goes to one place in it and
 * from there mostly straight to what it looks for. Nothing is taken out of it; what has become
 * empty is left behind when it grows. One thread writes; any number read.
 */
final class HoldingSlots {
    private static final int FEWEST = 16;

    private volatile @Nullable Holdings[] slots = new Holdings[FEWEST];
    private int taken;

    /** Null where they never held anything on it; what they hold now may also be nothing. */
    @Nullable Holdings get(PersonId holder, DatasetId dataset) {
        var now = slots;
        return now[place(now, Holdings.hash(holder, dataset), holder.value(), dataset)];
    }

    /** In the place of what the person held on that dataset. */
    void put(Holdings fresh) {
        int place = place(slots, fresh);
        if (slots[place] == null) {
            taken++;
            if (taken > slots.length / 2) {
                grow();
                place = place(slots, fresh);
            }
        }
        slots[place] = fresh;
    }

    /** Room for twice as many as hold something, and for one more. */
    private void grow() {
        int held = 1;
        for (var each : slots) {
            held += each == null || each.grants().isEmpty() ? 0 : 1;
        }
        int length = FEWEST;
        while (length < 4 * held) {
            length *= 2;
        }
        var larger = new Holdings[length];
        for (var each : slots) {
            if (each != null && !each.grants().isEmpty()) {
                larger[place(larger, each)] = each;
            }
        }
        slots = larger;
        taken = held;
    }

    private static int place(@Nullable Holdings[] slots, Holdings sought) {
        return place(slots, sought.hash(), sought.holder(), sought.dataset());
    }

    /** Where they are, or else would be; there is always a free place. */
    private static int place(
            @Nullable Holdings[] slots, int hash, String holder, DatasetId dataset) {
        int last = slots.length - 1;
        int place = hash & last;
        var found = slots[place];
        while (found != null && !found.areOf(hash, holder, dataset)) {
            place = (place + 1) & last;
            found = slots[place];
        }
        return place;
    }
}
