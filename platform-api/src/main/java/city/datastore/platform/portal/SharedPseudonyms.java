package city.datastore.platform.portal;

import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Treatment;
import city.datastore.audit.names.DatasetId;
import java.util.ArrayList;
import java.util.List;

/**
 * Who could find out under an agreement what the pseudonyms of others stand for. All are made under
 * one key, so whoever gives values to be made into pseudonyms, and sees what becomes of them, knows
 * the pseudonyms of these values.
 */
final class SharedPseudonyms {
    private SharedPseudonyms() {}

    /** As sentences; none where the data of at most one agency is pseudonymised. */
    static List<String> said(Permit permit, Show show, Words words) {
        var givers =
                permit.datasets().keySet().stream()
                        .filter(each ->
                                permit.protection(each)
                                        .treatments()
                                        .containsValue(Treatment.PSEUDONYMISED))
                        .map(DatasetId::agency)
                        .distinct()
                        .sorted()
                        .toList();
        if (givers.size() < 2) {
            return List.of();
        }
        var said = new ArrayList<String>();
        said.add(
                words.say(
                        "agreement.pseudonyms.shared",
                        words.listed(givers.stream().map(show::agency).toList())));
        givers.stream()
                .filter(permit.receivers()::contains)
                .forEach(giver ->
                        said.add(words.say("agreement.pseudonyms.found-out", show.agency(giver))));
        return said;
    }
}
