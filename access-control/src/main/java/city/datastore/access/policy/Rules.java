package city.datastore.access.policy;

import java.util.List;
import java.util.stream.Stream;

/** The policy: every rule, in the order in which a near miss is explained. */
final class Rules {
    static final List<Rule> ALL =
            Stream.of(
                            RulesOfReading.ALL,
                            RulesOfAgreements.ALL,
                            RulesOfRequests.ALL,
                            RulesOfEmergencies.ALL,
                            RulesOfOwners.ALL,
                            RulesOfTheRecord.ALL)
                    .flatMap(List::stream)
                    .toList();

    private Rules() {}
}
