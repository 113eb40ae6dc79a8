package city.datastore.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Real servers on this machine's loopback, for tests and for {@code ./dev up}.
 *
 * <p>Tests mostly ask for {@link #shared}: one stack per JVM, stopped when the JVM ends. A test
 * that stops or kills servers starts its own with {@link #start}. All children die with the JVM
 * that started them. Not thread-safe, except {@link #shared}.
 */
public final class LocalStack implements AutoCloseable {
    private static @Nullable LocalStack shared;

    private final StackOptions options;
    private final Set<Server> running = EnumSet.noneOf(Server.class);
    private final PostgresServer postgres;
    private final KafkaServer kafka;

    LocalStack(StackOptions options) {
        this.options = options;
        Home home = new Home(options.home(), options.temporary());
        this.postgres = new PostgresServer(home, options.ports().postgres());
        this.kafka = new KafkaServer(home, options.ports().kafka());
    }

    /**
     * Starts what the options name and returns when all of it answers; what had started is stopped
     * again if one does not.
     */
    public static LocalStack start(StackOptions options) {
        var stack = new LocalStack(options);
        try {
            stack.ensure(options.servers());
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /**
     * The one stack of this JVM; starts those servers of it that are asked for and not yet running.
     */
    public static synchronized LocalStack shared(Server first, Server... others) {
        StackOptions wanted = StackOptions.inTests(first, others);
        if (shared == null) {
            var created = new LocalStack(wanted);
            Runtime.getRuntime().addShutdownHook(new Thread(created::close, "local-stack-stop"));
            shared = created;
        } else {
            Trees.delete(wanted.home());
        }
        shared.ensure(wanted.servers());
        return shared;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    /** State folder: data, {@code secrets}, {@code logs}. */
    public Path home() {
        return options.home();
    }

    public Ports ports() {
        return options.ports();
    }

    private void ensure(Set<Server> wanted) {
        if (wanted.contains(Server.POSTGRES) && running.add(Server.POSTGRES)) {
            postgres.start();
        }
        if (wanted.contains(Server.KAFKA) && running.add(Server.KAFKA)) {
            kafka.start();
        }
    }

    /** Stops all servers in order; deletes the state folder when it is temporary. */
    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
        running.clear();
        if (options.temporary()) {
            Trees.delete(options.home());
        }
    }
}
