package city.datastore.access.index;

import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The feed as the tables {@code access.fact_*}; closes its connection. */
final class JdbcFeed implements Feed, AutoCloseable {
    /** Most commits that are followed one by one; beyond that everything is read anew. */
    static final int MOST_COMMITS = 2_000;

    /** Most facts that are read one by one. */
    static final int MOST_FACTS = 5_000;

    private record Named(String kind, String key, String onWhat) {}

    private final Connection connection;
    private final FactTables tables;

    JdbcFeed(Connection connection, FactTables tables) throws SQLException {
        this.connection = connection;
        this.tables = tables;
        connection.setAutoCommit(true);
        // what is told of a node every second may be lost with the server; the rest asks for more
        execute("SET synchronous_commit = off");
    }

    @Override
    public Seen look() {
        return asked(() -> {
            var nodes = new ArrayList<FeedNode>();
            try (var query =
                            connection.prepareStatement(
                                    "SELECT h.seq, h.stamp, n.id, n.applied, n.beat, n.ending,"
                                            + " clock_timestamp() AS at"
                                            + " FROM access.fact_head h"
                                            + " LEFT JOIN access.fact_node n ON true");
                    var rows = query.executeQuery()) {
                Position head = null;
                Instant at = null;
                while (rows.next()) {
                    head = position(rows);
                    at = rows.getObject("at", OffsetDateTime.class).toInstant();
                    var id = rows.getObject("id", UUID.class);
                    if (id != null) {
                        nodes.add(
                                new FeedNode(
                                        id,
                                        rows.getLong("applied"),
                                        rows.getLong("beat"),
                                        rows.getBoolean("ending")));
                    }
                }
                if (head == null || at == null) {
                    throw new IllegalStateException("access.fact_head is empty");
                }
                return new Seen(head, List.copyOf(nodes), at);
            }
        });
    }

    @Override
    public Optional<News> since(Position applied) {
        return inSnapshot(() -> {
            var head = head();
            if (head.seq() < applied.seq() || head.seq() - applied.seq() > MOST_COMMITS) {
                return Optional.empty();
            }
            var named = new LinkedHashSet<Named>();
            return follows(applied, head, named)
                    ? Optional.of(new News(head, changes(named)))
                    : Optional.empty();
        });
    }

    /**
     * Collects what changed; whether the feed goes on from that position without a gap, and names
     * what changed.
     */
    private boolean follows(Position applied, Position head, Set<Named> named) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "SELECT seq, stamp, kind, key, on_what FROM access.fact_change"
                                + " WHERE seq >= ? ORDER BY seq")) {
            query.setLong(1, applied.seq());
            query.setFetchSize(1_000);
            try (var rows = query.executeQuery()) {
                Position last = null;
                while (rows.next()) {
                    var at = position(rows);
                    boolean on =
                            last == null
                                    ? at.equals(applied)
                                    : at.equals(last) || at.seq() == last.seq() + 1;
                    if (!on || named.size() > MOST_FACTS) {
                        return false;
                    }
                    last = at;
                    if (at.seq() > applied.seq()) {
                        var kind = rows.getString("kind");
                        if (kind.equals("everything")) {
                            return false;
                        }
                        named.add(
                                new Named(kind, rows.getString("key"), rows.getString("on_what")));
                    }
                }
                return head.equals(last);
            }
        }
    }

    private List<Change> changes(Set<Named> named) {
        var changes = new ArrayList<Change>();
        for (var each : named) {
            changes.add(
                    switch (each.kind) {
                        case "permit" -> {
                            var agreement = new AgreementRef(each.key);
                            yield new Change.OfPermit(
                                    agreement,
                                    tables.permits().of(connection, agreement).orElse(null));
                        }
                        case "grants" -> {
                            var holder = new PersonId(each.key);
                            var dataset = DatasetId.parse(each.onWhat);
                            yield new Change.OfGrants(
                                    holder,
                                    dataset,
                                    tables.grants().of(connection, holder, dataset));
                        }
                        case "prohibitions" -> {
                            var owner = new AgencyCode(each.key);
                            yield new Change.OfProhibitions(
                                    owner, tables.prohibitions().of(connection, owner));
                        }
                        case "conditions" -> {
                            var owner = new AgencyCode(each.key);
                            yield new Change.OfConditions(
                                    owner, tables.conditions().of(connection, owner));
                        }
                        case "role-policies" -> {
                            var owner = new AgencyCode(each.key);
                            yield new Change.OfRolePolicies(
                                    owner, tables.rolePolicies().of(connection, owner));
                        }
                        default ->
                                throw new IllegalStateException(
                                        "a change of " + each.kind + " is not known here");
                    });
        }
        return changes;
    }

    @Override
    public Whole everything() {
        return inSnapshot(() -> {
            var head = head();
            var index = new FactIndex();
            tables.permits().each(connection, index::add);
            tables.grants().each(connection, index::add);
            Map<AgencyCode, List<Prohibition>> forbidden = new HashMap<>();
            tables.prohibitions()
                    .each(
                            connection,
                            each ->
                                    forbidden
                                            .computeIfAbsent(each.owner(), _ -> new ArrayList<>())
                                            .add(each));
            forbidden.forEach(index::replace);
            Map<AgencyCode, List<AccessCondition>> demanded = new HashMap<>();
            tables.conditions()
                    .each(
                            connection,
                            each ->
                                    demanded.computeIfAbsent(each.owner(), _ -> new ArrayList<>())
                                            .add(each));
            demanded.forEach(index::demand);
            Map<AgencyCode, List<RolePolicy>> narrowed = new HashMap<>();
            tables.rolePolicies()
                    .each(
                            connection,
                            each ->
                                    narrowed.computeIfAbsent(each.owner(), _ -> new ArrayList<>())
                                            .add(each));
            narrowed.forEach(index::narrow);
            return new Whole(head, index);
        });
    }

    @Override
    public void register(UUID node, long applied) {
        durably("INSERT INTO access.fact_node (id, applied) VALUES (?, ?)", node, applied);
    }

    @Override
    public void tell(UUID node, long applied) {
        update(
                "UPDATE access.fact_node SET applied = ?, beat = beat + 1 WHERE id = ? AND NOT ending",
                applied,
                node);
    }

    @Override
    public void end(FeedNode node) {
        durably(
                "UPDATE access.fact_node SET ending = true WHERE id = ? AND beat = ?",
                node.id(),
                node.beat());
    }

    @Override
    public void remove(UUID node) {
        update("DELETE FROM access.fact_node WHERE id = ?", node);
    }

    @Override
    public void forget() {
        asked(() -> {
            execute("SELECT access.forget_fact_changes(20000)");
            return true;
        });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Position head() throws SQLException {
        try (var query = connection.prepareStatement("SELECT seq, stamp FROM access.fact_head");
                var rows = query.executeQuery()) {
            rows.next();
            return position(rows);
        }
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("seq"), row.getObject("stamp", UUID.class));
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T inSnapshot(Work<T> work) {
        return asked(() -> {
            connection.setAutoCommit(false);
            try {
                execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                return work.run();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private void durably(String sql, Object... values) {
        asked(() -> {
            connection.setAutoCommit(false);
            try {
                execute("SET LOCAL synchronous_commit = on");
                run(sql, values);
                connection.commit();
                return true;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private void update(String sql, Object... values) {
        asked(() -> {
            run(sql, values);
            return true;
        });
    }

    private void run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> T asked(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new FeedUnavailableException(e);
        }
    }
}
