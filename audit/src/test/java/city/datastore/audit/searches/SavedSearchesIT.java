package city.datastore.audit.searches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.names.PersonId;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavedSearchesIT {
    private final AuditStack stack = new AuditStack(LocalStack.shared(Server.POSTGRES));
    private final SavedSearches searches = new SavedSearches(stack.app());

    @AfterAll
    void stop() {
        stack.close();
    }

    private static SavedSearch search(String name) {
        return new SavedSearch(
                UUID.randomUUID(),
                name,
                "outcome=refused",
                7,
                Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void are_each_persons_own() {
        var ann = new PersonId("ann");
        var bob = new PersonId("bob");
        var saved = search("Refusals");

        assertThat(searches.add(ann, saved)).isTrue();

        assertThat(searches.of(ann)).containsExactly(saved);
        assertThat(searches.of(bob)).isEmpty();
        assertThat(searches.delete(bob, saved.id())).isFalse();
        assertThat(searches.delete(ann, saved.id())).isTrue();
        assertThat(searches.of(ann)).isEmpty();
    }

    @Test
    void have_each_a_name_of_its_own() {
        var cat = new PersonId("cat");
        assertThat(searches.add(cat, search("Refusals"))).isTrue();

        assertThat(searches.add(cat, search("Refusals"))).isFalse();
        assertThat(searches.add(new PersonId("dan"), search("Refusals"))).isTrue();
    }

    @Test
    void are_not_read_by_the_role_of_the_record() {
        assertThatThrownBy(() ->
                        stack.as(PostgresServer.AUDIT)
                                .sql("SELECT count(*) FROM audit.saved_search")
                                .query(Long.class)
                                .single())
                .hasStackTraceContaining("permission denied");
    }
}
