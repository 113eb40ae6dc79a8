package city.datastore.access.index;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * What people hold, by person and dataset: a look goes to one place among hashes and to the same
 * one among grants, which the processor fetches at the same time. Who no longer holds anything
 * leaves a place of that hash, until the arrays grow. One thread writes; any number read.
 */
final class HoldingSlots {
    private static final int FEWEST = 16;

    /** Two to the power of 32 by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private volatile Slots slots = new Slots(FEWEST);
    private int taken;

    /** Both arrays; a hash that is 0 marks a free place, of which there are always some. */
    private static final class Slots {
        private final int[] hashes;
        private final @Nullable CompactGrant[] grants;

        Slots(int length) {
            hashes = new int[length];
            grants = new CompactGrant[length];
        }

        @Nullable CompactGrant find(int hash, PersonId holder, DatasetId dataset) {
            int place = first(hash);
            while (hashes[place] != 0) {
                var found = grants[place];
                if (hashes[place] == hash && found != null && found.isOf(holder, dataset)) {
                    return found;
                }
                place = after(place);
            }
            return null;
        }

        /**
         * Where it is, or else the free place where the search for it ends.
         *
         * @param sought null: a place of that hash that somebody left
         */
        int place(int hash, @Nullable CompactGrant sought) {
            int place = first(hash);
            while (hashes[place] != 0 && (hashes[place] != hash || grants[place] != sought)) {
                place = after(place);
            }
            return place;
        }

        void set(int place, int hash, @Nullable CompactGrant now) {
            grants[place] = now;
            hashes[place] = hash;
        }

        private int first(int hash) {
            return hash & (hashes.length - 1);
        }

        private int after(int place) {
            return (place + 1) & (hashes.length - 1);
        }
    }

    /** The last grant with those before it; null where they hold nothing. */
    @Nullable CompactGrant get(PersonId holder, DatasetId dataset) {
        return slots.find(hash(holder, dataset), holder, dataset);
    }

    /**
     * In the place of what the person held on that dataset.
     *
     * @param now null where that is nothing any more
     */
    void put(PersonId holder, DatasetId dataset, @Nullable CompactGrant now) {
        int hash = hash(holder, dataset);
        var before = slots.find(hash, holder, dataset);
        if (before == null && now == null) {
            return;
        }
        int place = slots.place(hash, before);
        if (slots.hashes[place] == 0) {
            taken++;
            if (taken > slots.hashes.length / 4 * 3) {
                grow();
                place = slots.place(hash, null);
            }
        }
        slots.set(place, hash, now);
    }

    /** Room for twice as many as hold something, and for one more. */
    private void grow() {
        int held = 1;
        for (var each : slots.grants) {
            held += each == null ? 0 : 1;
        }
        int length = FEWEST;
        while (length < 2 * held) {
            length *= 2;
        }
        var larger = new Slots(length);
        for (int i = 0; i < slots.hashes.length; i++) {
            int hash = slots.hashes[i];
            if (slots.grants[i] != null) {
                larger.set(larger.place(hash, null), hash, slots.grants[i]);
            }
        }
        slots = larger;
        taken = held;
    }

    /**
     * Of person and dataset, never 0. Names that count up have hashes that count up: merely added,
     * pairs of them would be alike.
     */
    static int hash(PersonId holder, DatasetId dataset) {
        int both = (holder.value().hashCode() * SPREAD + dataset.hashCode()) * SPREAD;
        int spread = both ^ (both >>> 16);
        return spread == 0 ? 1 : spread;
    }
}
