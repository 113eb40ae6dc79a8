package city.datastore.audit.trail;

import java.time.LocalDate;

/** How many decisions of one day let somebody through, and how many turned somebody away. */
public record DayOfDecisions(LocalDate day, long allowed, long refused) {}
