package city.datastore.audit.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Many emergencies: one person opens emergency access again and again within seven days in London.
 *
 * @param atLeast from how many on
 */
record ManyEmergencies(int atLeast) implements AlertRule {
    private static final int DAYS = 7;
    private static final ZoneId UK = Wording.UK;

    @Override
    public void look(Seen event, Facts facts) {
        if (!event.opensEmergency()) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(event.at(), UK);
        facts.count(Tally.Measure.EMERGENCIES_OF_DAY, event.person(), start(day), event);
        Instant since = start(day.minusDays(DAYS - 1));
        var sum =
                facts.during(Tally.Measure.EMERGENCIES_OF_DAY, event.person(), since, start(day))
                        .orElseThrow();
        if (sum.events() < atLeast
                || facts.alerted(AlertKind.MANY_EMERGENCIES, event.person(), event.at())) {
            return;
        }
        facts.raise(
                new Alert(
                        AlertKind.MANY_EMERGENCIES,
                        event.person(),
                        since,
                        start(day.plusDays(1)),
                        event.at(),
                        "%s opened emergency access %s times within %d days, up to %s. An alert is raised from %s on."
                                .formatted(
                                        event.actor().username(),
                                        Wording.number(sum.events()),
                                        DAYS,
                                        Wording.moment(event.at()),
                                        Wording.number(atLeast)),
                        event.actor(),
                        sum.dataset(),
                        sum.owner(),
                        sum.events(),
                        sum.first(),
                        event.id()));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(UK).toInstant();
    }
}
