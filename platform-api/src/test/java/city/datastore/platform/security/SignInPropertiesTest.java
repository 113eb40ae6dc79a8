package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInPropertiesTest {
    private static SignInProperties at(String site) {
        return new SignInProperties(
                "http://127.0.0.1:8180/realms/city", "portal", Path.of("secret"), site);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://datastore.city.example",
                "https://datastore.city.example/",
                "https://datastore.city.example:8443"
            })
    void know_where_people_reach_the_platform_over_TLS(String site) {
        assertThat(at(site).tls()).contains(URI.create(site));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://127.0.0.1:8080", "http://city.example/datastore"})
    void know_that_people_do_not(String site) {
        assertThat(at(site).tls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://city.example/datastore",
                "https://me@city.example",
                "https://city.example?a=b",
                "https://city_of.example",
                "https://"
            })
    void refuse_an_address_that_nobody_could_come_back_to(String site) {
        assertThatThrownBy(() -> at(site))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("datastore.sign-in.site is \"" + site + "\"");
    }
}
