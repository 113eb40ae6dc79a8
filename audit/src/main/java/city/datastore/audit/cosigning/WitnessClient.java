package city.datastore.audit.cosigning;

import city.datastore.audit.log.AddCheckpoint;
import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.NoteException;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Proofs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Asks one witness for cosignatures (c2sp.org/tlog-witness, add-checkpoint). Remembers how far the
 * witness has seen the log, as it said last. One question at a time.
 */
final class WitnessClient {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final HttpClient http;
    private final URI address;
    private final String name;
    private final VerifierKey key;
    private final LogTables tables;
    private volatile long seen;

    WitnessClient(HttpClient http, TlogPolicy.Witness witness, LogTables tables) {
        this.http = http;
        this.address = WitnessPolicy.submission(witness);
        this.name = witness.name();
        this.key = witness.key();
        this.tables = tables;
    }

    String name() {
        return name;
    }

    VerifierKey key() {
        return key;
    }

    /** Whether this note names the witness among its signers. */
    boolean signed(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(line -> line.keyId() == key.id() && line.name().equals(key.name()));
    }

    /** Asks for a cosignature on this checkpoint of this size; says why there is none. */
    WitnessAnswer ask(long size, SignedNote checkpoint) throws InterruptedException {
        try {
            long from = seen > size ? 0 : seen;
            HttpResponse<byte[]> answer = send(from, size, checkpoint);
            if (answer.statusCode() == 409) {
                seen = size(answer);
                if (seen > size) {
                    return ahead();
                }
                from = seen;
                answer = send(from, size, checkpoint);
                if (answer.statusCode() == 409 && size(answer) > size) {
                    seen = size(answer);
                    return ahead();
                }
            }
            return read(answer, from, size, checkpoint);
        } catch (IOException e) {
            return new WitnessAnswer.Nothing("away_" + e.getClass().getSimpleName());
        } catch (LogFormatException | NoteException _) {
            return new WitnessAnswer.Nothing("answer_does_not_hold");
        }
    }

    /** Another node of this platform may have got further: only the head now tells. */
    private WitnessAnswer ahead() {
        return seen > tables.head().size()
                ? new WitnessAnswer.OtherHistory(409, seen)
                : new WitnessAnswer.Later();
    }

    private HttpResponse<byte[]> send(long from, long size, SignedNote checkpoint)
            throws IOException, InterruptedException {
        var body = new AddCheckpoint(from, proof(from, size), checkpoint).bytes();
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER_WITHIN)
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return http.send(
                request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    }

    private List<Hash> proof(long from, long size) {
        return from == 0 || from == size
                ? List.of()
                : Proofs.consistency(from, size, tables.nodes(size)).path();
    }

    private static long size(HttpResponse<byte[]> answer) throws IOException {
        var size = SIZE.matcher(new String(answer.body(), StandardCharsets.US_ASCII));
        if (!size.matches()) {
            throw new IOException("the witness answered 409 without a size");
        }
        return Long.parseLong(size.group(1));
    }

    private WitnessAnswer read(
            HttpResponse<byte[]> answer, long from, long size, SignedNote checkpoint) {
        return switch (answer.statusCode()) {
            case 200 -> {
                WitnessAnswer kept = cosignature(answer.body(), checkpoint);
                if (kept instanceof WitnessAnswer.Cosigned) {
                    seen = size;
                }
                yield kept;
            }
            case 422 -> new WitnessAnswer.OtherHistory(422, from);
            default ->
                    answer.statusCode() >= 500
                            ? new WitnessAnswer.Broken(answer.statusCode())
                            : new WitnessAnswer.Nothing("answered_" + answer.statusCode());
        };
    }

    /** A cosignature without a time would not say that this is the largest tree it saw. */
    private WitnessAnswer cosignature(byte[] lines, SignedNote checkpoint) {
        var signatures = SignedNote.lines(new String(lines, StandardCharsets.UTF_8));
        return new SignedNote(checkpoint.text(), signatures)
                .verify(List.of(key)).stream()
                        .filter(signature -> signature.time() != 0)
                        .findFirst()
                        .<WitnessAnswer>map(
                                signature -> new WitnessAnswer.Cosigned(signature.signature()))
                        .orElseGet(() -> new WitnessAnswer.Nothing("cosigned_without_a_time"));
    }
}
