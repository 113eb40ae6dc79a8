package city.datastore.platform.tabular;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Values as text, in the one form in which they are compared and made into pseudonyms: decoded,
 * white space tidied, in Unicode's NFC.
 */
final class Values {
    private Values() {}

    /** White space at the ends dropped, any within one space, then NFC. */
    static String normal(String text) {
        return Normalizer.normalize(ColumnNames.tidy(text), Normalizer.Form.NFC);
    }

    /**
     * A value of a table: UTF-8 where its bytes are valid UTF-8, else Windows-1252.
     *
     * @param buffer each character is one byte of the file
     */
    static String text(char[] buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) buffer[offset + i];
            ascii &= bytes[i] >= 0;
        }
        if (ascii) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        var utf8 = new Utf8Check();
        utf8.update(bytes, 0, length);
        return new String(
                bytes,
                utf8.atEnd() ? TextEncoding.UTF_8.charset() : TextEncoding.WINDOWS_1252.charset());
    }
}
