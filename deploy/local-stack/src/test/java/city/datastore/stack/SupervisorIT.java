package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SupervisorIT {
    @TempDir private Path home;

    private Process supervisor;
    private BufferedReader report;

    @BeforeEach
    void start() throws IOException {
        // begun from copies: what is tried here is not initdb
        PreparedState.layInto(
                new Home(home, Home.Use.TEST), EnumSet.of(Server.POSTGRES, Server.KAFKA));
        Ports ports = Ports.random();
        var builder =
                new ProcessBuilder(
                        Child.java(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Cache.REPOSITORY + "=" + Cache.repository(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "supervise");
        builder.environment().put("DATASTORE_HOME", home.toString());
        builder.environment().put("DATASTORE_PORT", Integer.toString(ports.platform()));
        builder.environment().put("POSTGRES_PORT", Integer.toString(ports.postgres()));
        builder.environment().put("KAFKA_PORT", Integer.toString(ports.kafka()));
        builder.environment().put("KEYCLOAK_PORT", Integer.toString(ports.keycloak()));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        supervisor = builder.start();
        report = supervisor.inputReader(UTF_8);
        awaitReady("PostgreSQL");
    }

    @AfterEach
    void end() {
        supervisor.destroyForcibly();
    }

    @Test
    void leaves_no_server_behind_when_it_is_killed() {
        List<ProcessHandle> servers = supervisor.descendants().toList();
        assertThat(servers).hasSizeGreaterThan(2);
        supervisor.destroyForcibly();
        assertThat(servers).allSatisfy(server -> assertThat(ends(server)).isTrue());
    }

    @Test
    void stops_what_it_started_when_nobody_waits_for_the_rest() throws Exception {
        List<ProcessHandle> servers = supervisor.descendants().toList();
        supervisor.outputWriter(UTF_8).close();
        assertThat(report.lines().toList())
                .last()
                .asString()
                .startsWith("failed Stopped before everything was up");
        assertThat(supervisor.waitFor()).isEqualTo(1);
        assertThat(servers).allSatisfy(server -> assertThat(ends(server)).isTrue());
        assertThat(Running.in(home)).isEmpty();
    }

    private void awaitReady(String title) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = report.readLine(); line != null; line = report.readLine()) {
            lines.add(line);
            if (line.startsWith("say " + title)) {
                return;
            }
        }
        throw new AssertionError(title + " did not get ready: " + lines);
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException | ExecutionException | TimeoutException _) {
            return Child.isGone(process);
        }
    }
}
