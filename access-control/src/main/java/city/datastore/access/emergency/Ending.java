package city.datastore.access.emergency;

import java.time.Instant;

/** That somebody ended something before its time. */
public record Ending(String by, String byName, Instant at, String why) {}
