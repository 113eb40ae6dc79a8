package city.datastore.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @Nested
    class A_running_postgres {
        private final PostgresServer postgres = LocalStack.shared(Server.POSTGRES).postgres();

        @Test
        void is_the_real_thing_with_checksums_and_fsync() throws SQLException {
            assertThat(ask(PostgresServer.OWNER, "SHOW server_version")).startsWith("18.");
            assertThat(ask(PostgresServer.OWNER, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(PostgresServer.OWNER, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(PostgresServer.OWNER, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }

        @Test
        void lets_the_owner_make_schemas_and_nobody_else() throws SQLException {
            run(PostgresServer.OWNER, "CREATE SCHEMA IF NOT EXISTS its_own");
            assertThatThrownBy(() -> run(PostgresServer.APP, "CREATE SCHEMA not_its_own"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(PostgresServer.AUDIT, "CREATE TABLE public.t (x int)"))
                    .hasMessageContaining("permission denied");
        }

        @Test
        void keeps_each_role_out_of_the_other_database() {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl("keycloak"),
                                    PostgresServer.APP,
                                    postgres.password(PostgresServer.APP)))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl(),
                                    PostgresServer.KEYCLOAK,
                                    postgres.password(PostgresServer.KEYCLOAK)))
                    .isInstanceOf(SQLException.class);
        }

        @Test
        void lets_no_role_in_without_its_password() {
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl(), PostgresServer.APP, "datastore"))
                    .hasMessageContaining("password authentication failed");
        }

        @Test
        void keeps_passwords_in_files_that_only_the_owner_can_read() throws Exception {
            Path file = postgres.passwordFile(PostgresServer.APP);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).hasSize(32);
        }

        @Test
        void offers_fresh_databases_to_tests_that_want_to_be_alone() throws SQLException {
            String url = postgres.freshDatabase();
            try (var connection =
                    DriverManager.getConnection(
                            url, PostgresServer.APP, postgres.password(PostgresServer.APP))) {
                assertThat(connection.getCatalog()).startsWith("datastore_");
            }
        }

        private String ask(String role, String query) throws SQLException {
            try (var connection = postgres.connect(role);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getString(1);
            }
        }

        private void run(String role, String sql) throws SQLException {
            try (var connection = postgres.connect(role);
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @Nested
    class A_postgres_that_goes_down {

        @Test
        void keeps_its_data_over_an_orderly_stop_and_over_a_kill(@TempDir Path folder)
                throws SQLException {
            try (LocalStack stack =
                    LocalStack.start(StackOptions.inTests(Server.POSTGRES).keptIn(folder))) {
                write(stack.postgres(), "CREATE TABLE kept (word text)");
                write(stack.postgres(), "INSERT INTO kept VALUES ('one')");
                stack.postgres().stop();
                stack.postgres().start();
                write(stack.postgres(), "INSERT INTO kept VALUES ('two')");
                stack.postgres().kill();
                assertThat(stack.postgres().isRunning()).isFalse();
                stack.postgres().start();
                try (var connection = stack.postgres().connect(PostgresServer.OWNER);
                        var rows =
                                connection
                                        .createStatement()
                                        .executeQuery("SELECT count(*) FROM kept")) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(2);
                }
            }
        }

        private void write(PostgresServer postgres, String sql) throws SQLException {
            try (var connection = postgres.connect(PostgresServer.OWNER)) {
                connection.createStatement().execute(sql);
            }
        }
    }
}
