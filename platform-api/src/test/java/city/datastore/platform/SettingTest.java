package city.datastore.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Settings: what the start knows, {@code application.yml} reads and {@code docs/configuration.md}
 * says.
 */
class SettingTest {
    /** A setting, and what it is unless said otherwise; nothing where it has to be said. */
    private static final Pattern READ =
            Pattern.compile("\\$\\{(DATASTORE_[A-Z_]+)(?::((?:\\$\\{\\w+}|[^}$])*))?}");

    private static final Pattern NAME = Pattern.compile("`(DATASTORE_[A-Z_]+)`");

    /** By setting; empty where it has to be said. */
    private static final Map<String, Optional<String>> DEFAULTS = defaults();

    private static final String PAGE = page();

    @Nested
    class A_setting {
        @Test
        void is_known_to_the_start_exactly_when_it_is_read() {
            assertThat(DEFAULTS.keySet())
                    .isEqualTo(Arrays.stream(Setting.values()).map(Setting::name).collect(toSet()));
        }

        @Test
        void is_required_exactly_when_it_has_no_value_of_its_own() {
            for (Setting setting : Setting.values()) {
                assertThat(setting.required())
                        .as(setting.name())
                        .isEqualTo(value(setting).isEmpty());
            }
        }

        @Test
        void is_written_down_with_its_value() {
            assertThat(faults(PAGE)).isEmpty();
        }

        @Test
        void that_is_written_down_is_one() {
            assertThat(written(PAGE).keySet()).isEqualTo(DEFAULTS.keySet());
        }
    }

    @Nested
    class The_page_of_settings {
        @Test
        void would_be_found_out_without_a_setting() {
            String row =
                    PAGE.lines()
                            .filter(line -> line.contains("_ALERT_EMERGENCIES`"))
                            .findFirst()
                            .orElseThrow();
            assertThat(faults(PAGE.replace(row, "")))
                    .containsExactly("DATASTORE_ALERT_EMERGENCIES: no row");
        }

        @Test
        void would_be_found_out_with_another_value() {
            assertThat(faults(PAGE.replace("| `6y` |", "| `7y` |")))
                    .containsExactly("DATASTORE_AUDIT_KEPT: `6y` expected, not `7y`");
        }
    }

    private static List<String> faults(String page) {
        var faults = new ArrayList<String>();
        var written = written(page);
        for (Setting setting : Setting.values()) {
            String said = written.get(setting.name());
            String value =
                    value(setting)
                            .map(one -> one.isEmpty() ? "" : "`" + one + "`")
                            .orElse("required");
            if (said == null) {
                faults.add(setting + ": no row");
            } else if (!said.contains(value)) {
                faults.add(setting + ": " + value + " expected, not " + said);
            }
        }
        return faults;
    }

    /** A folder in the home is written as such. */
    private static Optional<String> value(Setting setting) {
        return Objects.requireNonNull(DEFAULTS.get(setting.name()))
                .map(value -> value.replace("${DATASTORE_HOME}/", ""));
    }

    /** The last cell of each setting's row; those of the local stack are not the platform's. */
    private static Map<String, String> written(String page) {
        var cells = new HashMap<String, String>();
        page.substring(0, page.indexOf("## The local stack"))
                .lines()
                .filter(line -> line.startsWith("| `DATASTORE_"))
                .map(line -> line.split("\\|"))
                .forEach(row ->
                        NAME.matcher(row[1])
                                .results()
                                .forEach(name -> cells.put(name.group(1), row[3].strip())));
        return cells;
    }

    private static Map<String, Optional<String>> defaults() {
        var defaults = new HashMap<String, Optional<String>>();
        try (var file = SettingTest.class.getResourceAsStream("/application.yml")) {
            READ.matcher(new String(Objects.requireNonNull(file).readAllBytes(), UTF_8))
                    .results()
                    .forEach(one -> defaults.put(one.group(1), Optional.ofNullable(one.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return defaults;
    }

    private static String page() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/configuration.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no docs above the module");
        }
        try {
            return Files.readString(folder.resolve("docs/configuration.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
