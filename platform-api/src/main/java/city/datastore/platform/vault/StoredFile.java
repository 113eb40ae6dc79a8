package city.datastore.platform.vault;

import city.datastore.audit.names.VersionId;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the catalogue keeps of a sealed version in order to open it again.
 *
 * @param version whose bytes they are
 * @param name path inside the vault, such as {@code camden/hmo-licences/1-<32 hex digits>.vault}:
 *     two uploads of the same version never meet in one file
 * @param sizeBytes length of the plaintext
 */
public record StoredFile(VersionId version, String name, long sizeBytes) {
    /** How the name of every sealed file ends. */
    static final String ENDS = ".vault";

    private static final Pattern ENDING = Pattern.compile("[0-9a-f]{32}" + Pattern.quote(ENDS));
    private static final int ENDING_LENGTH = 32 + ENDS.length();

    public StoredFile {
        String start = version.dataset() + "/" + version.number() + "-";
        if (!name.startsWith(start) || !ENDING.matcher(name.substring(start.length())).matches()) {
            throw new IllegalArgumentException(
                    "the stored file of " + version + " cannot be called \"" + name + "\"");
        }
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + sizeBytes);
        }
    }

    static StoredFile of(VersionId version, UUID id, long sizeBytes) {
        String hex = id.toString().replace("-", "");
        return new StoredFile(
                version, version.dataset() + "/" + version.number() + "-" + hex + ENDS, sizeBytes);
    }

    /**
     * The random id in the name; it is bound into the file, so no other file can take its place.
     */
    UUID id() {
        int start = name.length() - ENDING_LENGTH;
        return new UUID(
                Long.parseUnsignedLong(name, start, start + 16, 16),
                Long.parseUnsignedLong(name, start + 16, start + 32, 16));
    }
}
