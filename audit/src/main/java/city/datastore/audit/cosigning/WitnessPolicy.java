package city.datastore.audit.cosigning;

import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The witnesses of this log, where to reach them, and how many of them the log asks for.
 *
 * @param policy what the file says, or no witness
 * @param text what the log tells an auditor about it
 */
public record WitnessPolicy(TlogPolicy policy, String text) {
    /** Most witnesses: their signatures and those of the log have to fit in one note. */
    static final int MAX_WITNESSES = 32;

    private static final long MAX_BYTES = 512 * 1024;
    private static final String HEADING =
            "# What the log proposes. Whom to trust is for you to decide: an auditor should keep a"
                    + " policy of their own.\n";

    /** Asks no witness. */
    public static WitnessPolicy none(List<VerifierKey> logKeys) {
        return new WitnessPolicy(
                TlogPolicy.trusting(logKeys.toArray(VerifierKey[]::new)),
                HEADING + logLines(logKeys) + "quorum none\n");
    }

    /**
     * What this file says; where it names no log, this one is meant.
     *
     * @throws WitnessPolicyException when it is no policy, is for other logs only, or does not say
     *     where a witness is reached
     */
    public static WitnessPolicy read(Path file, List<VerifierKey> logKeys) {
        byte[] bytes = bytes(file);
        TlogPolicy policy;
        try {
            policy = TlogPolicy.parse(bytes);
        } catch (LogFormatException e) {
            throw new WitnessPolicyException(file + ": " + e.getMessage(), e);
        }
        if (policy.witnesses().size() > MAX_WITNESSES) {
            throw new WitnessPolicyException(
                    file + " names more than " + MAX_WITNESSES + " witnesses", null);
        }
        policy.witnesses().forEach(witness -> address(file, witness));
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (policy.logs().isEmpty()) {
            VerifierKey[] keys = logKeys.toArray(VerifierKey[]::new);
            return new WitnessPolicy(policy.onlyFor(keys), HEADING + logLines(logKeys) + text);
        }
        if (policy.logs().stream().noneMatch(log -> log.key().equals(logKeys.getFirst()))) {
            throw new WitnessPolicyException(
                    file
                            + " names logs, and this one is not among them; leave those lines out,"
                            + " or add: log "
                            + logKeys.getFirst().text(),
                    null);
        }
        return new WitnessPolicy(policy, HEADING + text);
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new WitnessPolicyException(
                        file + " is longer than " + MAX_BYTES + " bytes", null);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new WitnessPolicyException(
                    "the witnesses cannot be read from " + file + "; is DATASTORE_WITNESSES right?",
                    e);
        }
    }

    private static String logLines(List<VerifierKey> keys) {
        return keys.stream().map(key -> "log " + key.text() + "\n").collect(Collectors.joining());
    }

    /** Where checkpoints are sent to. */
    static URI submission(TlogPolicy.Witness witness) {
        String prefix = witness.url().orElseThrow();
        return URI.create((prefix.endsWith("/") ? prefix : prefix + "/") + "add-checkpoint");
    }

    private static void address(Path file, TlogPolicy.Witness witness) {
        try {
            URI uri = submission(witness);
            if (uri.getHost() != null
                    && Arrays.asList("http", "https").contains(uri.getScheme())
                    && uri.getRawQuery() == null) {
                return;
            }
        } catch (RuntimeException _) {
            // said below
        }
        throw new WitnessPolicyException(
                file
                        + ": the line of the witness "
                        + witness.name()
                        + " has to end with its http or https address",
                null);
    }
}
