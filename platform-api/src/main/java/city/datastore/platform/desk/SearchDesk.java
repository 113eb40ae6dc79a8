package city.datastore.platform.desk;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.searches.SavedSearch;
import city.datastore.audit.searches.SavedSearches;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of saved searches: each person keeps their own, and nobody sees another's. */
public final class SearchDesk {
    private final Gatekeeper gate;
    private final SavedSearches searches;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    public SearchDesk(
            Gatekeeper gate,
            SavedSearches searches,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.searches = searches;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    public List<SavedSearch> of(Caller caller) {
        return searches.of(caller.person());
    }

    /**
     * Keeps a search under a name.
     *
     * @throws DeskException.BadField when the name breaks its rule or is taken, there is nothing to
     *     save, or the caller has as many as one may have
     */
    public void save(Caller caller, String name, String filters, @Nullable Integer lastDays) {
        gate.admit(Question.of(caller, Act.SAVE_SEARCH, new Target.OfTrail()));
        String called = name.strip();
        if (called.isEmpty() || called.length() > SavedSearch.MAX_NAME) {
            throw bad("enter a name of 1 to " + SavedSearch.MAX_NAME + " characters");
        }
        if (filters.isEmpty() || filters.length() > SavedSearch.MAX_FILTERS) {
            throw bad("there is no search here that can be saved: set a filter first");
        }
        if (searches.of(caller.person()).size() >= SavedSearch.MAX_OF_ONE) {
            throw bad(
                    "you have "
                            + SavedSearch.MAX_OF_ONE
                            + " saved searches, which is the most: delete one first");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var search = new SavedSearch(UUID.randomUUID(), called, filters, lastDays, now);
        transactions.executeWithoutResult(_ -> {
            if (!searches.add(caller.person(), search)) {
                throw bad("you have a search of that name already: choose another name");
            }
            outbox.add(event(caller, Act.SAVE_SEARCH, now));
        });
    }

    /**
     * Deletes one of the caller's own.
     *
     * @throws DeskException.NotFound when the caller has none of that id
     */
    public void delete(Caller caller, UUID id) {
        gate.admit(Question.of(caller, Act.DELETE_SEARCH, new Target.OfTrail()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        transactions.executeWithoutResult(_ -> {
            if (!searches.delete(caller.person(), id)) {
                throw new DeskException.NotFound("saved search of yours", id);
            }
            outbox.add(event(caller, Act.DELETE_SEARCH, now));
        });
    }

    private static DeskException.BadField bad(String message) {
        return new DeskException.BadField("name", message);
    }

    private static AuditEvent event(Caller caller, Act act, Instant now) {
        return AuditEvent.now(
                now,
                caller.actor(),
                act.action(),
                About.NOTHING,
                new Outcome.Done(),
                caller.request());
    }
}
