package city.datastore.platform.subjects;

import static city.datastore.platform.subjects.SubjectsRoom.KIND;
import static city.datastore.platform.subjects.SubjectsRoom.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.People;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who saw data about somebody, where there is much else to see; a copy takes three accesses. */
class BusyDatasetIT {
    private static final int FITS = 3;
    private static final int MORE = 5;
    private static final Caller LEAD = People.lead("brent");

    private final SubjectsRoom room = new SubjectsRoom();
    private final Subjects subjects = room.subjects(FITS);
    private final String person = somebody();
    private final DatasetId dataset = room.dataset("brent", person, somebody());
    private final VersionId withThem = new VersionId(dataset, 1);

    @BeforeEach
    void readOnce() throws Exception {
        room.read(dataset, 1, 1);
    }

    private Subjects.Copy copy(Caller caller) {
        return subjects.copy(caller, KIND, person).value();
    }

    private List<Access> allPages(int size) {
        var all = new ArrayList<Access>();
        String cursor = null;
        do {
            var page = new PageRequest(size, cursor);
            var found = subjects.trace(LEAD, KIND, person, page).value().accesses();
            all.addAll(found.items());
            cursor = found.next();
        } while (cursor != null);
        return all;
    }

    @Nested
    class An_access_before_many_to_a_version_without_the_person {
        @BeforeEach
        void noise() throws Exception {
            room.read(dataset, 2, MORE);
        }

        @Test
        void is_in_the_copy_which_is_whole() {
            assertThat(copy(LEAD).accesses()).extracting(Access::version).containsExactly(withThem);
            assertThat(copy(LEAD).olderLeftOut()).isFalse();
        }

        @Test
        void is_on_the_first_page() {
            var found = subjects.trace(LEAD, KIND, person, new PageRequest(1, null)).value();

            assertThat(found.accesses().items())
                    .extracting(Access::version)
                    .containsExactly(withThem);
            assertThat(found.accesses().next()).isNull();
        }
    }

    @Nested
    class More_accesses_than_a_copy_takes {
        @BeforeEach
        void camouflage() throws Exception {
            room.read(dataset, 1, MORE);
        }

        @Test
        void are_not_all_in_the_copy_and_it_says_so() {
            assertThat(copy(LEAD).accesses()).hasSize(FITS);
            assertThat(copy(LEAD).olderLeftOut()).isTrue();
        }

        @Test
        void are_all_found_page_by_page() {
            assertThat(allPages(2)).hasSize(1 + MORE).doesNotHaveDuplicates();
        }
    }

    @Nested
    class More_versions_in_which_somebody_may_be_unnoticed_than_an_answer_takes {
        private static final int FIT = 2;

        private final Subjects narrow = room.subjects(FITS, FIT);
        private final DatasetId many = room.dataset("bexley");
        private final DatasetId behind = room.dataset("wandsworth");

        private Subjects.Traced traced(Caller caller) {
            return narrow.trace(caller, KIND, person, PageRequest.first()).value();
        }

        @BeforeEach
        void they_are_stored() {
            for (int count = 0; count <= FIT; count++) {
                room.unsure(many);
            }
        }

        @Test
        void take_the_place_of_none_of_another_agency() {
            var version = room.unsure(behind);

            var traced = traced(People.lead("wandsworth"));

            assertThat(traced.unsure()).containsExactly(version);
            assertThat(traced.unsureLeftOut()).isFalse();
        }

        @Test
        void are_not_all_in_it_and_it_says_so() {
            for (var caller : List.of(People.lead("bexley"), SubjectsRoom.AUDITOR)) {
                assertThat(traced(caller).unsure()).hasSize(FIT);
                assertThat(traced(caller).unsureLeftOut()).isTrue();
            }
        }
    }

    @Nested
    class More_versions_with_somebody_than_an_answer_takes {
        @Test
        void are_not_all_in_it_and_it_says_so_and_every_access_to_them_is() throws Exception {
            var last = room.dataset("brent", person, person, person);
            room.read(last, 3, 1);

            var traced = room.subjects(FITS, 2).trace(LEAD, KIND, person, PageRequest.first());

            assertThat(traced.value().holding()).hasSize(2);
            assertThat(traced.value().holdingLeftOut()).isTrue();
            assertThat(traced.value().accesses().items())
                    .extracting(Access::version)
                    .containsExactly(new VersionId(last, 3), withThem);
            var whole = subjects.trace(LEAD, KIND, person, PageRequest.first()).value();
            assertThat(whole.holding()).hasSize(4);
            assertThat(whole.holdingLeftOut()).isFalse();
        }
    }

    @Nested
    class Accesses_that_are_withheld {
        @Test
        void take_no_place_in_the_copy() throws Exception {
            var elsewhere = room.dataset("camden", person);
            room.read(elsewhere, 1, MORE);
            var withholdings = room.withholdings(Withholdings.MAX_STANDING);
            var until = Instant.now().plus(Duration.ofDays(9));
            var set = withholdings.set(People.lead("camden"), null, null, "Because.", until);
            try {
                var copy = copy(SubjectsRoom.AUDITOR);

                assertThat(copy.accesses()).extracting(Access::version).containsExactly(withThem);
                assertThat(copy.olderLeftOut()).isFalse();
            } finally {
                withholdings.review(People.lead("camden"), set.value().id(), "Over.", null);
            }
        }
    }
}
