package city.datastore.platform;

import city.datastore.audit.AuditConfiguration;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.SchemaMigration;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the platform, and calls on the configuration of every other module. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
@EntityScan("city.datastore")
@Import(AuditConfiguration.class)
class PlatformConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SchemaMigration platformSchema(DatabaseProperties database) {
        return new SchemaMigration("platform", database);
    }
}
