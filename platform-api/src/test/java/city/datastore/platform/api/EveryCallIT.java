package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every call of the API, allowed and refused, and whether its answer names its audit event: always
 * where it shows or changes data or state, and never for what everybody may know.
 */
class EveryCallIT extends CallTable {
    private static final String EVENT = "[0-9a-f-]{36}";

    EveryCallIT() {
        super(new Stage(RunningPlatform.shared()));
    }

    private Stream<Row> rows() {
        var data = new DataCalls(this);
        var agreements = new AgreementCalls(this);
        var parties = new PartyCalls(this);
        var requests = new RequestCalls(this);
        var ownerRules = new OwnerRuleCalls(this);
        var emergencies = new EmergencyCalls(this);
        var record = new RecordCalls(this);
        return Stream.of(
                        data.ofEverybody(),
                        data.ofDatasets(),
                        agreements.ofDrafts(),
                        agreements.ofAgreements(),
                        parties.ofParties(),
                        parties.ofReviews(),
                        parties.ofAssessments(),
                        agreements.ofComments(),
                        agreements.ofTemplates(),
                        requests.ofRequests(),
                        requests.ofRequestsOnTheirWay(),
                        requests.ofTeams(),
                        requests.ofConfirming(),
                        requests.ofGrants(),
                        ownerRules.ofProhibitions(),
                        ownerRules.ofConditions(),
                        ownerRules.ofRolePolicies(),
                        emergencies.ofEmergencies(),
                        record.ofRetention(),
                        record.ofSubjects(),
                        record.ofTheRecord(),
                        record.ofAlerts())
                .flatMap(List::stream);
    }

    @TestFactory
    Stream<DynamicTest> names_its_audit_event_where_it_shows_or_changes_data_or_state() {
        return rows().map(row ->
                DynamicTest.dynamicTest(
                        row.title(),
                        () -> {
                            var answer = row.made().get().is(row.status());

                            if (row.recorded()) {
                                assertThat(answer.header("Audit-Event")).matches(EVENT);
                            } else {
                                assertThat(answer.header("Audit-Event")).isEmpty();
                            }
                        }));
    }

    @Test
    void is_in_the_table() {
        assertThat(
                        rows().map(row -> row.call().replace(" ", " /api/v1"))
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(OpenApiDocumentTest.described());
    }
}
