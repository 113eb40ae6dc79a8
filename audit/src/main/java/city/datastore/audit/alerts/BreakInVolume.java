package city.datastore.audit.alerts;

import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A break in volume: a dataset is read far more often on a day than on the 28 days before it.
 *
 * @param times more than so many times the daily mean, and
 * @param atLeast so many readings
 */
record BreakInVolume(int times, int atLeast) implements AlertRule {
    private static final int DAYS = 28;

    @Override
    public void look(Seen event, Facts facts) {
        var dataset = event.dataset();
        if (!event.allowedReading() || dataset == null) {
            return;
        }
        String subject = dataset.toString();
        LocalDate day = LocalDate.ofInstant(event.at(), Wording.UK);
        facts.count(Tally.Measure.READINGS_OF_DAY, subject, start(day), event);
        var today = facts.at(Tally.Measure.READINGS_OF_DAY, subject, start(day)).orElseThrow();
        if (today.events() < atLeast
                || facts.alerted(AlertKind.BREAK_IN_VOLUME, subject, event.at())) {
            return;
        }
        Optional<Tally> before =
                facts.during(
                        Tally.Measure.READINGS_OF_DAY,
                        subject,
                        start(day.minusDays(DAYS)),
                        start(day.minusDays(1)));
        long readings = before.map(Tally::events).orElse(0L);
        if (today.events() * DAYS > readings * times) {
            raise(event, dataset, facts, day, today, readings);
        }
    }

    private void raise(
            Seen event, DatasetId dataset, Facts facts, LocalDate day, Tally today, long readings) {
        facts.raise(
                new Alert(
                        AlertKind.BREAK_IN_VOLUME,
                        dataset.toString(),
                        start(day),
                        start(day.plusDays(1)),
                        event.at(),
                        "%s was read %s times on %s, up to %s; on the %d days before it was read %s times a day. An alert is raised above %d times that, from %s readings on."
                                .formatted(
                                        dataset,
                                        Wording.number(today.events()),
                                        UkTime.weekday(day),
                                        UkTime.clock(event.at()),
                                        DAYS,
                                        Wording.mean(readings, DAYS),
                                        times,
                                        Wording.number(atLeast)),
                        null,
                        dataset,
                        dataset.agency(),
                        today.events(),
                        today.first(),
                        event.id()));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Wording.UK).toInstant();
    }
}
