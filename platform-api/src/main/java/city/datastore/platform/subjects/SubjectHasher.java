package city.datastore.platform.subjects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Makes keyed hashes: HMAC-SHA-256 over the kind, a line feed and the tidied value, in UTF-8. */
public final class SubjectHasher {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] KNOWN = "city-datastore/subject-index/v1".getBytes(UTF_8);

    private final SecretKey key;

    public SubjectHasher(SecretKey key) {
        this.key = key;
    }

    /** The hash that stands for this value; nothing if it identifies nobody. */
    public Optional<SubjectHash> hash(IdentifierKind kind, String value) {
        return kind.rule()
                .tidied(value)
                .map(tidy -> new SubjectHash(mac((kind.code() + "\n" + tidy).getBytes(UTF_8))));
    }

    /** What shows whether a key is the same as another time. */
    byte[] proof() {
        return mac(KNOWN);
    }

    private byte[] mac(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
