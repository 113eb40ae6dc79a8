package city.datastore.access.index;

import static city.datastore.access.index.SomeFacts.given;
import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.audit.names.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeasedIndexTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final LeasedIndex index = new LeasedIndex(now::get);

    @Nested
    class One_without_a_lease {
        @Test
        void does_not_answer() {
            assertThat(new LeasedIndex().leased()).isFalse();
            assertThat(index.<Boolean>read(_ -> true)).isNull();
        }
    }

    @Nested
    class One_with_a_lease {
        @Test
        void answers_until_it_ends_although_the_clock_runs_over() {
            index.leaseUntil(now.get() + Duration.ofMillis(300).toNanos());

            assertThat(index.<Boolean>read(_ -> true)).isTrue();
            now.addAndGet(Duration.ofMillis(300).toNanos() - 1);
            assertThat(index.<Boolean>read(_ -> true)).isTrue();
            now.addAndGet(1);
            assertThat(index.<Boolean>read(_ -> true)).isNull();
        }

        @Test
        void does_not_answer_a_reading_that_was_held_up_until_after_it() {
            index.leaseUntil(now.get() + 10);

            var answer =
                    index.<Boolean>read(_ -> {
                        now.addAndGet(10);
                        return true;
                    });

            assertThat(answer).isNull();
        }

        @Test
        void has_a_reading_done_again_that_failed_while_something_was_written() {
            index.leaseUntil(now.get() + 10);
            var tries = new AtomicLong();

            var answer =
                    index.<Boolean>read(_ -> {
                        if (tries.incrementAndGet() == 1) {
                            index.apply(List.of());
                            throw new IllegalStateException("half of it was written");
                        }
                        return true;
                    });

            assertThat(answer).isTrue();
        }

        @Test
        void fails_as_a_reading_does_that_nobody_disturbed() {
            index.leaseUntil(now.get() + 10);

            assertThatThrownBy(() ->
                            index.read(_ -> {
                                throw new IllegalStateException("a fault");
                            }))
                    .hasMessage("a fault");
        }

        @Test
        void stops_when_it_is_taken_away() {
            index.leaseUntil(now.get() + 10);
            index.endLease();

            assertThat(index.<Boolean>read(_ -> true)).isNull();
        }
    }

    @Nested
    class A_commit {
        private static final int COMMITS = 20_000;

        /** A grant and the suspension of its agreement change places: never do both stand. */
        @Test
        void is_seen_whole_or_not_at_all() {
            var leased = new LeasedIndex();
            leased.leaseUntil(System.nanoTime() + Duration.ofHours(1).toNanos());
            leased.apply(List.of(agreement(Permit.Standing.SUSPENDED), grants(grant())));
            var over = new AtomicBoolean();
            var mixed = new AtomicLong();
            var read = new AtomicLong();
            var reader =
                    CompletableFuture.runAsync(() -> {
                        while (!over.get()) {
                            var both = leased.read(LeasedIndexTest::bothStand);
                            mixed.addAndGet(Boolean.TRUE.equals(both) ? 1 : 0);
                            read.addAndGet(both == null ? 0 : 1);
                        }
                    });

            for (int i = 0; i < COMMITS || read.get() == 0; i++) {
                boolean granted = i % 2 == 0;
                leased.apply(
                        List.of(
                                grants(granted ? grant(FROM, UNTIL, true) : grant()),
                                agreement(
                                        granted
                                                ? Permit.Standing.ACTIVE
                                                : Permit.Standing.SUSPENDED)));
            }
            over.set(true);
            reader.join();

            assertThat(mixed).hasValue(0);
        }

        private static Change agreement(Permit.Standing standing) {
            return new Change.OfPermit(DSA, permit(standing, FROM, UNTIL));
        }

        private static Change grants(HeldGrant grant) {
            return new Change.OfGrants(
                    grant.holder(), SPEND, List.of(new Holding(grant, "holder")));
        }
    }

    @Nested
    class While_others_come_and_go {
        private static final int KEPT = 50;
        private static final int COMMITS = 20_000;

        /** Lines move up, arrays grow and parts get new numbers under the reader's eyes. */
        @Test
        void everybody_is_read_as_having_what_is_theirs() {
            var leased = new LeasedIndex();
            leased.leaseUntil(System.nanoTime() + Duration.ofHours(1).toNanos());
            for (int i = 0; i < KEPT; i++) {
                leased.apply(List.of(held(person(i, true), i)));
            }
            var over = new AtomicBoolean();
            var wrong = new AtomicLong();
            var read = new AtomicLong();
            var reader =
                    CompletableFuture.runAsync(() -> {
                        for (int i = 0; !over.get(); i++) {
                            int one = i % KEPT;
                            var found =
                                    leased.read(facts -> facts.grants(person(one, true), SPEND));
                            if (found != null) {
                                read.incrementAndGet();
                                var theirs = List.of(given(one, person(one, true), SPEND, DSA));
                                wrong.addAndGet(found.equals(theirs) ? 0 : 1);
                            }
                        }
                    });

            for (int i = 0; i < COMMITS || read.get() < KEPT; i++) {
                int other = i % 3_000;
                leased.apply(List.of(held(person(other, false), other)));
                if (i % 3 == 0) {
                    leased.apply(
                            List.of(
                                    new Change.OfGrants(
                                            person(other / 2, false), SPEND, List.of())));
                }
            }
            over.set(true);
            reader.join();

            assertThat(wrong).hasValue(0);
        }

        /** Every other one's id is a text that two numbers do not hold. */
        private static PersonId person(int i, boolean kept) {
            return new PersonId(
                    (i % 2 == 0 ? "" : "of-the-london-borough-of-") + (kept ? "k" : "o") + i);
        }

        private static Change held(PersonId holder, int id) {
            var grant = given(id, holder, SPEND, DSA);
            return new Change.OfGrants(holder, SPEND, List.of(new Holding(grant, holder.value())));
        }
    }

    private static boolean bothStand(FactIndex facts) {
        boolean granted =
                facts.grants(grant().holder(), SPEND).stream().anyMatch(each -> !each.revoked());
        boolean agreed =
                facts.permit(DSA)
                        .filter(each -> each.standing() == Permit.Standing.ACTIVE)
                        .isPresent();
        return granted && agreed;
    }
}
