package city.datastore.agreements.wiring;

import city.datastore.audit.pipeline.Looping;
import city.datastore.audit.pipeline.NamedLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One thread that does its round again and again, the first one a while after the start. */
public final class ReminderRounds implements Looping {
    private static final Duration AFTER_START = Duration.ofSeconds(30);

    private final Duration every;
    private final NamedLoop loop;

    /** What is done in a round. */
    @FunctionalInterface
    public interface Round {
        /** Does it once, for as long as {@code goOn} says that nobody has asked to stop. */
        void run(BooleanSupplier goOn) throws Exception;
    }

    /**
     * @param every zero: never
     */
    public ReminderRounds(String name, Duration every, Round round) {
        this.every = every;
        this.loop = new NamedLoop(name, loop -> go(loop, round));
    }

    private void go(NamedLoop loop, Round round) throws Exception {
        loop.rest(every.compareTo(AFTER_START) < 0 ? every : AFTER_START);
        while (loop.running()) {
            round.run(loop::running);
            loop.progressed();
            loop.rest(every);
        }
    }

    @Override
    public void start() {
        if (!every.isZero()) {
            loop.start();
        }
    }

    @Override
    public NamedLoop loop() {
        return loop;
    }

    /** After the pipeline has started, and before it stops. */
    @Override
    public int getPhase() {
        return 1;
    }
}
