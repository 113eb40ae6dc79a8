package city.datastore.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.verify.evidence.CheckFile;
import city.datastore.audit.verify.receipt.Printable;
import city.datastore.audit.verify.receipt.RefusedException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./dev verify-audit [FILE ... | --deployment FILE]}: 0 all is well, 1 something was found,
 * 2 it could not be checked.
 */
public final class VerifyAudit {
    private static final int COULD_NOT_CHECK = 2;
    private static final String DEPLOYMENT = "--deployment";

    private VerifyAudit() {}

    public static void main(String[] arguments) throws InterruptedException {
        var out = new PrintStream(System.out, true, UTF_8);
        var err = new PrintStream(System.err, true, UTF_8);
        System.exit(run(List.of(arguments), StackState.usual(), out, err));
    }

    static int run(List<String> arguments, StackState state, PrintStream out, PrintStream err)
            throws InterruptedException {
        try {
            LogCheck check = new LogCheck(state, out);
            if (arguments.isEmpty()) {
                return check.run() ? 0 : 1;
            }
            if (arguments.getFirst().equals(DEPLOYMENT)) {
                return new LogCheck(deployment(arguments), out).run() ? 0 : 1;
            }
            return new CheckFile(out, err).run(arguments, usualKeys(arguments, check, state));
        } catch (CannotCheckException e) {
            err.println(e.getMessage());
        } catch (RefusedException e) {
            err.println(
                    "The log's keys cannot be read: "
                            + Printable.of(String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            err.println("PostgreSQL could not be read: " + e.getMessage());
        } catch (KafkaException e) {
            err.println("Kafka could not be read: " + e.getMessage());
        } catch (UncheckedIOException e) {
            err.println("A file could not be read or written: " + e.getMessage());
        }
        return COULD_NOT_CHECK;
    }

    private static Deployment deployment(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new CannotCheckException("Say which: ./dev verify-audit --deployment FILE");
        }
        return Deployment.of(Path.of(arguments.getLast()));
    }

    /** The keys of the local stack, where the arguments name no others and the stack has some. */
    private static @Nullable Path usualKeys(
            List<String> arguments, LogCheck check, StackState state) {
        if (arguments.contains("--key") || arguments.contains("--policy")) {
            return null;
        }
        try {
            var _ = check.keys(state.kept());
            return state.kept().keys();
        } catch (CannotCheckException _) {
            return null; // the command then says that a key is needed
        }
    }
}
