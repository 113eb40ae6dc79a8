package city.datastore.platform.datasets;

import city.datastore.audit.event.Doubt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is answered when it is asked whether a release may go on. */
enum StillAllowed {
    YES(null),
    NO(null),
    /** Neither could be found out, or not in time: nothing more leaves, as after a no. */
    IN_DOUBT(Doubt.FACTS_UNAVAILABLE),
    /** Nor can it be where nobody is sure what time it is. */
    TIME_IN_DOUBT(Doubt.CLOCKS_DISAGREE);

    private final @Nullable Doubt doubt;

    StillAllowed(@Nullable Doubt doubt) {
        this.doubt = doubt;
    }

    /** What was not sure; empty where it was a yes or a no. */
    Optional<Doubt> doubt() {
        return Optional.ofNullable(doubt);
    }
}
