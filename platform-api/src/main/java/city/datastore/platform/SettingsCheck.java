package city.datastore.platform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Looks at every setting before anything else starts: one that is missing, unknown or unusable
 * stops the start with a sentence that names it.
 */
public final class SettingsCheck
        implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final String PREFIX = "DATASTORE_";

    /** Not for the platform but for {@code ./dev}, which may leave it in the environment. */
    private static final String OF_THE_LOCAL_STACK = "DATASTORE_CACHE";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (event.getSpringApplication().getMainApplicationClass() == CityDataStore.class
                || event.getSpringApplication().getAllSources().contains(CityDataStore.class)) {
            check(event.getEnvironment());
        }
    }

    static void check(ConfigurableEnvironment environment) {
        refuseUnknown(environment);
        for (Setting setting : Setting.values()) {
            String value = environment.getProperty(setting.name(), "").strip();
            if (value.isEmpty()) {
                refuseIfRequired(setting);
            } else {
                refuseUnusable(setting, value);
            }
        }
    }

    private static void refuseUnknown(ConfigurableEnvironment environment) {
        var unknown = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names) {
                Arrays.stream(names.getPropertyNames())
                        .filter(name -> isUnknown(name))
                        .forEach(unknown::add);
            }
        }
        if (!unknown.isEmpty()) {
            throw new SettingsException(
                    "The setting "
                            + String.join(", ", unknown)
                            + " is not known: the settings are "
                            + Arrays.stream(Setting.values())
                                    .map(Setting::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private static boolean isUnknown(String name) {
        return name.startsWith(PREFIX)
                && !name.equals(OF_THE_LOCAL_STACK)
                && Setting.of(name).isEmpty();
    }

    private static void refuseIfRequired(Setting setting) {
        if (setting.required()) {
            throw new SettingsException(
                    "The setting "
                            + setting.name()
                            + " is missing: set it to "
                            + setting.meaning()
                            + ".");
        }
    }

    private static void refuseUnusable(Setting setting, String value) {
        if (setting.name().endsWith("_PORT") && !value.matches("[0-9]{1,5}")) {
            throw unusable(setting, value, "a port number");
        }
        boolean file = setting.name().endsWith("_FILE") || setting == Setting.DATASTORE_WITNESSES;
        if (file && !Files.isReadable(Path.of(value))) {
            throw unusable(setting, value, "a file that can be read");
        }
        if (setting == Setting.DATASTORE_ISSUER && !isWebAddress(value)) {
            throw unusable(setting, value, "an http or https address without a slash at its end");
        }
    }

    private static boolean isWebAddress(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && !value.endsWith("/")
                    && uri.getQuery() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static SettingsException unusable(Setting setting, String value, String rule) {
        return new SettingsException(
                "The setting "
                        + setting.name()
                        + " is \""
                        + value
                        + "\": it has to be "
                        + rule
                        + ".");
    }
}
