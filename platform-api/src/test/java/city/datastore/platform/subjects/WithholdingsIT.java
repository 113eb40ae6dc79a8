package city.datastore.platform.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.WithholdingId;
import city.datastore.platform.People;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What agencies withhold, where each can have two in force, and a list takes two. */
class WithholdingsIT {
    private static final int LIMIT = 2;
    private static final Caller POLICE = People.lead("mps");
    private static final Caller BRIGADE = People.lead("lfb");

    private final SubjectsRoom room = new SubjectsRoom();
    private final Withholdings withholdings = room.withholdings(LIMIT);

    /** Other tests leave some. */
    @BeforeEach
    @AfterEach
    void endAll() {
        for (var lead : List.of(POLICE, BRIGADE)) {
            withholdings.inForce().stream()
                    .filter(each -> each.agency().equals(lead.agency()))
                    .forEach(each -> end(lead, each.id()));
        }
    }

    private WithholdingId set(Caller lead) {
        var until = Instant.now().plus(Duration.ofDays(9));
        return withholdings.set(lead, null, null, "An investigation.", until).value().id();
    }

    private void end(Caller lead, WithholdingId id) {
        withholdings.review(lead, id, "It is over.", null);
    }

    private List<WithholdingId> inForce() {
        return withholdings.inForce().stream().map(Withholding::id).toList();
    }

    @Nested
    class One_of_the_police {
        private WithholdingId standing;

        @BeforeEach
        void isSet() {
            standing = set(POLICE);
        }

        @Test
        void stays_in_force_and_listed_however_many_came_and_went_since() {
            for (int i = 0; i <= LIMIT; i++) {
                end(BRIGADE, set(BRIGADE));
                end(POLICE, set(POLICE));
            }

            assertThat(inForce()).contains(standing);
            assertThat(room.rows(LIMIT).listed("mps"))
                    .hasSize(LIMIT)
                    .extracting(Withholding::id)
                    .contains(standing);
        }
    }

    @Nested
    class An_agency_that_has_as_many_in_force_as_it_can {
        private WithholdingId first;

        @BeforeEach
        void full() {
            first = set(BRIGADE);
            set(BRIGADE);
        }

        @Test
        void is_told_what_to_do_and_keeps_no_other_from_withholding() {
            assertThatThrownBy(() -> set(BRIGADE))
                    .isInstanceOf(SubjectException.TooMany.class)
                    .hasMessageContaining("lfb has 2 withholdings in force")
                    .hasMessageContaining("end one that is not needed any more");

            var ofThePolice = set(POLICE);
            assertThat(inForce()).contains(ofThePolice);
        }

        @Test
        void can_set_another_when_one_has_ended() {
            end(BRIGADE, first);
            var another = set(BRIGADE);

            assertThat(inForce()).doesNotContain(first).contains(another);
        }
    }
}
