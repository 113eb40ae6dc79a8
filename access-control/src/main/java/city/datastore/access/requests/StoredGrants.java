package city.datastore.access.requests;

import city.datastore.access.index.GrantTable;
import city.datastore.access.index.Holding;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Grants as one snapshot of their table shows them; a million are read in seconds. */
public final class StoredGrants implements GrantTable {
    private static final int FETCH = 5_000;
    private static final String GRANTS =
            "SELECT id, holder, holder_name, agency, dataset, agreement, purpose, actions, columns,"
                    + " from_at, until_at, revoked_at IS NOT NULL AS revoked"
                    + " FROM access.access_grant";

    @Override
    public void each(Connection snapshot, Consumer<Holding> taker) {
        try (var query = snapshot.prepareStatement(GRANTS)) {
            query.setFetchSize(FETCH);
            read(query, taker);
        } catch (SQLException e) {
            throw new IllegalStateException("grants could not be read", e);
        }
    }

    @Override
    public List<Holding> of(Connection snapshot, PersonId holder, DatasetId dataset) {
        try (var query =
                snapshot.prepareStatement(
                        GRANTS
                                + " WHERE holder = ? AND dataset = ?"
                                + " ORDER BY until_at DESC, id DESC")) {
            query.setString(1, holder.value());
            query.setString(2, dataset.toString());
            var found = new ArrayList<Holding>();
            read(query, found::add);
            return List.copyOf(found);
        } catch (SQLException e) {
            throw new IllegalStateException("grants could not be read", e);
        }
    }

    private static void read(PreparedStatement query, Consumer<Holding> taker) throws SQLException {
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                taker.accept(new Holding(grant(rows), rows.getString("holder_name")));
            }
        }
    }

    private static HeldGrant grant(ResultSet row) throws SQLException {
        var columns = row.getArray("columns");
        return new HeldGrant(
                new GrantId(row.getObject("id", UUID.class)),
                new PersonId(row.getString("holder")),
                new AgencyCode(row.getString("agency")),
                DatasetId.parse(row.getString("dataset")),
                new AgreementRef(row.getString("agreement")),
                new PurposeCode(row.getString("purpose")),
                Arrays.stream((String[]) row.getArray("actions").getArray())
                        .map(PermittedAction::new)
                        .collect(Collectors.toUnmodifiableSet()),
                columns == null
                        ? ColumnScope.ALL
                        : ColumnScope.only(List.of((String[]) columns.getArray())),
                instant(row, "from_at"),
                instant(row, "until_at"),
                row.getBoolean("revoked"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
