package city.datastore.audit.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A database where everybody may make temporary objects, as PostgreSQL makes them. */
class TemporaryObjectsIT {
    /** A superuser of the local stack. */
    private static final String ADMIN = "stack_admin";

    private final LocalStack servers = LocalStack.shared(Server.POSTGRES);
    private final AuditStack stack = new AuditStack(servers);
    private final String name =
            stack.database().url().substring(stack.database().url().lastIndexOf('/') + 1);

    @AfterEach
    void stop() {
        stack.close();
    }

    private void run(String role, String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                stack.database().url(), role, servers.postgres().password(role));
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private void letEverybodyMakeThem() throws SQLException {
        run(PostgresServer.OWNER, "GRANT TEMPORARY ON DATABASE " + name + " TO PUBLIC");
    }

    @Nested
    class A_start {
        @Test
        void takes_that_right_from_everybody() throws SQLException {
            letEverybodyMakeThem();
            run(PostgresServer.AUDIT, "CREATE TEMPORARY TABLE mine (a int)");

            new SchemaMigration("audit", stack.database()).migrate();

            assertThatThrownBy(() -> run(PostgresServer.AUDIT, "CREATE TEMPORARY TABLE mine ()"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(PostgresServer.APP, "CREATE TEMPORARY TABLE mine ()"))
                    .hasMessageContaining("permission denied");
        }

        @Test
        void is_refused_where_the_platform_may_not_and_says_what_to_do() throws SQLException {
            letEverybodyMakeThem();
            run(
                    ADMIN,
                    "ALTER DATABASE " + name + " OWNER TO " + ADMIN,
                    "GRANT CONNECT, CREATE ON DATABASE " + name + " TO datastore_owner");

            assertThatThrownBy(() -> new SchemaMigration("audit", stack.database()).migrate())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "have a superuser run: REVOKE TEMPORARY ON DATABASE "
                                    + name
                                    + " FROM PUBLIC");
        }
    }

    @Nested
    class A_function_of_the_owner {
        private final String[] attack = {
            """
            CREATE FUNCTION pg_temp.evil(pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'this runs as %', current_user;
            END $$\
            """,
            "CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.evil(VALUE))",
            "SELECT audit.open_month(now() - interval '39 days')"
        };

        @Test
        void runs_no_code_of_whoever_calls_it() throws SQLException {
            letEverybodyMakeThem();

            assertThatCode(() -> run(PostgresServer.AUDIT, attack)).doesNotThrowAnyException();
        }

        @Test
        void would_run_it_if_it_did_not_search_temporary_objects_last() throws SQLException {
            letEverybodyMakeThem();
            run(
                    PostgresServer.OWNER,
                    "ALTER FUNCTION audit.open_month SET search_path = pg_catalog");

            assertThatThrownBy(() -> run(PostgresServer.AUDIT, attack))
                    .hasMessageContaining("this runs as datastore_owner");
        }
    }
}
