package city.datastore.audit.verify.receipt;

import city.datastore.audit.merkle.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The small forms inside the log's files, each with one spelling. */
final class Plain {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Z}\\x{85}\\p{Cntrl}+]+");

    private Plain() {}

    static String text(byte[] bytes, int most, String what) {
        if (bytes.length > most) {
            throw RefusedException.unreadable(
                    "The %s has %d bytes, more than the %d that there can be."
                            .formatted(what, bytes.length, most));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw RefusedException.unreadable("The " + what + " is not text in UTF-8.", e);
        }
    }

    static long number(String text, String what) {
        if (NUMBER.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException _) {
                // 19 digits can be more than 2^63 - 1
            }
        }
        throw RefusedException.unreadable("The " + what + " is not a whole number.");
    }

    static byte[] base64(String text, String what) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw RefusedException.unreadable("The " + what + " is not base64.");
    }

    static Hash hash(String text, String what) {
        byte[] bytes = base64(text, what);
        if (bytes.length != Hash.BYTES) {
            throw RefusedException.unreadable("The " + what + " is not a hash of 32 bytes.");
        }
        return Hash.of(bytes);
    }

    static String keyName(String text) {
        if (!NAME.matcher(text).matches()) {
            throw RefusedException.unreadable("A key has a name without spaces.");
        }
        return text;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
