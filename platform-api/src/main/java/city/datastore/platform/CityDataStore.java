package city.datastore.platform;

import city.datastore.platform.vault.WarmUp;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The platform's entry. */
@SpringBootApplication(
        scanBasePackages = {
            "city.datastore.platform.api",
            "city.datastore.platform.portal",
            "city.datastore.platform.security"
        },
        exclude = UserDetailsServiceAutoConfiguration.class)
@Import({PlatformConfiguration.class, HealthApi.class})
public class CityDataStore {
    /** Starts the platform; what it needs to know is in the environment (see {@link Setting}). */
    public static void main(String[] arguments) {
        WarmUp.begin();
        SpringApplication.run(CityDataStore.class, arguments);
    }
}
