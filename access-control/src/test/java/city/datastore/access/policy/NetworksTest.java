package city.datastore.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.NetworkAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @Nested
    class An_address {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "localhost",
                    "brent.gov.uk",
                    "256.0.0.1",
                    "1.2.3",
                    "1.2.3.4.5",
                    "01.2.3.4",
                    "1.2.3.4 ",
                    "0x7f.0.0.1",
                    "2130706433",
                    ":",
                    "1::2::3",
                    "12345::",
                    "[::1]",
                    "fe80::1%eth0",
                    "::ffff:1.2.3.999",
                    "1.2.3.4/32"
                })
        void is_not_read_from(String text) {
            assertThat(NetworkAddress.parse(text)).isEmpty();
        }

        @Test
        void that_is_mapped_into_IPv6_is_the_IPv4_address() {
            assertThat(NetworkAddress.parse("::ffff:192.0.2.7"))
                    .isEqualTo(NetworkAddress.parse("192.0.2.7"))
                    .isEqualTo(NetworkAddress.parse("::FFFF:c000:207"))
                    .isPresent();
        }

        @Test
        void does_not_tell_itself() {
            assertThat(NetworkAddress.parse("192.0.2.7").orElseThrow().toString())
                    .doesNotContain("192");
        }
    }

    @Nested
    class A_block {
        @ParameterizedTest
        @CsvSource({
            "192.0.2.0/24, 192.0.2.0, true",
            "192.0.2.0/24, 192.0.2.255, true",
            "192.0.2.0/24, 192.0.3.0, false",
            "192.0.2.0/24, 192.0.1.255, false",
            "192.0.2.0/24, ::ffff:192.0.2.1, true",
            "128.0.0.0/1, 255.255.255.255, true",
            "128.0.0.0/1, 127.255.255.255, false",
            "192.0.2.7, 192.0.2.7, true",
            "192.0.2.7/32, 192.0.2.6, false",
            "2001:db8::/32, 2001:db8:ffff::1, true",
            "2001:db8::/32, 2001:db9::, false",
            "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
            "2001:db8::/64, 2001:db8:0:1::, false",
            "2001:db8::8000:0:0:0/65, 2001:db8::8000:0:0:1, true",
            "2001:db8::8000:0:0:0/65, 2001:db8::1, false",
            "2001:db8::1, 2001:db8::1, true",
            "2001:db8::1/128, 2001:db8::2, false",
            "8000::/1, 2001:db8::1, false",
            "8000::/1, 127.0.0.1, false",
            "128.0.0.0/1, 8000::1, false"
        })
        void holds_the_addresses_that_share_its_first_bits(
                String block, String address, boolean in) {
            assertThat(NetworkBlock.parse(block).contains(address(address).orElseThrow()))
                    .isEqualTo(in);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "192.0.2.0/33 | from /1 to /32",
                    "192.0.2.0/0 | from /1 to /32",
                    "192.0.2.0/ | from /1 to /32",
                    "192.0.2.0/024 | from /1 to /32",
                    "192.0.2.0/+24 | from /1 to /32",
                    "192.0.2.0/24/24 | from /1 to /32",
                    "192.0.2.0/255.255.255.0 | from /1 to /32",
                    "2001:db8::/129 | from /1 to /128",
                    "10.0.0.1/8 | is one address within a network of /8",
                    "2001:db8::1/64 | is one address within a network of /64",
                    "::ffff:192.0.2.0/120 | write it as IPv4",
                    "brent.gov.uk/24 | is no address",
                    "/24 | is no address",
                    "* | is no address"
                })
        void is_not_read_from(String text, String why) {
            assertThatThrownBy(() -> NetworkBlock.parse(text))
                    .isInstanceOf(NetworkBlock.BadBlockException.class)
                    .hasMessageContaining(why);
        }

        @Test
        void is_bounded() {
            assertThatThrownBy(() -> NetworkBlock.parse("1".repeat(1_000_000)))
                    .hasMessageContaining("at most 50");
        }
    }

    @Nested
    class A_network {
        private final Networks hall = Worlds.network("192.0.2.0/24", "2001:db8::/32");

        @Test
        void holds_what_any_block_holds() {
            assertThat(hall.contains(address("192.0.2.9").orElseThrow())).isTrue();
            assertThat(hall.contains(address("2001:db8::9").orElseThrow())).isTrue();
            assertThat(hall.contains(address("198.51.100.1").orElseThrow())).isFalse();
        }

        @Test
        void does_not_hold_an_address_that_is_not_known() {
            assertThat(hall.contains(null)).isFalse();
        }

        @Test
        void has_so_many_blocks_and_a_name() {
            var blocks =
                    IntStream.range(0, 65)
                            .mapToObj(i -> NetworkBlock.parse("10.0.0." + i))
                            .toList();

            assertThatThrownBy(() -> new Networks("x", blocks)).hasMessageContaining("1 to 64");
            assertThatThrownBy(() -> new Networks("x", List.of())).hasMessageContaining("1 to 64");
            assertThatThrownBy(() -> new Networks(" ", blocks.subList(0, 1)))
                    .hasMessageContaining("name of a network");
        }
    }

    private static Optional<NetworkAddress> address(String text) {
        return NetworkAddress.parse(text);
    }
}
