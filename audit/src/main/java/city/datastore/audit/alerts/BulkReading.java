package city.datastore.audit.alerts;

/**
 * Bulk reading: one person takes much data within an hour.
 *
 * @param moreBytes than so many bytes, or
 * @param moreFiles than so many whole files, or parts of whole files
 */
record BulkReading(long moreBytes, int moreFiles) implements AlertRule {
    private static final WithinAnHour ALL = new WithinAnHour(Tally.Measure.RELEASES);
    private static final WithinAnHour WHOLE = new WithinAnHour(Tally.Measure.WHOLE_FILES);

    @Override
    public void look(Seen event, Facts facts) {
        if (!event.release()) {
            return;
        }
        var all = ALL.count(event.person(), event, facts);
        if (all.bytes() > moreBytes) {
            raise(
                    event,
                    facts,
                    all,
                    "%s of data within an hour, up to %s. An alert is raised above %s."
                            .formatted(
                                    Wording.size(all.bytes()),
                                    Wording.moment(event.at()),
                                    Wording.size(moreBytes)));
        }
        if (!event.whole()) {
            return;
        }
        var whole = WHOLE.count(event.person(), event, facts);
        if (whole.events() > moreFiles) {
            raise(
                    event,
                    facts,
                    whole,
                    "%s whole files within an hour, up to %s. An alert is raised above %s."
                            .formatted(
                                    Wording.number(whole.events()),
                                    Wording.moment(event.at()),
                                    Wording.number(moreFiles)));
        }
    }

    private static void raise(Seen event, Facts facts, Tally sum, String what) {
        if (facts.alerted(AlertKind.BULK_READING, event.person(), event.at())) {
            return;
        }
        facts.raise(
                new Alert(
                        AlertKind.BULK_READING,
                        event.person(),
                        event.at().minus(WithinAnHour.HOUR),
                        event.at().plus(WithinAnHour.HOUR),
                        event.at(),
                        event.actor().username() + " took " + what,
                        event.actor(),
                        sum.dataset(),
                        sum.owner(),
                        sum.events(),
                        sum.first(),
                        event.id()));
    }
}
