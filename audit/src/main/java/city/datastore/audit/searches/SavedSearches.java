package city.datastore.audit.searches;

import city.datastore.audit.names.PersonId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of saved searches, each person's own; in the transaction of whoever calls. */
public final class SavedSearches {
    private final JdbcClient database;

    /**
     * @param app the platform's own data source
     */
    public SavedSearches(DataSource app) {
        this.database = JdbcClient.create(app);
    }

    /** That person's searches, by name. */
    public List<SavedSearch> of(PersonId person) {
        return database.sql(
                        "SELECT id, name, filters, last_days, saved_at FROM audit.saved_search"
                                + " WHERE person = ? ORDER BY name")
                .param(person.value())
                .query((row, _) ->
                        new SavedSearch(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                row.getString("filters"),
                                row.getObject("last_days", Integer.class),
                                row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Keeps it; whether there was none of that name. */
    public boolean add(PersonId person, SavedSearch search) {
        return database.sql(
                                "INSERT INTO audit.saved_search"
                                        + " (id, person, name, filters, last_days, saved_at)"
                                        + " VALUES (?, ?, ?, ?, ?, ?)"
                                        + " ON CONFLICT (person, name) DO NOTHING")
                        .param(search.id())
                        .param(person.value())
                        .param(search.name())
                        .param(search.filters())
                        .param(search.lastDays())
                        .param(search.savedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Whether there was such a search of that person. */
    public boolean delete(PersonId person, UUID id) {
        return database.sql("DELETE FROM audit.saved_search WHERE person = ? AND id = ?")
                        .param(person.value())
                        .param(id)
                        .update()
                == 1;
    }
}
