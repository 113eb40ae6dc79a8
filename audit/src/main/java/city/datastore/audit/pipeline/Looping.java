package city.datastore.audit.pipeline;

import org.springframework.context.SmartLifecycle;

/**
 * A part of the platform that is one loop: it starts and stops with the platform, the latter within
 * five seconds, and takes up later what it had in hand.
 */
public interface Looping extends SmartLifecycle, AutoCloseable {
    NamedLoop loop();

    @Override
    default void start() {
        loop().start();
    }

    @Override
    default void stop() {
        loop().stop();
    }

    @Override
    default boolean isRunning() {
        return loop().started();
    }

    /** As the pipeline: web servers stop before it and start after it. */
    @Override
    default int getPhase() {
        return 0;
    }

    @Override
    default void close() {
        stop();
    }
}
