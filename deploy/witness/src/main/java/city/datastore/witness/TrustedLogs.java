package city.datastore.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The keys of the logs that a witness knows. The first keys it is given for a log stay: a log that
 * comes with others later is not believed.
 */
final class TrustedLogs {
    /** Gives the text behind an address: verifier keys, one a line. */
    @FunctionalInterface
    interface Source {
        String fetch(String address) throws IOException;
    }

    private static final long MAX_BYTES = 512 * 1024;
    private static final int MAX_KEYS = 128;

    private final Path file;
    private final Source source;
    private final Consumer<String> operator;

    /**
     * @param operator is told which logs are left out
     */
    TrustedLogs(Path file, Source source, Consumer<String> operator) {
        this.file = file;
        this.source = source;
        this.operator = operator;
    }

    /**
     * Adds logs to those in the file.
     *
     * @param logs verifier keys, or addresses of them
     * @throws WitnessException when the file knows a log by other keys, or there is no key at all
     */
    List<VerifierKey> with(List<String> logs) {
        List<VerifierKey> known = known();
        List<VerifierKey> all = new ArrayList<>(known);
        for (String log : logs) {
            for (VerifierKey key : keys(log, known)) {
                if (known.stream().anyMatch(other -> other.name().equals(key.name()))) {
                    requireKnown(key, known);
                } else if (!all.contains(key)) {
                    all.add(key);
                }
            }
        }
        if (all.isEmpty() || all.size() > MAX_KEYS) {
            throw new WitnessException(
                    "A witness knows 1 to %d keys of logs, here are %d: name them with --log."
                            .formatted(MAX_KEYS, all.size()));
        }
        if (all.size() > known.size()) {
            keep(all);
        }
        return all;
    }

    private void requireKnown(VerifierKey key, List<VerifierKey> known) {
        if (!known.contains(key)) {
            throw new WitnessException(
                    "This witness knows the log %s by other keys than %s. If the log's owner told you, by another way, that it has a new key, add the line to %s."
                            .formatted(key.name(), key.nameAndId(), file));
        }
    }

    private List<VerifierKey> keys(String log, List<VerifierKey> known) {
        if (!log.startsWith("http://") && !log.startsWith("https://")) {
            return parse(log, "--log " + log);
        }
        try {
            return parse(source.fetch(log), log);
        } catch (IOException e) {
            if (known.isEmpty()) {
                throw new WitnessException(
                        "The log's keys cannot be fetched from %s: start the platform there, or give the key itself with --log."
                                .formatted(log),
                        e);
            }
            operator.accept(
                    "The log's keys cannot be fetched from %s: the witness goes on with the logs that it knows. If that one is new to it, start it again when the platform there answers."
                            .formatted(log));
            return List.of();
        }
    }

    private List<VerifierKey> known() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new WitnessException(file + " is longer than " + MAX_BYTES + " bytes.");
            }
            return parse(Files.readString(file, UTF_8), file.toString());
        } catch (IOException e) {
            throw new WitnessException(file + " cannot be read.", e);
        }
    }

    private static List<VerifierKey> parse(String lines, String from) {
        try {
            return lines.lines().filter(line -> !line.isBlank()).map(VerifierKey::parse).toList();
        } catch (LogFormatException e) {
            throw new WitnessException(
                    from + " does not hold keys of a log: " + e.getMessage() + ".", e);
        }
    }

    private void keep(List<VerifierKey> keys) {
        String text =
                keys.stream().map(VerifierKey::text).collect(Collectors.joining("\n", "", "\n"));
        try {
            Durable.replace(file, text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new WitnessException(file + " cannot be written.", e);
        }
    }
}
