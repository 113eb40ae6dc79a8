package city.datastore.access.conditions;

import city.datastore.access.index.ConditionTable;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Demand;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Conditions that have not been ended, as one snapshot of their table shows them. */
public final class StoredConditions implements ConditionTable {
    private static final String STANDING =
            "SELECT * FROM access.access_condition WHERE ended_at IS NULL";

    @Override
    public void each(Connection snapshot, Consumer<AccessCondition> taker) {
        try (var query = snapshot.prepareStatement(STANDING)) {
            read(query).forEach(taker);
        } catch (SQLException e) {
            throw new IllegalStateException("conditions of access could not be read", e);
        }
    }

    @Override
    public List<AccessCondition> of(Connection snapshot, AgencyCode owner) {
        try (var query = snapshot.prepareStatement(STANDING + " AND owner = ?")) {
            query.setString(1, owner.value());
            return read(query);
        } catch (SQLException e) {
            throw new IllegalStateException("conditions of access could not be read", e);
        }
    }

    private static List<AccessCondition> read(PreparedStatement query) throws SQLException {
        var found = new ArrayList<AccessCondition>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(condition(rows));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The condition of a row. What is there and cannot be understood is a condition that nobody
     * meets; where that is the dataset, one on everything of the owner.
     */
    static AccessCondition condition(ResultSet row) throws SQLException {
        var id = new ConditionId(row.getObject("id", UUID.class));
        var owner = new AgencyCode(row.getString("owner"));
        var demand =
                new DemandText(
                                row.getString("kind"),
                                texts(row.getArray("windows")),
                                row.getString("zone"),
                                texts(row.getArray("blocks")))
                        .read();
        var dataset = row.getString("dataset");
        try {
            var on = dataset == null ? null : DatasetId.parse(dataset);
            return new AccessCondition(id, owner, on, demand);
        } catch (IllegalArgumentException _) {
            return new AccessCondition(id, owner, null, new Demand.Unreadable());
        }
    }

    private static List<String> texts(@Nullable Array column) throws SQLException {
        return column == null
                ? List.of()
                : Arrays.stream((Object[]) column.getArray()).map(String::valueOf).toList();
    }
}
