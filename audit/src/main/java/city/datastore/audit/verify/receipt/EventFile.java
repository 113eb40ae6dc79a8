package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.event.CanonicalJson;
import java.util.Optional;

/** Finds an event's canonical bytes in a file: the bytes themselves, or an answer of the API. */
final class EventFile {
    static final int MAX_BYTES = 1024 * 1024;

    private EventFile() {}

    /**
     * The exact bytes that were recorded.
     *
     * @throws RefusedException when the file holds no event
     */
    static byte[] canonical(byte[] file) {
        String text = Plain.text(file, MAX_BYTES, "event file").strip();
        Optional<String> inAnswer = AnswerJson.text(text, "canonical");
        byte[] bytes = inAnswer.orElse(text).getBytes(UTF_8);
        if (!isCanonical(bytes)) {
            throw RefusedException.unreadable(
                    "The event file is not the exact bytes that were recorded, and not an answer of"
                            + " /api/v1/audit/events/{id} with them in its field \"canonical\". JSON"
                            + " that was laid out anew is no longer the same bytes.");
        }
        return bytes;
    }

    private static boolean isCanonical(byte[] bytes) {
        try {
            var _ = CanonicalJson.parse(bytes);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
