package city.datastore.access.index;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
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
