package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.stack.Ports;
import city.datastore.stack.StackException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/**
 * The main job, end to end, on the running platform: one agency's file, shared with another under
 * an agreement that leaves out its last two columns, read, revoked and audited.
 */
public final class Walkthrough {
    private static final int MAX_FILE = 512 << 20;
    private static final int WITHHELD = 2;

    private Walkthrough() {}

    /**
     * Goes through it with the file that the command line names; exits with 1 if anything is not as
     * it should be.
     */
    public static void main(String[] arguments) {
        var print = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        System.exit(run(List.of(arguments), print) ? 0 : 1);
    }

    static boolean run(List<String> arguments, PrintStream print) {
        try {
            var options = Options.of(arguments);
            var ports = Ports.fromEnvironment();
            var city = new City(ports.platform(), ports.keycloak());
            return go(city, options, new Printed(print));
        } catch (WalkthroughException | StackException e) {
            print.println();
            print.println(e.getMessage());
            return false;
        }
    }

    private static boolean go(City city, Options options, Printed out) {
        byte[] file = read(options);
        var scene = Scene.of(city, out, options, Clock.systemUTC());
        var sharing = new Sharing(scene);
        var reading = new Reading(scene);
        String name = options.file().getFileName().toString();
        out.title(name + ": " + options.owner() + " shares it with " + options.receiver());

        var columns = sharing.publish(name, file);
        var shared = columns.subList(0, Math.max(1, columns.size() - WITHHELD));
        String agreement = sharing.agree(shared);
        String tooEarly = reading.tooEarly(agreement);
        String grant = reading.ask(agreement);
        String release = reading.download(agreement, shared, columns);
        String tooLate = reading.afterRevocation(agreement, grant);
        new Auditing(scene).read(agreement, List.of(tooEarly, release, tooLate));
        return out.end();
    }

    private static byte[] read(Options options) {
        try {
            if (Files.size(options.file()) > MAX_FILE) {
                throw new WalkthroughException(
                        "The file is larger than "
                                + MAX_FILE
                                + " bytes; the walk-through takes smaller ones.");
            }
            return Files.readAllBytes(options.file());
        } catch (IOException e) {
            throw new WalkthroughException("The file " + options.file() + " cannot be read.", e);
        }
    }
}
