package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code ./dev}, which starts everything else. */
class DevScriptTest {
    private static final Path SCRIPT = Cache.repository().resolve("dev");

    /** A comment that breaks over into a command would run before the script is ready for it. */
    @Test
    void does_nothing_before_it_has_set_its_options() throws IOException {
        var before =
                Files.readAllLines(SCRIPT).stream()
                        .takeWhile(line -> !line.equals("set -euo pipefail"))
                        .toList();

        assertThat(before).isNotEmpty().allMatch(line -> line.startsWith("#"));
    }

    /** As cron calls it, and env -i. */
    @Test
    void finds_a_jdk_where_the_environment_names_no_home() throws Exception {
        var find =
                new ProcessBuilder(
                        List.of(
                                "bash",
                                "-c",
                                "eval \"$(sed '/^case /,$d' '"
                                        + SCRIPT
                                        + "')\"; find_jdk; echo \"$JAVA_HOME in $HOME\""));
        find.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME"));
        var finding = find.redirectErrorStream(true).start();
        var said = new String(finding.getInputStream().readAllBytes(), UTF_8);

        assertThat(finding.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(finding.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("/.+ in /.+");
    }

    @ParameterizedTest
    @CsvSource({"--help, 0", "-h, 0", "now, 2"})
    void deletes_nothing_where_more_is_said_than_reset(String more, int exit, @TempDir Path home)
            throws Exception {
        Home.mark(home);
        Path data = Files.createDirectory(home.resolve("vault"));
        var command = new ProcessBuilder(List.of("bash", SCRIPT.toString(), "reset", more));
        command.environment().put("DATASTORE_HOME", home.toString());
        var reset = command.redirectErrorStream(true).start();
        var said = new String(reset.getInputStream().readAllBytes(), UTF_8);

        assertThat(reset.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(data).exists();
        assertThat(reset.exitValue()).isEqualTo(exit);
        assertThat(said).contains("./dev reset");
    }

    /** As Maven's wrapper does without a network. */
    @Test
    void passes_on_what_a_build_said_that_ended_without_a_line_marked_as_an_error(
            @TempDir Path elsewhere) throws Exception {
        Path mvnw = elsewhere.resolve("mvnw");
        Files.writeString(mvnw, "#!/bin/sh\necho Maven cannot be fetched\nexit 1\n");
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
        var build =
                new ProcessBuilder(
                                List.of(
                                        "bash",
                                        "-c",
                                        "eval \"$(sed '/^case /,$d' '"
                                                + SCRIPT
                                                + "')\"; run_main witness Main"))
                        .directory(elsewhere.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(build.getInputStream().readAllBytes(), UTF_8);

        assertThat(build.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue()).isEqualTo(1);
        assertThat(said)
                .contains("Maven cannot be fetched", "The whole of it: .local/witness-build.log");
    }

    @Test
    void names_in_its_help_every_command_that_it_has() throws Exception {
        var help =
                new ProcessBuilder(List.of("bash", SCRIPT.toString(), "help"))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(help.getInputStream().readAllBytes(), UTF_8);

        assertThat(help.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(help.exitValue()).isZero();
        var commands =
                Files.readAllLines(SCRIPT).stream()
                        .filter(line -> line.matches(" {4}[a-z-]+( \\| [a-z-]+)*\\)"))
                        .flatMap(line ->
                                List.of(line.strip().replace(")", "").split(" \\| ")).stream())
                        .filter(word -> !word.startsWith("-"))
                        .toList();
        assertThat(commands).contains("up", "test", "witness");
        assertThat(commands).allSatisfy(command -> assertThat(said).contains("./dev " + command));
    }
}
