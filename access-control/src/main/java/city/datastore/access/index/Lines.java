package city.datastore.access.index;

/**
 * Lines of eight numbers, at places that follow from what they are of, and beside each one number
 * more; those that would have the same place lie one after the other. A quarter of them is always
 * free.
 */
final class Lines {
    static final int WORDS = 8;

    /** The word whose upper half is the number of the dataset, which is 0 in a free line. */
    static final int DATASET = 6;

    private static final int FEWEST = 16;

    private final long[] words;
    private final int[] beside;

    Lines() {
        this(FEWEST);
    }

    private Lines(int length) {
        words = new long[length * WORDS];
        beside = new int[length];
    }

    /** Whether one more of them would leave too few free. */
    boolean full(int taken) {
        return taken >= beside.length / 4 * 3;
    }

    long word(int place, int word) {
        return words[place * WORDS + word];
    }

    void word(int place, int word, long value) {
        words[place * WORDS + word] = value;
    }

    int beside(int place) {
        return beside[place];
    }

    void beside(int place, int value) {
        beside[place] = value;
    }

    boolean isFree(int place) {
        return word(place, DATASET) == 0;
    }

    void free(int place) {
        word(place, DATASET, 0);
    }

    boolean isOf(int place, long high, long low, int dataset) {
        return word(place, 0) == high && word(place, 1) == low && dataset(place) == dataset;
    }

    private int dataset(int place) {
        return (int) (word(place, DATASET) >>> Integer.SIZE);
    }

    /** Where a look for a holder's lines on a dataset begins; it ends at the next free line. */
    int home(long high, long low, int dataset) {
        // the finalizer of SplitMix64 (Steele, Lea, Flood 2014)
        long mixed = high * 0x9E3779B97F4A7C15L + low;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L + dataset;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) (mixed ^ (mixed >>> 31)) & (beside.length - 1);
    }

    private int home(int place) {
        return home(word(place, 0), word(place, 1), dataset(place));
    }

    int after(int place) {
        return (place + 1) & (beside.length - 1);
    }

    private int places(int from, int to) {
        return (to - from) & (beside.length - 1);
    }

    /** Where another line of theirs belongs. */
    int freePlace(long high, long low, int dataset) {
        int place = home(high, low, dataset);
        while (!isFree(place)) {
            place = after(place);
        }
        return place;
    }

    /** Frees a line, and lets those move up that would not be found behind a free one. */
    void close(int place) {
        int free = place;
        for (int next = after(free); !isFree(next); next = after(next)) {
            if (places(home(next), next) >= places(free, next)) {
                copy(next, this, free);
                free = next;
            }
        }
        free(free);
    }

    /** All of them among twice as many, from a free one on: no run is begun in its middle. */
    Lines twice() {
        var larger = new Lines(2 * beside.length);
        int place = 0;
        while (!isFree(place)) {
            place = after(place);
        }
        for (int left = beside.length; left > 0; left--) {
            if (!isFree(place)) {
                copy(
                        place,
                        larger,
                        larger.freePlace(word(place, 0), word(place, 1), dataset(place)));
            }
            place = after(place);
        }
        return larger;
    }

    private void copy(int place, Lines other, int otherPlace) {
        System.arraycopy(words, place * WORDS, other.words, otherPlace * WORDS, WORDS);
        other.beside[otherPlace] = beside[place];
    }
}
