package city.datastore.agreements;

import city.datastore.audit.names.NameException;
import java.util.regex.Pattern;

/**
 * One version of a template.
 *
 * @param version from 1
 * @param locked SHA-256 of what it locks, hexadecimal; empty until the terms that name it are
 *     checked
 */
public record TemplateRef(String id, int version, String locked) {
    /** Highest version that can be named. */
    public static final int MAX_VERSION = 9_999;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,58}[a-z0-9]");

    /**
     * @throws NameException if it is no name of a template
     */
    public TemplateRef {
        if (!ID.matcher(id).matches()) {
            throw new NameException(
                    "template",
                    id,
                    "it has 3 to 60 lower-case letters, digits and hyphens, and starts with a"
                            + " letter");
        }
        if (version < 1 || version > MAX_VERSION) {
            throw new NameException(
                    "version", String.valueOf(version), "it is a number from 1 to " + MAX_VERSION);
        }
    }

    public static TemplateRef of(String id, int version) {
        return new TemplateRef(id, version, "");
    }

    /** {@code pan-london/1}. */
    @Override
    public String toString() {
        return id + "/" + version;
    }
}
