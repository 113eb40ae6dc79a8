package city.datastore.audit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A record that was counted before people were counted by the owner of the data. */
class CountsOfPeopleIT {
    private static final String COUNTS =
            "SELECT string_agg(concat_ws('|', kind, name, day, owner, allowed, refused), E'\\n'"
                    + " ORDER BY kind, name, day, owner) FROM audit.activity";

    private final PostgresServer postgres = LocalStack.shared(Server.POSTGRES).postgres();
    private final String url = postgres.freshDatabase();
    private final JdbcClient owner =
            JdbcClient.create(
                    new DriverManagerDataSource(
                            url, PostgresServer.OWNER, postgres.password(PostgresServer.OWNER)));

    @Test
    void has_the_same_counts_as_one_that_is_counted_anew_and_keeps_those_of_days_that_are_gone() {
        migrateTo("20261126.31");
        fill();
        owner.sql("SELECT audit.count_decisions(0, 900)").query(_ -> {});
        owner.sql("UPDATE audit.alert_progress SET sequence = 900").update();
        owner.sql("INSERT INTO audit.activity VALUES ('owner', 'brent', '2001-02-03', 7, 8)")
                .update();

        migrateTo("latest");

        assertThat(
                        owner.sql(
                                        "DELETE FROM audit.activity WHERE day = '2001-02-03'"
                                                + " AND owner = '' AND allowed = 7 AND refused = 8")
                                .update())
                .isOne();
        String moved = owner.sql(COUNTS).query(String.class).single();
        owner.sql("DELETE FROM audit.activity").update();
        owner.sql("SELECT audit.count_decisions(0, 400)").query(_ -> {});
        owner.sql("SELECT audit.count_decisions(400, 900)").query(_ -> {});
        assertThat(owner.sql(COUNTS).query(String.class).single()).isEqualTo(moved);
        assertThat(moved).contains("actor|p1|").contains("|camden|").contains("actor|p2|");
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(url, PostgresServer.OWNER, postgres.password(PostgresServer.OWNER))
                .schemas("audit")
                .defaultSchema("audit")
                .table("schema_history")
                .locations("classpath:db/audit")
                .target(version)
                .load()
                .migrate();
    }

    /** A thousand events of three people, with the data of two owners and with none. */
    private void fill() {
        owner.sql(
                        """
                        INSERT INTO audit.event (sequence, id, at, actor, username, actor_agency,
                            owner_agency, dataset, action, outcome, canonical, digest, salt,
                            topic_partition, topic_offset)
                        SELECT n, gen_random_uuid(), '2026-03-20Z'::timestamptz + n * interval '1 hour',
                            'p' || n % 3, 'officer' || n % 3, 'mps', owner, owner || '/data',
                            'dataset.read', (ARRAY['allowed', 'refused', 'done'])[1 + n % 7 % 3],
                            '{}', sha256('{}'), sha256('salt'), 0, n
                        FROM generate_series(1, 1000) AS n,
                            LATERAL (SELECT (ARRAY['camden', 'brent', NULL])[1 + n % 5 % 3]) AS of (owner)
                        """)
                .update();
    }
}
