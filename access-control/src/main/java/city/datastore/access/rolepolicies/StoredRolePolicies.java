package city.datastore.access.rolepolicies;

import city.datastore.access.index.RolePolicyTable;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RolePolicyId;
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

/** Role policies that are in force, as one snapshot of their table shows them. */
public final class StoredRolePolicies implements RolePolicyTable {
    private static final String IN_FORCE =
            "SELECT * FROM access.role_policy WHERE ended_at IS NULL";

    @Override
    public void each(Connection snapshot, Consumer<RolePolicy> taker) {
        try (var query = snapshot.prepareStatement(IN_FORCE)) {
            read(query).forEach(taker);
        } catch (SQLException e) {
            throw new IllegalStateException("role policies could not be read", e);
        }
    }

    @Override
    public List<RolePolicy> of(Connection snapshot, AgencyCode owner) {
        try (var query = snapshot.prepareStatement(IN_FORCE + " AND owner = ?")) {
            query.setString(1, owner.value());
            return read(query);
        } catch (SQLException e) {
            throw new IllegalStateException("role policies could not be read", e);
        }
    }

    private static List<RolePolicy> read(PreparedStatement query) throws SQLException {
        var found = new ArrayList<RolePolicy>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(policy(rows));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The policy of a row. What is there and cannot be understood lets nobody read; where that is
     * the dataset, nothing of the owner.
     */
    static RolePolicy policy(ResultSet row) throws SQLException {
        var id = new RolePolicyId(row.getObject("id", UUID.class));
        var owner = new AgencyCode(row.getString("owner"));
        var roles = RoleCells.read(texts(row.getArray("roles")));
        var dataset = row.getString("dataset");
        int version = row.getInt("version");
        try {
            var on = dataset == null ? null : DatasetId.parse(dataset);
            return new RolePolicy(id, owner, on, version, roles);
        } catch (IllegalArgumentException _) {
            return new RolePolicy(id, owner, null, version, new RoleMatrix.Unreadable());
        }
    }

    private static List<String> texts(@Nullable Array column) throws SQLException {
        return column == null
                ? List.of()
                : Arrays.stream((Object[]) column.getArray()).map(String::valueOf).toList();
    }
}
