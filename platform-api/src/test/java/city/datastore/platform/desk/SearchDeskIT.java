package city.datastore.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.searches.SavedSearch;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchDeskIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final SearchDesk desk = platform.bean(SearchDesk.class);
    private final Caller lead = People.lead("lfb");

    @AfterEach
    void deleteAll() {
        desk.of(lead).forEach(search -> desk.delete(lead, search.id()));
    }

    @Test
    void keeps_a_search_for_its_owner_alone_and_records_that() {
        desk.save(lead, " Refusals ", "outcome=refused", 7);

        assertThat(desk.of(lead)).extracting(SavedSearch::name).containsExactly("Refusals");
        assertThat(desk.of(People.lead("brent"))).isEmpty();
        var done =
                new TrailQuery(
                        lead.person().value(),
                        new AgencyCode("lfb"),
                        null,
                        null,
                        null,
                        "search.save",
                        "done",
                        null,
                        null,
                        null);
        Awaitility.await("the event of saving")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        !platform.bean(Trail.class)
                                .search(new TrailScope.Everything(), done, PageRequest.first())
                                .items()
                                .isEmpty());
    }

    @Test
    void refuses_a_name_twice_none_at_all_and_a_search_for_nothing() {
        desk.save(lead, "Refusals", "outcome=refused", null);

        assertThatThrownBy(() -> desk.save(lead, "Refusals", "outcome=failed", null))
                .isInstanceOf(DeskException.BadField.class)
                .hasMessageContaining("of that name already");
        assertThatThrownBy(() -> desk.save(lead, " ", "outcome=failed", null))
                .isInstanceOf(DeskException.BadField.class);
        assertThatThrownBy(() -> desk.save(lead, "Nothing", "", null))
                .isInstanceOf(DeskException.BadField.class);
        assertThat(desk.of(lead)).hasSize(1);
    }

    @Test
    void takes_no_more_than_fifty() {
        for (int i = 0; i < SavedSearch.MAX_OF_ONE; i++) {
            desk.save(lead, "Search " + i, "outcome=refused", null);
        }

        assertThatThrownBy(() -> desk.save(lead, "One more", "outcome=refused", null))
                .isInstanceOf(DeskException.BadField.class)
                .hasMessageContaining("delete one first");
    }

    @Test
    void deletes_nobody_elses() {
        desk.save(lead, "Refusals", "outcome=refused", null);
        UUID id = desk.of(lead).getFirst().id();

        assertThatThrownBy(() -> desk.delete(People.lead("brent"), id))
                .isInstanceOf(DeskException.NotFound.class);
        assertThat(desk.of(lead)).hasSize(1);
    }
}
