package city.datastore.platform.api;

import city.datastore.audit.event.Reason;
import java.util.List;

/** One condition that holds or is missing: a code for machines, a sentence for people. */
record ReasonJson(String code, String text) {

    static List<ReasonJson> of(List<Reason> reasons) {
        return reasons.stream().map(each -> new ReasonJson(each.code(), each.text())).toList();
    }
}
