package city.datastore.access.policy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Draws by lot; the same seed draws the same. */
final class Lot {
    private static final int SELDOM = 16;

    private final SplittableRandom random;

    Lot(long seed) {
        // successive numbers of java.util.Random go together, so that some questions never came
        this.random = new SplittableRandom(seed);
    }

    boolean even() {
        return random.nextBoolean();
    }

    boolean oneIn(int many) {
        return below(many) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    <T extends @Nullable Object> T mostly(T usual, T seldom) {
        return oneIn(SELDOM) ? seldom : usual;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    final <T extends @Nullable Object> T pick(T... choices) {
        return choices[below(choices.length)];
    }
}
