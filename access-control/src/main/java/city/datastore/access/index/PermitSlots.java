package city.datastore.access.index;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgreementRef;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Permits by the numbers of their agreements, which no two share: a look goes to one place among
 * numbers and to the same one among permits, which the processor fetches at the same time. An
 * agreement keeps its place when its permit is taken away, until the arrays grow. One thread
 * writes; any number read.
 */
final class PermitSlots {
    private static final int FEWEST = 16;

    /** Two to the power of 64 by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private volatile Slots slots = new Slots(FEWEST);
    private int taken;
    private final AtomicInteger count = new AtomicInteger();

    /** Both arrays; a number that is 0 marks a free place, of which there are always some. */
    private static final class Slots {
        private final long[] numbers;
        private final @Nullable Permit[] permits;

        Slots(int length) {
            numbers = new long[length];
            permits = new Permit[length];
        }

        /** Where that number is, or else would be. */
        int place(long number) {
            int last = numbers.length - 1;
            int place = home(number, numbers.length);
            while (numbers[place] != number && numbers[place] != 0) {
                place = (place + 1) & last;
            }
            return place;
        }

        void set(int place, long number, @Nullable Permit permit) {
            permits[place] = permit;
            numbers[place] = number;
        }
    }

    /**
     * Where to look first: by the highest bits, in which numbers that count up lie apart. In lower
     * ones they heap up, and each look would pass seven others.
     *
     * @param length a power of two
     */
    static int home(long number, int length) {
        return (int) ((number * SPREAD) >>> Long.numberOfLeadingZeros(length - 1));
    }

    @Nullable Permit get(AgreementRef agreement) {
        var now = slots;
        return now.permits[now.place(agreement.number())];
    }

    int count() {
        return count.get();
    }

    /** In the place of the one that the agreement had. */
    void put(Permit permit) {
        long number = permit.agreement().number();
        int place = slots.place(number);
        if (slots.numbers[place] == 0) {
            taken++;
            if (taken > slots.numbers.length / 2) {
                grow();
                place = slots.place(number);
            }
        }
        if (slots.permits[place] == null) {
            count.incrementAndGet();
        }
        slots.set(place, number, permit);
    }

    /** What the agreement had; null where it had none. */
    @Nullable Permit remove(AgreementRef agreement) {
        int place = slots.place(agreement.number());
        var had = slots.permits[place];
        if (had != null) {
            slots.permits[place] = null;
            count.decrementAndGet();
        }
        return had;
    }

    /** Room for twice as many as there are, and for one more. */
    private void grow() {
        int needed = count.get() + 1;
        int length = FEWEST;
        while (length < 4 * needed) {
            length *= 2;
        }
        var larger = new Slots(length);
        for (int i = 0; i < slots.numbers.length; i++) {
            long number = slots.numbers[i];
            if (slots.permits[i] != null) {
                larger.set(larger.place(number), number, slots.permits[i]);
            }
        }
        slots = larger;
        taken = needed;
    }
}
