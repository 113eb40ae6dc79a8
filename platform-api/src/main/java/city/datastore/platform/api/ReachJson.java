package city.datastore.platform.api;

import city.datastore.access.ownerrules.Reach;
import java.util.List;

/** Whom a rule of an owner would concern now, in numbers. */
record ReachJson(long people, long grants, List<OfAgencyJson> agencies) {

    /** People of one agency, the grants in force that they hold, and on how many datasets. */
    record OfAgencyJson(String agency, long people, long grants, long datasets) {}

    static ReachJson of(Reach reach) {
        return new ReachJson(
                reach.people(),
                reach.grants(),
                reach.agencies().stream()
                        .map(each ->
                                new OfAgencyJson(
                                        each.agency().value(),
                                        each.people(),
                                        each.grants(),
                                        each.datasets()))
                        .toList());
    }
}
