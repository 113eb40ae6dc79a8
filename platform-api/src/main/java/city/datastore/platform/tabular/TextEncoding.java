package city.datastore.platform.tabular;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a table's text is encoded, as far as its bytes tell. */
public enum TextEncoding {
    /** Every byte sequence is valid UTF-8; plain ASCII too. */
    UTF_8("utf-8", StandardCharsets.UTF_8),
    /** Starts with the UTF-8 byte order mark. */
    UTF_8_WITH_BOM("utf-8-bom", StandardCharsets.UTF_8),
    /** Not valid UTF-8; read as Windows-1252, the usual reason in these files. */
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"));

    private final String label;
    private final Charset charset;

    TextEncoding(String label, Charset charset) {
        this.label = label;
        this.charset = charset;
    }

    /** Short name, such as {@code windows-1252}. */
    public String label() {
        return label;
    }

    public Charset charset() {
        return charset;
    }
}
