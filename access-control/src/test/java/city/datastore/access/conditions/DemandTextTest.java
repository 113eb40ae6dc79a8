package city.datastore.access.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Hours;
import city.datastore.access.policy.Worlds;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTextTest {
    @Nested
    class Each_demand {
        static Stream<Demand> demands() {
            return Stream.of(
                    Worlds.hours(EnumSet.allOf(DayOfWeek.class), 0, 24),
                    Worlds.hours(Set.of(DayOfWeek.FRIDAY), 22, 6),
                    new Hours(
                            List.of(
                                    new Hours.Window(Set.of(DayOfWeek.MONDAY), 1, 1439),
                                    new Hours.Window(Set.of(DayOfWeek.SUNDAY), 510, 1440))),
                    new Demand.SecondFactor(),
                    Worlds.network("192.0.2.0/24", "2001:db8::/32", "198.51.100.7"));
        }

        @ParameterizedTest
        @MethodSource("demands")
        void is_read_as_it_was_written(Demand demand) {
            assertThat(DemandText.of(demand).read()).isEqualTo(demand);
        }
    }

    @Nested
    class What_was_written_otherwise {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "mon",
                    "mon 08:00",
                    "mon 08:00-08:00",
                    "mon 08:00-25:00",
                    "mon 24:00-08:00",
                    "mon 08:60-18:00",
                    "mon 8:00-18:00",
                    "mon,, 08:00-18:00",
                    "monday 08:00-18:00",
                    "xyz 08:00-18:00",
                    "mon 08:00-18:00 ",
                    "null"
                })
        void is_no_window(String window) {
            assertUnreadable("hours", List.of("mon 08:00-18:00", window), null, List.of());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "10.0.0.1/8", "10.0.0.0/33", "brent.gov.uk", "0.0.0.0/0"})
        void is_no_block(String block) {
            assertUnreadable("networks", List.of(), "City Hall", List.of("192.0.2.0/24", block));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "unreadable", "HOURS", "moon-phase"})
        void is_no_kind(String kind) {
            assertUnreadable(
                    kind, List.of("mon 08:00-18:00"), "City Hall", List.of("192.0.2.0/24"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"hours", "networks"})
        void is_nothing_at_all(String kind) {
            assertUnreadable(kind, List.of(), null, List.of());
        }

        private static void assertUnreadable(
                String kind, List<String> windows, @Nullable String zone, List<String> blocks) {
            assertThat(new DemandText(kind, windows, zone, blocks).read())
                    .isEqualTo(new Demand.Unreadable());
        }
    }
}
