package city.datastore.platform.api;

import city.datastore.access.conditions.Conditions;

/** A condition of access that could be set, and whom it would bind now. */
record ConditionLookJson(DemandJson demand, ReachJson reach) {
    static ConditionLookJson of(Conditions.Look look) {
        return new ConditionLookJson(
                DemandJson.of(look.wanted().demand()), ReachJson.of(look.reach()));
    }
}
