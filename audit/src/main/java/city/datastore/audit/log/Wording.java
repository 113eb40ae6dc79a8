package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The few forms that all the text formats of C2SP share: strict numbers, base64, UTF-8, names. */
final class Wording {
    private static final int MAX_DIGITS = 19;

    private Wording() {}

    /** A whole number from 0 to 2^63 − 1 in decimal, without a sign or leading zeros. */
    static long number(String text, String what) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= MAX_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && (text.length() == 1 || text.charAt(0) != '0')) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new LogFormatException("the " + what + " is more than 2^63 - 1", e);
            }
        }
        throw new LogFormatException(
                "the " + what + " has to be a decimal number without leading zeros");
    }

    /** Standard base64 with its padding (RFC 4648 §4), in the one form that an encoder writes. */
    static byte[] base64(String text, String what) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (base64(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new LogFormatException("the " + what + " is not base64", e);
        }
        throw new LogFormatException("the " + what + " is not base64 as an encoder writes it");
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A hash in base64. */
    static Hash hash(String text, String what) {
        try {
            return Hash.parseBase64(text);
        } catch (IllegalArgumentException e) {
            throw new LogFormatException("the " + what + " is not 32 bytes in base64", e);
        }
    }

    /** The text that these bytes are in UTF-8; anything that is not UTF-8 is refused. */
    static String utf8(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new LogFormatException("the " + what + " is not UTF-8", e);
        }
    }

    /** A key name (signed-note, Format): not empty, no Unicode space, no plus, no control. */
    static String keyName(String name) {
        boolean fits =
                !name.isEmpty()
                        && name.codePoints().noneMatch(c -> c == '+' || isSpace(c) || c < 0x20);
        if (!fits || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new LogFormatException("a key name is not empty and has no space and no plus");
        }
        return name;
    }

    private static boolean isSpace(int c) {
        return Character.isSpaceChar(c) || Character.isWhitespace(c) || c == 0x85;
    }
}
