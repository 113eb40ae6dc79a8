package city.datastore.platform;

import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The platform on real servers, for tests: one a JVM, on a port of its own, stopped when the JVM
 * ends.
 */
public final class RunningPlatform implements AutoCloseable {
    private static @Nullable RunningPlatform shared;

    private final LocalStack stack;
    private final Map<String, Object> settings;
    private final @Nullable Clock clock;
    private @Nullable ConfigurableApplicationContext context;

    private RunningPlatform(LocalStack stack, Map<String, Object> settings, @Nullable Clock clock) {
        this.stack = stack;
        this.settings = settings;
        this.clock = clock;
    }

    /** The one platform of this JVM, started on first use. */
    public static synchronized RunningPlatform shared() {
        if (shared == null) {
            var stack = LocalStack.shared(Server.POSTGRES, Server.KAFKA, Server.KEYCLOAK);
            shared = on(stack, Map.of());
        }
        return shared;
    }

    /** Another platform on servers of its own choice; whoever asked for it closes it. */
    public static RunningPlatform on(LocalStack stack, Map<String, Object> moreSettings) {
        return on(stack, moreSettings, null);
    }

    /**
     * The same.
     *
     * @param clock of its machine; null for the one of this machine
     */
    public static RunningPlatform on(
            LocalStack stack, Map<String, Object> moreSettings, @Nullable Clock clock) {
        var settings = new HashMap<>(settings(stack));
        settings.putAll(moreSettings);
        var platform = new RunningPlatform(stack, settings, clock);
        platform.start();
        return platform;
    }

    /** What the environment would say. */
    static Map<String, Object> settings(LocalStack stack) {
        var settings = new HashMap<String, Object>(stack.platformSettings());
        settings.put("DATASTORE_MANAGEMENT_PORT", 0);
        return settings;
    }

    /** Starts it again after {@link #close}, on the same state. */
    public void start() {
        var application =
                new SpringApplicationBuilder(CityDataStore.class)
                        .properties(settings)
                        .initializers(this::turnClock)
                        .build();
        application.setRegisterShutdownHook(false);
        context = application.run();
    }

    private void turnClock(ConfigurableApplicationContext fresh) {
        if (clock != null) {
            ((GenericApplicationContext) fresh)
                    .registerBean(
                            "turned", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + settings.get("DATASTORE_PORT") + path);
    }

    /** A bearer token of a demo person, such as {@code camden.officer}. */
    public String token(String person) {
        return stack.keycloak().token(person);
    }

    /** The same after the second factor. */
    public String stepUpToken(String person) {
        return stack.keycloak().stepUpToken(person);
    }

    public LocalStack stack() {
        return stack;
    }

    /** State folder: vault, keys, and what the servers keep. */
    public Path home() {
        return stack.home();
    }

    public <T> T bean(Class<T> type) {
        if (context == null) {
            throw new IllegalStateException("the platform is stopped");
        }
        return context.getBean(type);
    }

    @Override
    public void close() {
        if (context != null) {
            SpringApplication.exit(context);
            context = null;
        }
    }
}
