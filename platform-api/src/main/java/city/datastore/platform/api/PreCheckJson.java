package city.datastore.platform.api;

import city.datastore.access.requests.PreCheck;
import city.datastore.audit.event.Reason;
import city.datastore.platform.desk.OfAnother;
import java.util.List;

/**
 * The machine's check of a request: what the gate would say to the requester if it were granted.
 *
 * @param because conditions that hold, where none is missing
 * @param missing conditions that do not
 * @param next what the requester could do about it
 */
record PreCheckJson(
        boolean allowed, List<ReasonJson> because, List<ReasonJson> missing, String next) {

    static PreCheckJson of(PreCheck check) {
        return new PreCheckJson(
                check.allowed(),
                told(check.holds()),
                told(check.missing()),
                OfAnother.told(check.next()));
    }

    private static List<ReasonJson> told(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> new ReasonJson(reason.code(), OfAnother.told(reason.text())))
                .toList();
    }
}
