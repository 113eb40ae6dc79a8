package city.datastore.audit.verify.receipt;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the command that checks a receipt, without network and without a library: 0 when it
 * holds, 1 when it does not, 2 when it cannot be read.
 */
public final class CheckReceipt {
    private static final int HOLDS = 0;
    private static final int DOES_NOT_HOLD = 1;
    private static final int CANNOT_BE_CHECKED = 2;
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final String USAGE =
            """
            Checks offline that an event, or every event of an evidence pack, is in the audit log.

              java -jar city-datastore-verify.jar RECEIPT [--event EVENT] (--key KEYS | --policy POLICY)
              java -jar city-datastore-verify.jar PACK (--key KEYS | --policy POLICY)

              RECEIPT   the receipt, a file that ends in .tlog-proof
              PACK      the evidence pack, a file that ends in .zip
              --event   the event: its exact bytes, or the answer of /api/v1/audit/events/{id}
              --key     the log's verifier keys, one a line, as the log shows them at /log/key
              --policy  or a tlog-policy: keys of logs and witnesses, and how many witnesses you ask for

            Exit code: 0 it holds, 1 it does not hold, 2 it cannot be read.
            """;

    private final PrintStream out;
    private final PrintStream err;

    public CheckReceipt(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Checks what the arguments name.
     *
     * @param usualKey the file of keys that is meant when the arguments name none; or null
     * @return the exit code
     */
    public int run(List<String> arguments, @Nullable Path usualKey) {
        Words words = Words.of(arguments);
        if (words == null) {
            err.print(USAGE);
            return CANNOT_BE_CHECKED;
        }
        try {
            Trust trust = trust(words, usualKey);
            if (trust == null) {
                err.println(
                        "Say whom you trust: --key with the log's keys, or --policy with a"
                                + " tlog-policy.");
                return CANNOT_BE_CHECKED;
            }
            return check(words, trust);
        } catch (RefusedException e) {
            err.println(Printable.of(String.valueOf(e.getMessage())));
            return e.why() == RefusedException.Why.DOES_NOT_HOLD
                    ? DOES_NOT_HOLD
                    : CANNOT_BE_CHECKED;
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getFile() + ".");
        } catch (IOException e) {
            err.println("A file cannot be read: " + e.getMessage() + ".");
        }
        return CANNOT_BE_CHECKED;
    }

    private static @Nullable Trust trust(Words words, @Nullable Path usualKey) throws IOException {
        Path policy = words.policy();
        if (policy != null) {
            return Trust.policy(read(policy));
        }
        Path named = words.key();
        Path key = named != null ? named : usualKey;
        return key == null ? null : Trust.keys(TrustedKey.parseAll(read(key)));
    }

    private int check(Words words, Trust trust) throws IOException {
        ReceiptFile receipt = ReceiptFile.parse(read(words.receipt()));
        Path event = words.event();
        if (event == null) {
            Trust.Accepted accepted = receipt.check(trust);
            out.println("The receipt is well formed and its checkpoint is signed.");
            out.println(
                    "It proves that an event is in the log only together with the event: add --event"
                            + " EVENT.");
            print(receipt, accepted);
            return HOLDS;
        }
        byte[] canonical = EventFile.canonical(read(event));
        Trust.Accepted accepted = receipt.check(canonical, trust);
        out.println("The event is in the log. This is what it says, and only this is proved:");
        WhatItSays.of(canonical).forEach(out::println);
        print(receipt, accepted);
        return HOLDS;
    }

    private void print(ReceiptFile receipt, Trust.Accepted accepted) {
        Checkpoint checkpoint = accepted.checkpoint();
        out.println("  log         " + Printable.of(checkpoint.origin()));
        out.println("  entry       index " + receipt.index() + " of " + checkpoint.size());
        accepted.signers().forEach(key -> fact("signed by", key));
        accepted.cosigners().forEach(key -> fact("witnessed", key));
    }

    private void fact(String name, TrustedKey key) {
        out.println("  %-11s %s".formatted(name, Printable.of(key.described())));
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw RefusedException.unreadable(
                        file + " is larger than any file of this kind can be.");
            }
            return bytes;
        }
    }

    /** What the arguments say. */
    private record Words(
            Path receipt, @Nullable Path event, @Nullable Path key, @Nullable Path policy) {

        /** Null when they say nothing sensible. */
        static @Nullable Words of(List<String> arguments) {
            Path receipt = null;
            Path event = null;
            Path key = null;
            Path policy = null;
            for (int i = 0; i < arguments.size(); i++) {
                String word = arguments.get(i);
                Path value = i + 1 < arguments.size() ? Path.of(arguments.get(i + 1)) : null;
                if (word.equals("--event") && event == null && value != null) {
                    event = value;
                    i++;
                } else if (word.equals("--key") && key == null && value != null) {
                    key = value;
                    i++;
                } else if (word.equals("--policy") && policy == null && value != null) {
                    policy = value;
                    i++;
                } else if (!word.startsWith("-") && receipt == null) {
                    receipt = Path.of(word);
                } else {
                    return null;
                }
            }
            boolean both = key != null && policy != null;
            return receipt == null || both ? null : new Words(receipt, event, key, policy);
        }
    }
}
