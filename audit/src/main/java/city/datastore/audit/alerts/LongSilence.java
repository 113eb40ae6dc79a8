package city.datastore.audit.alerts;

import city.datastore.audit.names.DatasetId;
import java.time.Duration;
import java.time.Instant;

/**
 * The first access after a long silence: somebody who has read data before, and not for long, reads
 * again. Whoever reads for the first time ever is new and not silent.
 */
record LongSilence(Duration silence) implements AlertRule {
    private static final Duration SPAN = Duration.ofDays(1);

    @Override
    public void look(Seen event, Facts facts) {
        var dataset = event.dataset();
        if (!event.allowedReading() || dataset == null) {
            return;
        }
        String person = event.person();
        var last = facts.at(Tally.Measure.LAST_READING, person, Instant.EPOCH);
        facts.count(Tally.Measure.LAST_READING, person, Instant.EPOCH, event);
        last.map(Tally::lastAt)
                .filter(before -> !event.at().isBefore(before.plus(silence)))
                .filter(_ -> !facts.alerted(AlertKind.LONG_SILENCE, person, event.at()))
                .ifPresent(before -> facts.raise(alert(event, dataset, before)));
    }

    private Alert alert(Seen event, DatasetId dataset, Instant before) {
        return new Alert(
                AlertKind.LONG_SILENCE,
                event.person(),
                event.at(),
                event.at().plus(SPAN),
                event.at(),
                "%s read %s on %s, after %s days without reading any data. An alert is raised after %s days."
                        .formatted(
                                event.actor().username(),
                                dataset,
                                Wording.moment(event.at()),
                                Wording.number(Duration.between(before, event.at()).toDays()),
                                Wording.number(silence.toDays())),
                event.actor(),
                dataset,
                dataset.agency(),
                1,
                event.id(),
                event.id());
    }
}
