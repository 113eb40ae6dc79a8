package city.datastore.audit.alerts;

import java.time.Duration;

/** Reading one's own records: somebody reads a version that holds records about themselves. */
record OwnReading() implements AlertRule {
    private static final Duration SPAN = Duration.ofDays(1);

    @Override
    public void look(Seen event, Facts facts) {
        var read = event.read();
        if (read == null || !event.own()) {
            return;
        }
        String subject = OutOfHours.subject(event.person(), read.dataset());
        if (facts.alerted(AlertKind.OWN_RECORDS, subject, event.at())) {
            return;
        }
        facts.raise(
                new Alert(
                        AlertKind.OWN_RECORDS,
                        subject,
                        event.at(),
                        event.at().plus(SPAN),
                        event.at(),
                        "%s read version %s of %s on %s. It holds records about the reader: their user name is among the identifiers in it."
                                .formatted(
                                        event.actor().username(),
                                        Wording.number(read.number()),
                                        read.dataset(),
                                        Wording.moment(event.at())),
                        event.actor(),
                        read.dataset(),
                        read.dataset().agency(),
                        1,
                        event.id(),
                        event.id()));
    }
}
