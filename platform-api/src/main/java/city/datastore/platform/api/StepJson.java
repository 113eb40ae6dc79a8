package city.datastore.platform.api;

import city.datastore.agreements.Step;
import java.time.Instant;

/**
 * One thing that happened to an agreement.
 *
 * @param about the agency reminded or invited, or the agreement that took its place; else empty
 */
record StepJson(
        int number,
        String what,
        String state,
        int version,
        String agency,
        PersonJson person,
        Instant at,
        String comment,
        String about) {

    static StepJson of(Step step) {
        return new StepJson(
                step.number(),
                step.what(),
                step.state(),
                step.version(),
                step.agency().value(),
                new PersonJson(step.person().value(), step.name()),
                step.at(),
                step.comment(),
                step.about());
    }
}
