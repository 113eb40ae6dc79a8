package city.datastore.platform.api;

import city.datastore.access.prohibitions.Stopped;
import java.util.List;

/**
 * Whom a prohibition would stop now, in numbers.
 *
 * @param emergencies accesses that run and by which nobody could read any more
 */
record ProhibitionLookJson(
        long people, long grants, List<ReachJson.OfAgencyJson> agencies, long emergencies) {
    static ProhibitionLookJson of(Stopped stopped) {
        var reach = ReachJson.of(stopped.reach());
        return new ProhibitionLookJson(
                reach.people(), reach.grants(), reach.agencies(), stopped.emergencies());
    }
}
