package city.datastore.access.rolepolicies;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleCellsTest {
    @Nested
    class Each_matrix {
        static Stream<RoleMatrix.Named> matrices() {
            return Stream.of(
                    RoleMatrix.builtIn(),
                    new RoleMatrix.Named(Map.of()),
                    new RoleMatrix.Named(
                            Map.of(ReadingAction.READ_OWN_DATA, Set.of(Role.DPO, Role.SIRO))),
                    new RoleMatrix.Named(
                            Map.of(
                                    ReadingAction.READ_UNDER_AGREEMENT,
                                    Set.of(Role.values()),
                                    ReadingAction.READ_IN_EMERGENCY,
                                    Set.of(Role.CALDICOTT_GUARDIAN))));
        }

        @ParameterizedTest
        @MethodSource("matrices")
        void is_read_as_it_was_written(RoleMatrix.Named matrix) {
            assertThat(RoleCells.read(RoleCells.of(matrix))).isEqualTo(matrix);
        }
    }

    @Nested
    class What_was_written_otherwise {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "officer",
                    "read-under-agreement",
                    "read-under-agreement=",
                    "read-under-agreement=wizard",
                    "read-under-agreement=Officer",
                    "read-under-agreement=officer ",
                    "read-under-agreement=officer=siro",
                    "read-in-dreams=officer",
                    "=officer",
                    "null"
                })
        void lets_nobody_in_in_any_way(String cell) {
            assertThat(RoleCells.read(List.of("read-own-data=data-steward", cell)))
                    .isEqualTo(new RoleMatrix.Unreadable());
        }

        @Test
        void as_nothing_lets_nobody_in_either() {
            assertThat(RoleCells.read(List.of())).isEqualTo(new RoleMatrix.Named(Map.of()));
        }
    }
}
