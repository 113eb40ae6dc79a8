package city.datastore.access.clocks;

import java.time.Instant;

/** Whether what the node's clock says may be believed. Thread-safe. */
@FunctionalInterface
public interface ClockCheck {
    /** Where there is one clock only, which is believed. */
    ClockCheck NONE = _ -> true;

    /**
     * Whether a second clock says the same, as nearly as it has to.
     *
     * @param now what the node's clock said just before this was asked
     * @throws RuntimeException where no second clock can be asked
     */
    boolean agree(Instant now);
}
