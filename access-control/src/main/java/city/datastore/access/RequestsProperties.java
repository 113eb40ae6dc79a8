package city.datastore.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Time limits of requests and grants ({@code datastore.requests.*}), in days.
 *
 * @param remindAfter when an owner is reminded of a request that nobody has decided
 * @param escalateAfter when the owner and the requester's agency are told that it still waits
 * @param undecidedFor when it is closed
 * @param renewAhead how long before its end the holder's agency is told of a grant's end
 * @param confirmWithin how long owners have to confirm grants, each quarter
 * @param sweepEvery how often all of that is looked for; zero: not on this node
 */
@ConfigurationProperties(prefix = "datastore.requests", ignoreUnknownFields = false)
public record RequestsProperties(
        @DefaultValue("14d") Duration remindAfter,
        @DefaultValue("30d") Duration escalateAfter,
        @DefaultValue("60d") Duration undecidedFor,
        @DefaultValue("30d") Duration renewAhead,
        @DefaultValue("30d") Duration confirmWithin,
        @DefaultValue("1h") Duration sweepEvery) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    public RequestsProperties {
        days("remind-after", remindAfter);
        days("escalate-after", escalateAfter);
        days("undecided-for", undecidedFor);
        days("renew-ahead", renewAhead);
        days("confirm-within", confirmWithin);
        if (remindAfter.compareTo(escalateAfter) >= 0
                || escalateAfter.compareTo(undecidedFor) >= 0) {
            throw new IllegalArgumentException(
                    "datastore.requests.remind-after has to be shorter than escalate-after, and that"
                            + " shorter than undecided-for: "
                            + remindAfter
                            + ", "
                            + escalateAfter
                            + ", "
                            + undecidedFor);
        }
        if (confirmWithin.compareTo(Duration.ofDays(80)) > 0) {
            throw new IllegalArgumentException(
                    "datastore.requests.confirm-within is "
                            + confirmWithin
                            + ", and a quarter has to be over before the next one: at most 80 days");
        }
        if (sweepEvery.isNegative() || sweepEvery.compareTo(DAY) > 0) {
            throw new IllegalArgumentException(
                    "datastore.requests.sweep-every is from 0s, which is never, to 1d, and not "
                            + sweepEvery);
        }
    }

    private static void days(String name, Duration value) {
        if (value.compareTo(DAY) < 0 || value.compareTo(YEAR) > 0) {
            throw new IllegalArgumentException(
                    "datastore.requests." + name + " is from 1d to 365d, and not " + value);
        }
    }
}
