package city.datastore.platform.api;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Content-Digest} field: a dictionary of digests in base64 between colons, of which only
 * {@code sha-256} is looked at (RFC 9530 §2, RFC 9651 §3.2).
 */
final class Digest {
    private static final int MAX_CHARACTERS = 1_000;
    private static final int SHA256_BYTES = 32;
    private static final String RULE =
            ApiHeaders.CONTENT_DIGEST
                    + " has to be sha-256=:…: with the 32 bytes of the digest in base64 (RFC 9530)";
    private static final Pattern MEMBER =
            Pattern.compile("([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):[ \\t]*");

    private Digest() {}

    /** Lower-case hex of the SHA-256 in the field, null where there is no field. */
    static @Nullable String sha256(@Nullable String field) {
        if (field == null) {
            return null;
        }
        if (field.length() > MAX_CHARACTERS) {
            throw bad();
        }
        String hex = null;
        for (String member : field.split(",", -1)) {
            Matcher match = MEMBER.matcher(member.strip());
            if (!match.matches()) {
                throw bad();
            }
            if (match.group(1).equals("sha-256")) {
                hex = hex(match.group(2));
            }
        }
        if (hex == null) {
            throw bad();
        }
        return hex;
    }

    /** The field for a SHA-256 in lower-case hex. */
    static String field(String sha256) {
        return field(HexFormat.of().parseHex(sha256));
    }

    static String field(byte[] sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }

    private static String hex(String base64) {
        try {
            byte[] digest = Base64.getDecoder().decode(base64);
            if (digest.length != SHA256_BYTES
                    || !Base64.getEncoder().encodeToString(digest).equals(base64)) {
                throw bad();
            }
            return HexFormat.of().formatHex(digest).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw bad();
        }
    }

    private static CallException.BadParameter bad() {
        return new CallException.BadParameter(ApiHeaders.CONTENT_DIGEST, RULE);
    }
}
