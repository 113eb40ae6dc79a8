package city.datastore.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir private Path home;

    @Test
    void names_the_port_in_use_who_needs_it_and_what_to_set() throws IOException {
        Ports free = Ports.random();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports =
                    new Ports(free.platform(), taken.getLocalPort(), free.kafka(), free.keycloak());
            assertThatThrownBy(() -> up(ports).run())
                    .isInstanceOf(StackException.class)
                    .hasMessage(
                            "Port "
                                    + taken.getLocalPort()
                                    + ", which PostgreSQL needs, is in use: stop what uses it, or set POSTGRES_PORT to another port.");
        }
        assertThat(Running.in(home)).isEmpty();
    }

    @Test
    void sees_two_servers_that_want_the_same_port() {
        Ports free = Ports.random();
        var ports = new Ports(free.platform(), free.postgres(), free.kafka(), free.kafka() + 1);
        assertThatThrownBy(() -> up(ports).run())
                .hasMessageContaining("is wanted by Keycloak and by Kafka's controller");
    }

    @Test
    void waits_for_no_other_start_of_the_same_state() throws IOException {
        Files.createDirectories(home.resolve("run"));
        try (var channel =
                        FileChannel.open(
                                home.resolve("run/up.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> up(Ports.random()).run())
                    .hasMessageContaining("Another ./dev up is at work");
        }
    }

    @Test
    void refuses_a_port_that_is_none() {
        assertThatThrownBy(() -> new Ports(80, 5433, 9094, 8180))
                .hasMessage("Port 80 cannot be used: choose one from 1024 to 65534.");
    }

    @Test
    void says_which_servers_of_a_stack_that_is_up_do_not_answer() throws IOException {
        Ports ports = Ports.random();
        try (var _ = new ServerSocket(ports.kafka(), 1, InetAddress.getLoopbackAddress())) {
            Running.note(home, ports);

            assertThatThrownBy(() -> up(ports).run())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(
                            "does not answer (the platform, PostgreSQL, Keycloak): run ./dev down");
        }
    }

    private Up up(Ports ports) {
        return new Up(home, ports, new PrintStream(said));
    }
}
