package city.datastore.audit.alerts;

import city.datastore.audit.names.DatasetId;

/** Out of hours: data is read at night, at the weekend or on a bank holiday. */
record OutOfHours(WorkingHours hours) implements AlertRule {
    @Override
    public void look(Seen event, Facts facts) {
        var dataset = event.dataset();
        if (!event.allowedReading() || dataset == null || hours.open(event.at())) {
            return;
        }
        String subject = subject(event.person(), dataset);
        if (facts.alerted(AlertKind.OUT_OF_HOURS, subject, event.at())) {
            return;
        }
        var closed = hours.closedAround(event.at());
        facts.raise(
                new Alert(
                        AlertKind.OUT_OF_HOURS,
                        subject,
                        closed.from(),
                        closed.until(),
                        event.at(),
                        "%s read %s on %s%s. Working hours are %s."
                                .formatted(
                                        event.actor().username(),
                                        dataset,
                                        Wording.moment(event.at()),
                                        hours.holidayOn(event.at()) ? ", a bank holiday" : "",
                                        hours.words()),
                        event.actor(),
                        dataset,
                        dataset.agency(),
                        1,
                        event.id(),
                        event.id()));
    }

    /** There is one alert for a person, a dataset and a span in which nobody works. */
    static String subject(String person, DatasetId dataset) {
        return person + " " + dataset;
    }
}
