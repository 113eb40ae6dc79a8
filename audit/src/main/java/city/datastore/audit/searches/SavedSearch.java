package city.datastore.audit.searches;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search of the trail that somebody keeps.
 *
 * @param filters what stands after the question mark in the address of the trail's page
 * @param lastDays the days up to the one on which it is opened take the place of its dates; null
 *     keeps the dates
 */
public record SavedSearch(
        UUID id, String name, String filters, @Nullable Integer lastDays, Instant savedAt) {
    /** Longest name, in characters. */
    public static final int MAX_NAME = 100;

    /** Longest filters, in characters. */
    public static final int MAX_FILTERS = 4_000;

    /** Most searches of one person. */
    public static final int MAX_OF_ONE = 50;
}
