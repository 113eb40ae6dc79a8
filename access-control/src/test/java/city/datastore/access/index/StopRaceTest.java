package city.datastore.access.index;

import static city.datastore.access.policy.Worlds.FROM;
import static city.datastore.access.policy.Worlds.UNTIL;
import static city.datastore.access.policy.Worlds.grant;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.HeldGrant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Two nodes, their followers, two readers and somebody who revokes, interleaved in every way that a
 * seed can draw: with pauses of seconds anywhere, networks that are cut, nodes that come and are
 * cleared away. No reading that begins after the revocation has returned is allowed by an index.
 *
 * <p>{@code -Dinterleavings=1000000} draws more than the suite does.
 */
class StopRaceTest {
    private static final int INTERLEAVINGS = Integer.getInteger("interleavings", 3_000);
    private static final HeldGrant STANDS = grant(FROM, UNTIL, false);
    private static final HeldGrant REVOKED = grant(FROM, UNTIL, true);

    /** What the one who stops does after the commit. */
    private enum Stop {
        WAITS,
        DOES_NOT_WAIT,
        CLEARS_NODES_AWAY_BEFORE
    }

    @Nested
    class A_revocation {
        @Test
        void holds_on_every_node_when_it_returns() {
            var allowed = new AtomicLong();
            var unheld = unheld(Stop.WAITS, INTERLEAVINGS, allowed);

            System.out.printf(
                    "%,d interleavings, %,d readings allowed by an index before, %,d after%n",
                    INTERLEAVINGS, allowed.get(), unheld);
            assertThat(unheld).isZero();
            assertThat(allowed.get())
                    .as("readings allowed before")
                    .isGreaterThan(INTERLEAVINGS / 2);
        }

        @Test
        void would_be_found_out_if_it_did_not_wait() {
            assertThat(unheld(Stop.DOES_NOT_WAIT, 300, new AtomicLong())).isPositive();
        }

        @Test
        void would_be_found_out_if_nodes_were_forgotten_while_they_have_a_lease() {
            assertThat(unheld(Stop.CLEARS_NODES_AWAY_BEFORE, 3_000, new AtomicLong())).isPositive();
        }
    }

    /** How many races had a reading that began after the return and was allowed. */
    private static long unheld(Stop stop, int races, AtomicLong allowed) {
        return LongStream.range(0, races)
                .parallel()
                .filter(seed -> {
                    var race = new Race(seed, stop);
                    race.run();
                    allowed.addAndGet(race.allowedBefore);
                    return race.allowedAfter > 0;
                })
                .count();
    }

    private static final class Race {
        private final Interleaving moves;
        private final MemoryFeed.Database database = new MemoryFeed.Database(STANDS);
        private final Stop stop;
        private boolean returned;
        private int readAfter;
        private long allowedBefore;
        private long allowedAfter;

        Race(long seed, Stop stop) {
            this.moves = new Interleaving(seed);
            this.stop = stop;
        }

        void run() {
            // the clock of an index is read while nobody plays yet
            var here = new Node(false);
            var there = new Node(true);
            moves.actor(here::follow);
            moves.actor(there::follow);
            moves.actor(here::read);
            moves.actor(there::read);
            moves.actor(() -> revoke(here));
            moves.run();
        }

        private void revoke(Node node) {
            // somewhere in the life of the nodes
            for (int i = moves.random().nextInt(120); i > 0; i--) {
                moves.pause();
            }
            if (stop == Stop.CLEARS_NODES_AWAY_BEFORE) {
                database.removeAtOnce();
            }
            database.commit(REVOKED);
            long committed = moves.nanos();
            if (stop != Stop.DOES_NOT_WAIT) {
                var waiter = node.settlement.ask();
                while (!waiter.settled()
                        && moves.nanos() - committed < Settlement.LONGEST.toNanos()) {
                    moves.pause();
                }
                node.settlement.forget(waiter);
            }
            returned = true;
        }

        private final class Node {
            private final boolean flaky;
            private final LeasedIndex index;
            private final Settlement settlement = new Settlement();

            Node(boolean flaky) {
                this.flaky = flaky && moves.random().nextBoolean();
                this.index = new LeasedIndex(new Clock(moves)::nanos);
            }

            void follow() {
                var follower = new Follower(index, settlement, moves::nanos, () -> {}, _ -> {});
                var feed = new MemoryFeed(database, moves, flaky);
                while (true) {
                    try {
                        if (!follower.step(feed)) {
                            moves.pause();
                        }
                    } catch (IllegalStateException _) {
                        moves.pause();
                    }
                }
            }

            void read() {
                while (readAfter < 6) {
                    boolean after = returned;
                    var revoked =
                            index.read(facts ->
                                    facts.grants(STANDS.holder(), STANDS.dataset()).stream()
                                            .allMatch(HeldGrant::revoked));
                    if (Boolean.FALSE.equals(revoked)) {
                        allowedBefore += after ? 0 : 1;
                        allowedAfter += after ? 1 : 0;
                    }
                    readAfter += after ? 1 : 0;
                    moves.pause();
                }
                moves.end();
            }
        }
    }

    /** The race's clock, which may already be read before anybody plays. */
    private static final class Clock {
        private final Interleaving moves;
        private boolean read;

        Clock(Interleaving moves) {
            this.moves = moves;
        }

        long nanos() {
            if (!read) {
                read = true;
                return 0;
            }
            return moves.nanos();
        }
    }
}
