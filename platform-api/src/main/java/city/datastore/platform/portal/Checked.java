package city.datastore.platform.portal;

import city.datastore.access.requests.PreCheck;
import city.datastore.audit.event.Reason;
import city.datastore.platform.desk.OfAnother;
import java.util.List;

/**
 * The machine's check of a request in words for whoever decides it.
 *
 * @param holds what holds, where nothing is missing
 * @param missing what does not
 * @param next what the requester could do about it
 */
record Checked(List<String> holds, List<String> missing, String next) {
    public boolean allowed() {
        return missing.isEmpty();
    }

    static Checked of(PreCheck check) {
        return new Checked(
                told(check.holds()), told(check.missing()), OfAnother.told(check.next()));
    }

    private static List<String> told(List<Reason> reasons) {
        return reasons.stream().map(Reason::text).map(OfAnother::told).toList();
    }
}
