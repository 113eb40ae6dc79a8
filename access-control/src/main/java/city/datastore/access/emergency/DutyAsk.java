package city.datastore.access.emergency;

import java.time.Instant;

/**
 * What a lead fills in to appoint somebody.
 *
 * @param person user name or subject, in any case of letters
 * @param role such as {@code duty-social-worker}
 * @param until at most 12 months from now
 */
public record DutyAsk(String person, String role, Instant until) {}
