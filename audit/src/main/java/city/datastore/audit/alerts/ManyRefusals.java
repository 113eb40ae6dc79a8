package city.datastore.audit.alerts;

/**
 * Many refusals: one person is turned away again and again within an hour, and not because the
 * platform was in doubt.
 *
 * @param atLeast from how many on
 */
record ManyRefusals(int atLeast) implements AlertRule {
    private static final WithinAnHour HOUR = new WithinAnHour(Tally.Measure.REFUSALS);

    @Override
    public void look(Seen event, Facts facts) {
        if (!event.refusal()) {
            return;
        }
        var sum = HOUR.count(event.person(), event, facts);
        if (sum.events() < atLeast
                || facts.alerted(AlertKind.MANY_REFUSALS, event.person(), event.at())) {
            return;
        }
        facts.raise(
                new Alert(
                        AlertKind.MANY_REFUSALS,
                        event.person(),
                        event.at().minus(WithinAnHour.HOUR),
                        event.at().plus(WithinAnHour.HOUR),
                        event.at(),
                        "%s was refused %s times within an hour, up to %s. An alert is raised from %s on."
                                .formatted(
                                        event.actor().username(),
                                        Wording.number(sum.events()),
                                        Wording.moment(event.at()),
                                        Wording.number(atLeast)),
                        event.actor(),
                        sum.dataset(),
                        sum.owner(),
                        sum.events(),
                        sum.first(),
                        event.id()));
    }
}
