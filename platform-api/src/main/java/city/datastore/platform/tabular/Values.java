package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnName;
import java.text.Normalizer;

/**
 * Values as text, in the one form in which they are compared and made into pseudonyms: decoded,
 * white space tidied, in Unicode's NFC.
 */
final class Values {
    private static final int LAST_OF_ASCII = 0x7F;

    private Values() {}

    /** White space at the ends dropped, any within one space, then NFC. */
    static String normal(String text) {
        return plain(text)
                ? text
                : Normalizer.normalize(ColumnName.tidy(text), Normalizer.Form.NFC);
    }

    /** ASCII with single spaces within and none at the ends, as most values are: normal already. */
    private static boolean plain(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && space)) {
                return false;
            }
            space = c == ' ';
        }
        return !space || text.isEmpty();
    }

    /**
     * A value of a table: UTF-8 where its bytes are valid UTF-8, else Windows-1252.
     *
     * @param buffer each character is one byte of the file
     */
    static String text(char[] buffer, int offset, int length) {
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            all |= buffer[i];
        }
        if (all <= LAST_OF_ASCII) {
            return new String(buffer, offset, length);
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) buffer[offset + i];
        }
        var utf8 = new Utf8Check();
        utf8.update(bytes, 0, length);
        return new String(
                bytes,
                utf8.atEnd() ? TextEncoding.UTF_8.charset() : TextEncoding.WINDOWS_1252.charset());
    }
}
