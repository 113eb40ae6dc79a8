package city.datastore.access.grounds;

import city.datastore.access.policy.Facts;
import city.datastore.access.policy.Question;
import java.time.Instant;

/** Keeps what decisions rest on. Thread-safe. */
@FunctionalInterface
public interface GroundsKeeper {
    /** The detail of an event that names the grounds of its decision. */
    String DETAIL = "grounds";

    /**
     * When it returns, the grounds are kept durably.
     *
     * @param at the instant of the decision
     * @return their SHA-256 digest in hexadecimal, by which they are found
     * @throws RuntimeException when they could not be kept: then nothing may be decided on them
     */
    String keep(Question question, Facts facts, Instant at);
}
