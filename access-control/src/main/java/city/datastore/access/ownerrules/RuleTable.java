package city.datastore.access.ownerrules;

import city.datastore.access.index.OwnerRuleTable;
import city.datastore.access.policy.OwnerRule;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of one kind of rule, and those in it that nobody has ended. Every table has id, owner,
 * dataset, reason, set_by, set_by_name and set_at, and four columns about the ending.
 *
 * @param name with its schema
 * @param ended how the columns about the ending begin, such as {@code ended}
 * @param endsByItself whether there is a column until_at
 * @param columns what else a row has, by name
 * @param reading makes the rule of a row
 */
public record RuleTable<R extends OwnerRule<?>>(
        String name,
        String ended,
        boolean endsByItself,
        Function<R, Map<String, @Nullable Object>> columns,
        Reading<R> reading)
        implements OwnerRuleTable<R> {
    private static final int FETCH = 5_000;

    /** Makes a rule of the row that the cursor is at. */
    @FunctionalInterface
    public interface Reading<R> {
        R read(ResultSet row) throws SQLException;
    }

    @Override
    public void each(Connection snapshot, Consumer<R> taker) {
        try (var query = snapshot.prepareStatement(notEnded())) {
            query.setFetchSize(FETCH);
            read(query, taker);
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    @Override
    public List<R> of(Connection snapshot, AgencyCode owner) {
        var found = new ArrayList<R>();
        try (var query = snapshot.prepareStatement(notEnded() + " AND owner = ?")) {
            query.setString(1, owner.value());
            read(query, found::add);
        } catch (SQLException e) {
            throw unread(e);
        }
        return List.copyOf(found);
    }

    /**
     * Those on that dataset, as they are committed at this instant. A row whose dataset cannot be
     * understood may be on all of them, so that the owner's rows are read and looked at.
     *
     * @param app of the role {@code datastore_app}
     */
    public List<R> on(DataSource app, DatasetId dataset) {
        return of(app, dataset.agency()).stream().filter(each -> each.concerns(dataset)).toList();
    }

    /**
     * Those of that owner, as they are committed at this instant.
     *
     * @param app of the role {@code datastore_app}
     */
    public List<R> of(DataSource app, AgencyCode owner) {
        return JdbcClient.create(app)
                .sql(notEnded() + " AND owner = :owner")
                .param("owner", owner.value())
                .query((row, _) -> reading.read(row))
                .list();
    }

    /** Selects those that nobody has ended; conditions can be added. */
    public String notEnded() {
        return "SELECT * FROM " + name + " WHERE " + ended + "_at IS NULL";
    }

    /** What is so of those that stand, at the parameter {@code now}. */
    String stands() {
        return ended
                + "_at IS NULL"
                + (endsByItself ? " AND (until_at IS NULL OR until_at > :now)" : "");
    }

    private void read(PreparedStatement query, Consumer<R> taker) throws SQLException {
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                taker.accept(reading.read(rows));
            }
        }
    }

    private IllegalStateException unread(SQLException cause) {
        return new IllegalStateException(name + " could not be read", cause);
    }

    /** The texts of a column that is an array; none where it is null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }
}
