package city.datastore.audit.schema;

import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;

/**
 * Brings one module's schema up to date when the platform starts, as the owner of the database.
 *
 * <p>A module declares it in one line: {@code @Bean SchemaMigration accessSchema(DatabaseProperties
 * database) { return new SchemaMigration("access", database); }}. The migrations are the files in
 * {@code classpath:db/<schema>}; they run before JPA's entity managers and before anything that
 * Spring Boot knows to depend on a database being ready.
 */
public final class SchemaMigration extends FlywayMigrationInitializer {
    private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final int CONNECT_RETRIES = 5;

    private final Flyway flyway;

    public SchemaMigration(String schema, DatabaseProperties database) {
        this(flyway(schema, database));
    }

    private SchemaMigration(Flyway flyway) {
        super(flyway);
        this.flyway = flyway;
    }

    /** Applies what is missing; does nothing when the schema is up to date. */
    public void migrate() {
        flyway.migrate();
        TemporaryObjects.forbid(flyway.getConfiguration().getDataSource());
    }

    @Override
    public void afterPropertiesSet() {
        migrate();
    }

    private static Flyway flyway(String schema, DatabaseProperties database) {
        if (!RULE.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + schema
                            + "\" cannot be a schema: lower-case letters, digits and underscores");
        }
        return Flyway.configure()
                .dataSource(
                        database.url(),
                        DatabaseRole.OWNER.username(),
                        database.password(DatabaseRole.OWNER))
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .table("schema_history")
                .locations("classpath:db/" + schema)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .connectRetries(CONNECT_RETRIES)
                .load();
    }
}
