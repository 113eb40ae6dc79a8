package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.caller;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Flow;
import city.datastore.agreements.Flows;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.paging.PageRequest;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gives data to whom, counted by the real PostgreSQL. */
class FlowsIT {
    private final Room room = new Room();
    private final Flows flows = room.bean(Flows.class);

    @BeforeEach
    void inForce() {
        room.clock.turnTo(TODAY);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private AgreementRef agreed(AnAgreement agreement, boolean published) {
        var terms = agreement.terms();
        var said =
                terms.with(
                        terms.particulars()
                                .with(
                                        Place.agreement(),
                                        "publish-summary",
                                        Answer.of(published ? "yes" : "no")));
        var agreements = room.agreements();
        var reference = agreements.draft(lead(BRENT), said).value().head().reference();
        var _ = agreements.propose(lead(BRENT), reference, null);
        var _ = agreements.approve(lead(GLA), reference, "", null);
        room.clock.turnTo(STARTS);
        return reference;
    }

    private AgreementRef agreed(boolean published) {
        return agreed(anAgreement(), published);
    }

    private List<Flow> of(AgencyCode agency) {
        return flows.of(lead(agency)).value();
    }

    @Test
    void the_public_count_is_of_what_parties_publish_and_the_parties_own_of_all() {
        agreed(true);
        inForce();
        agreed(false);
        assertThat(flows.published()).containsExactly(new Flow(BRENT, GLA, 1));
        assertThat(of(GLA)).containsExactly(new Flow(BRENT, GLA, 2));
        assertThat(of(MPS)).isEmpty();
        assertThat(flows.of(caller(Agency.OVERSIGHT, Role.AUDITOR)).value())
                .containsExactly(new Flow(BRENT, GLA, 2));
        assertThat(room.decisions.events.getLast().action().name()).isEqualTo("agreement.list");
    }

    @Test
    void a_party_counts_from_its_signature_until_it_leaves() {
        var reference = agreed(anAgreement().between(BRENT, GLA, MPS), true);
        assertThat(flows.published()).containsExactly(new Flow(BRENT, GLA, 1));
        assertThat(of(MPS)).isEmpty();
        var _ = room.agreements().approve(lead(MPS), reference, "", null);
        assertThat(flows.published())
                .containsExactly(new Flow(BRENT, GLA, 1), new Flow(BRENT, MPS, 1));
        var _ = room.agreements().leave(lead(GLA), reference, "No need.");
        assertThat(flows.published()).containsExactly(new Flow(BRENT, MPS, 1));
    }

    @Test
    void only_what_is_in_force_counts() {
        var reference = agreed(true);
        inForce();
        assertThat(flows.published()).isEmpty();
        room.clock.turnTo(STARTS);
        var _ = room.agreements().suspend(lead(BRENT), reference, "A breach.");
        assertThat(flows.published()).isEmpty();
        var _ = room.agreements().resume(lead(BRENT), reference);
        assertThat(flows.published()).hasSize(1);
        room.clock.turnTo(ENDS);
        assertThat(flows.published()).isEmpty();
    }

    @Test
    void what_is_kept_is_what_the_tables_say_through_every_move() {
        var reference = agreed(anAgreement().between(BRENT, GLA, MPS), true);
        keptAsTheTablesSay(1);
        var _ = room.agreements().approve(lead(MPS), reference, "", null);
        keptAsTheTablesSay(2);
        var _ = room.agreements().suspend(lead(BRENT), reference, "A breach.");
        keptAsTheTablesSay(0);
        var _ = room.agreements().resume(lead(BRENT), reference);
        keptAsTheTablesSay(2);
        var _ = room.agreements().leave(lead(MPS), reference, "No need.");
        keptAsTheTablesSay(1);
        var _ = room.agreements().terminate(lead(BRENT), reference, "Done.");
        keptAsTheTablesSay(0);
    }

    private void keptAsTheTablesSay(int flows) {
        var database = JdbcClient.create(room.bean(DataSource.class));
        var kept = database.sql("SELECT * FROM agreements.kept_flow").query().listOfRows();
        assertThat(kept).hasSize(flows);
        assertThat(database.sql("SELECT * FROM agreements.flows_of(NULL)").query().listOfRows())
                .containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void a_cell_leads_to_just_the_agreements_that_it_counts() {
        var reference = agreed(true);
        var query = new AgreementQuery("active", null, null, null, BRENT, GLA);
        var turned = new AgreementQuery("active", null, null, null, GLA, BRENT);
        var page = new PageRequest(10, null);
        assertThat(room.lists().published(query, page).items())
                .extracting(each -> each.head().reference())
                .containsExactly(reference);
        assertThat(room.lists().published(turned, page).items()).isEmpty();
        assertThat(room.lists().find(lead(GLA), query, page).items()).hasSize(1);
        assertThat(room.lists().find(lead(GLA), turned, page).items()).isEmpty();
        assertThat(room.lists().find(lead(CAMDEN), query, page).items()).isEmpty();
    }
}
