package city.datastore.access.index;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps equal things once, under a number from 1 on: what many facts name is a number in each. One
 * thread writes; any number read.
 */
final class Numbered<T> {
    private static final int FEWEST = 16;

    private final Map<T, Integer> numbers = new ConcurrentHashMap<>();
    private volatile @Nullable Object[] things = new Object[FEWEST];

    /** The number of the thing, which has one from now on. */
    int number(T thing) {
        int known = known(thing);
        if (known != 0) {
            return known;
        }
        int number = numbers.size() + 1;
        if (number == things.length) {
            things = Arrays.copyOf(things, 2 * number);
        }
        things[number] = thing;
        numbers.put(thing, number);
        return number;
    }

    /** The number that the thing has; 0 where it has none. */
    int known(T thing) {
        return numbers.getOrDefault(thing, 0);
    }

    /**
     * The thing of that number.
     *
     * @throws RuntimeException where there is none
     */
    @SuppressWarnings("unchecked") // what number put there
    T get(int number) {
        return (T) Objects.requireNonNull(things[number]);
    }
}
