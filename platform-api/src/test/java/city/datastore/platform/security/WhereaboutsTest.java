package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.NetworkAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class WhereaboutsTest {
    private static final String PROXY = "10.0.0.1";

    @Nested
    class Without_a_trusted_proxy {
        private final Whereabouts whereabouts = new Whereabouts(Set.of());

        @Test
        void is_the_other_end_of_the_connection_whatever_headers_say() {
            assertThat(whereabouts.of(call("198.51.100.7", "192.0.2.7")))
                    .isEqualTo(address("198.51.100.7"));
            assertThat(whereabouts.of(call("127.0.0.1", "192.0.2.7")))
                    .isEqualTo(address("127.0.0.1"));
        }

        @Test
        void is_an_IPv4_address_where_that_is_mapped() {
            assertThat(whereabouts.of(call("0:0:0:0:0:ffff:c000:207")))
                    .isEqualTo(address("192.0.2.7"));
        }

        @Test
        void is_a_link_local_address_without_its_scope() {
            assertThat(whereabouts.of(call("fe80:0:0:0:0:0:0:1%eth0")))
                    .isEqualTo(address("fe80::1"));
        }

        @Test
        void is_not_known_where_there_is_no_address() {
            assertThat(whereabouts.of(call("proxy.brent.gov.uk"))).isNull();
            assertThat(whereabouts.of(call(""))).isNull();
        }
    }

    @Nested
    class Behind_trusted_proxies {
        private final Whereabouts whereabouts =
                new Whereabouts(new ProxyProperties(Set.of(PROXY, "2001:db8::1")).addresses());

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "192.0.2.7 | 192.0.2.7",
                    " 192.0.2.7  | 192.0.2.7",
                    "203.0.113.9, 192.0.2.7 | 192.0.2.7",
                    "nonsense, 192.0.2.7 | 192.0.2.7",
                    "192.0.2.7, 10.0.0.1 | 192.0.2.7",
                    "192.0.2.7, 2001:db8::1, 10.0.0.1 | 192.0.2.7",
                    "2001:db8::7 | 2001:db8::7"
                })
        void is_the_last_address_that_is_none_of_them(String header, String found) {
            assertThat(whereabouts.of(call(PROXY, header))).isEqualTo(address(found));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "192.0.2.7, nonsense",
                    "192.0.2.7,",
                    "192.0.2.7:443",
                    "10.0.0.1",
                    "10.0.0.1, 10.0.0.1",
                    "for=192.0.2.7"
                })
        void is_not_known_where_that_is_no_address(String header) {
            assertThat(whereabouts.of(call(PROXY, header))).isNull();
        }

        @Test
        void is_not_known_without_the_header_or_with_an_endless_one() {
            assertThat(whereabouts.of(call(PROXY))).isNull();
            assertThat(whereabouts.of(call(PROXY, many(33)))).isNull();
            assertThat(whereabouts.of(call(PROXY, many(32)))).isEqualTo(address("192.0.2.7"));
            assertThat(whereabouts.of(call(PROXY, "1".repeat(100_000)))).isNull();
        }

        @Test
        void is_read_over_several_headers_as_one() {
            assertThat(whereabouts.of(call(PROXY, "192.0.2.7", "198.51.100.7")))
                    .isEqualTo(address("198.51.100.7"));
        }

        @Test
        void is_the_connection_s_where_that_is_somebody_else() {
            assertThat(whereabouts.of(call("10.0.0.2", "192.0.2.7")))
                    .isEqualTo(address("10.0.0.2"));
        }

        private static String many(int hops) {
            return IntStream.range(0, hops)
                    .mapToObj(_ -> "192.0.2.7")
                    .collect(Collectors.joining(", "));
        }
    }

    @Nested
    class A_setting_that_does_not_name_proxies {
        @ParameterizedTest
        @ValueSource(strings = {"proxy.brent.gov.uk", "10.0.0.0/8", "*", "10.0.0.1:80", " "})
        void stops_the_start(String name) {
            assertThatThrownBy(() -> new ProxyProperties(Set.of(name)))
                    .hasMessageContaining("DATASTORE_TRUSTED_PROXIES");
        }

        @Test
        void stops_the_start_where_it_names_too_many() {
            var many =
                    IntStream.range(0, 17).mapToObj(i -> "10.0.0." + i).collect(Collectors.toSet());

            assertThatThrownBy(() -> new ProxyProperties(many))
                    .hasMessageContaining("the most is 16");
        }
    }

    private static @Nullable NetworkAddress address(String text) {
        return NetworkAddress.parse(text).orElseThrow();
    }

    private static MockHttpServletRequest call(String peer, String... forwarded) {
        var call = new MockHttpServletRequest();
        call.setRemoteAddr(peer);
        List.of(forwarded).forEach(each -> call.addHeader("X-Forwarded-For", each));
        return call;
    }
}
