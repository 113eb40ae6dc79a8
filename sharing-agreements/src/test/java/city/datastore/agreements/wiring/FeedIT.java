package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.index.PermitTable;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AgreementRef;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the register tells the feed of facts, and what nodes then read. */
class FeedIT {
    private static final Caller BRENT_LEAD = lead(BRENT);
    private static final Caller GLA_LEAD = lead(GLA);

    private static Room room;

    @BeforeAll
    static void open() {
        room = new Room();
        room.clock.turnTo(TODAY);
        room.city.know(SPEND, List.of("Payment Date", "Vendor Name 2", "Amount"));
    }

    @AfterAll
    static void close() {
        room.close();
    }

    /** Everything that changes what an agreement permits. */
    enum Move {
        PROPOSE,
        APPROVE,
        SUSPEND,
        RESUME,
        LEAVE,
        TERMINATE;

        private AgreementRef before() {
            return switch (this) {
                case PROPOSE -> drafted();
                case APPROVE -> proposed();
                case SUSPEND, LEAVE, TERMINATE -> active();
                case RESUME -> suspended();
            };
        }

        private void make(AgreementRef agreement) {
            switch (this) {
                case PROPOSE -> agreements().propose(BRENT_LEAD, agreement, null);
                case APPROVE -> agreements().approve(GLA_LEAD, agreement, "", null);
                case SUSPEND -> agreements().suspend(BRENT_LEAD, agreement, "why");
                case RESUME -> agreements().resume(BRENT_LEAD, agreement);
                case LEAVE -> agreements().leave(BRENT_LEAD, agreement, "why");
                case TERMINATE -> agreements().terminate(BRENT_LEAD, agreement, "why");
            }
        }
    }

    @Nested
    class A_move {
        @ParameterizedTest
        @EnumSource
        void is_told_once_when_it_is_committed_and_read_as_the_gate_reads_it(Move move)
                throws SQLException {
            var agreement = move.before();
            long before = head();

            move.make(agreement);

            assertThat(told(before)).containsExactly("1 permit " + agreement);
            try (var snapshot = connection(PostgresServer.APP)) {
                snapshot.setAutoCommit(false);
                var read = room.bean(PermitTable.class).of(snapshot, agreement);
                assertThat(read).isPresent().isEqualTo(gate().permit(agreement));
                var all = new ArrayList<Permit>();
                room.bean(PermitTable.class).each(snapshot, all::add);
                assertThat(all).contains(read.get()).doesNotHaveDuplicates();
            }
        }
    }

    @Nested
    class A_change_by_hand {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UPDATE agreements.agreement SET state = state",
                    "UPDATE agreements.edition SET terms = terms",
                    "UPDATE agreements.party SET receives = receives",
                    "UPDATE agreements.scope SET dataset = dataset",
                    "UPDATE agreements.signature SET comment = comment",
                    "UPDATE agreements.step SET comment = comment"
                })
        void is_told_too(String sql) throws SQLException {
            var agreement = active();
            long before = head();

            try (var connection = connection(PostgresServer.OWNER);
                    var statement = connection.prepareStatement(sql + " WHERE reference = ?")) {
                statement.setString(1, agreement.value());
                statement.executeUpdate();
            }

            assertThat(told(before)).containsExactly("1 permit " + agreement);
        }

        @Test
        void of_whole_tables_is_told_as_everything() throws SQLException {
            long before = head();
            try (var connection = connection(PostgresServer.OWNER);
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("CREATE TEMP TABLE kept AS TABLE agreements.scope");
                statement.execute("TRUNCATE agreements.scope");
                connection.commit();
                assertThat(told(before)).containsExactly("1 everything");
                statement.execute("INSERT INTO agreements.scope TABLE kept");
                statement.execute("DROP TABLE kept");
                connection.commit();
            }
        }
    }

    private static Agreements agreements() {
        return room.agreements();
    }

    private static PermitSource gate() {
        return room.permits();
    }

    private static AgreementRef drafted() {
        return agreements().draft(BRENT_LEAD, anAgreement().terms()).value().head().reference();
    }

    private static AgreementRef proposed() {
        var agreement = drafted();
        agreements().propose(BRENT_LEAD, agreement, null);
        return agreement;
    }

    private static AgreementRef active() {
        var agreement = proposed();
        agreements().approve(GLA_LEAD, agreement, "", null);
        return agreement;
    }

    private static AgreementRef suspended() {
        var agreement = active();
        agreements().suspend(BRENT_LEAD, agreement, "why");
        return agreement;
    }

    private static long head() throws SQLException {
        try (var connection = connection(PostgresServer.OWNER);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT seq FROM access.fact_head")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> told(long since) throws SQLException {
        try (var connection = connection(PostgresServer.OWNER);
                var statement =
                        connection.prepareStatement(
                                "SELECT seq - ? || ' ' || trim(kind || ' ' || key) FROM"
                                        + " access.fact_change WHERE seq > ? ORDER BY seq, key")) {
            statement.setLong(1, since);
            statement.setLong(2, since);
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private static Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(room.url, role, room.postgres().password(role));
    }
}
