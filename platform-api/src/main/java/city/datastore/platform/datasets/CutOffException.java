package city.datastore.platform.datasets;

import city.datastore.audit.event.Doubt;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version may not be read any further: the right to it ended while it was being read, or whether
 * it had could not be found out. What came before was allowed.
 */
public final class CutOffException extends IOException {
    private final @Nullable Doubt doubt;

    /** The right to read ended. */
    public CutOffException() {
        super("the right to read this ended while it was being read");
        this.doubt = null;
    }

    /**
     * @param doubt why it is not known whether the right to read ended, so that trying again helps
     */
    public CutOffException(Doubt doubt) {
        super(
                switch (doubt) {
                    case FACTS_UNAVAILABLE ->
                            "whether this may still be read could not be looked up";
                    case CLOCKS_DISAGREE ->
                            "whether this may still be read is not sure, because two of the"
                                    + " platform's clocks disagree";
                });
        this.doubt = doubt;
    }

    /** What the reader can do. */
    public String next() {
        return switch (doubt) {
            case null -> "Ask again in a few seconds: the answer says what is missing now.";
            case FACTS_UNAVAILABLE -> "Try again in a few seconds.";
            case CLOCKS_DISAGREE ->
                    "Try again in a few minutes; if it stays, tell whoever runs the platform that"
                            + " one of its clocks is wrong.";
        };
    }

    /** Why it is not known whether the right to read ended; empty where it did. */
    public Optional<Doubt> doubt() {
        return Optional.ofNullable(doubt);
    }
}
