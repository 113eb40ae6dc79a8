package city.datastore.audit.verify.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.verify.receipt.CheckReceipt;
import city.datastore.audit.verify.receipt.Printable;
import city.datastore.audit.verify.receipt.RefusedException;
import city.datastore.audit.verify.receipt.Trust;
import city.datastore.audit.verify.receipt.TrustedKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command that checks a receipt or an evidence pack, without network and without a library: 0
 * when it holds, 1 when it does not, 2 when it cannot be read.
 */
public final class CheckFile {
    private static final int HOLDS = 0;
    private static final int DOES_NOT_HOLD = 1;
    private static final int CANNOT_BE_CHECKED = 2;
    private static final int MAX_TRUST_BYTES = 1024 * 1024;
    private static final int MAX_PRINTED = 100;

    private final PrintStream out;
    private final PrintStream err;

    public CheckFile(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, UTF_8);
        var err = new PrintStream(System.err, true, UTF_8);
        System.exit(new CheckFile(out, err).run(List.of(arguments), null));
    }

    /**
     * Checks what the arguments name.
     *
     * @param usualKey the file of keys that is meant when the arguments name none; or null
     * @return the exit code
     */
    public int run(List<String> arguments, @Nullable Path usualKey) {
        try {
            Optional<Path> pack = pack(arguments);
            return pack.isPresent()
                    ? check(pack.get(), arguments, usualKey)
                    : new CheckReceipt(out, err).run(arguments, usualKey);
        } catch (RefusedException e) {
            err.println(Printable.of(String.valueOf(e.getMessage())));
            return e.why() == RefusedException.Why.DOES_NOT_HOLD
                    ? DOES_NOT_HOLD
                    : CANNOT_BE_CHECKED;
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getFile() + ".");
        } catch (IOException | UncheckedIOException e) {
            err.println("A file cannot be read: " + e.getMessage() + ".");
        }
        return CANNOT_BE_CHECKED;
    }

    /** The first word, where it names a file that is a ZIP. */
    private static Optional<Path> pack(List<String> arguments) throws IOException {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith("--")) {
                i++;
            } else {
                Path file = Path.of(arguments.get(i));
                return Files.isRegularFile(file) && PackZip.is(file)
                        ? Optional.of(file)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private int check(Path pack, List<String> arguments, @Nullable Path usualKey)
            throws IOException {
        Optional<Trust> trust = trust(pack, arguments, usualKey);
        if (trust.isEmpty()) {
            err.println(
                    "Say whom you trust: --key with the log's keys, or --policy with a"
                            + " tlog-policy, and nothing else. The keys inside a pack prove"
                            + " nothing.");
            return CANNOT_BE_CHECKED;
        }
        PackCheck.Result result = PackCheck.of(pack, trust.get());
        if (result.holds()) {
            out.println(
                    "The pack holds: every event in it is in the log, and it is as the platform"
                            + " made it.");
            out.println("It does not prove that there are no other events.");
            result.manifest().ifPresent(this::print);
            result.accepted().ifPresent(this::print);
            return HOLDS;
        }
        result.faults().stream()
                .limit(MAX_PRINTED)
                .forEach(fault -> err.println(Printable.of(fault.toString())));
        if (result.counted() > MAX_PRINTED) {
            err.println("… and " + (result.counted() - MAX_PRINTED) + " more.");
        }
        err.println(
                "The pack does not hold: "
                        + (result.counted() == 1 ? "1 fault." : result.counted() + " faults."));
        return DOES_NOT_HOLD;
    }

    private void print(ManifestFile manifest) {
        fact("events", manifest.events() + ", each with its proof");
        if (manifest.leftOut() > 0) {
            fact("left out", manifest.leftOut() + " recorded, not yet provable");
        }
        String search = manifest.described("search");
        fact("search", search.isEmpty() ? "everything" : search);
        fact("reader", manifest.described("scope"));
        fact("made", manifest.madeAt() + " for " + manifest.madeFor());
        fact("recorded", "event " + manifest.event());
        fact("signed", "certificate " + manifest.certificateSha256());
    }

    private void print(Trust.Accepted accepted) {
        fact("log", accepted.checkpoint().origin());
        fact("checkpoint", accepted.checkpoint().size() + " entries");
        accepted.signers().forEach(key -> fact("signed by", key.described()));
        accepted.cosigners().forEach(key -> fact("witnessed", key.described()));
    }

    private void fact(String name, String value) {
        out.println("  %-11s %s".formatted(name, Printable.of(value)));
    }

    private static Optional<Trust> trust(Path pack, List<String> arguments, @Nullable Path usualKey)
            throws IOException {
        List<String> rest = arguments.stream().filter(word -> !Path.of(word).equals(pack)).toList();
        if (rest.size() == 2 && rest.getFirst().equals("--policy")) {
            return Optional.of(Trust.policy(read(Path.of(rest.get(1)))));
        }
        Path keys =
                rest.size() == 2 && rest.getFirst().equals("--key")
                        ? Path.of(rest.get(1))
                        : rest.isEmpty() ? usualKey : null;
        return keys == null
                ? Optional.empty()
                : Optional.of(Trust.keys(TrustedKey.parseAll(read(keys))));
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_TRUST_BYTES + 1);
            if (bytes.length > MAX_TRUST_BYTES) {
                throw RefusedException.unreadable(
                        file + " is larger than any file of this kind can be.");
            }
            return bytes;
        }
    }
}
