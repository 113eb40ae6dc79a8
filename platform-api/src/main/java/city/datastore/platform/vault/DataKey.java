package city.datastore.platform.vault;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The key of one version, used for nothing else.
 *
 * <p>Closing fills our copy with zeros. That is all it does: Tink keeps its own copy for as long as
 * the stream is in use, the JDK's cipher objects hold keys derived from it, and the garbage
 * collector may have moved and left earlier copies. The wipe shortens the time a key lies in
 * memory; it is no promise that none is left, so core dumps and swap must be off or encrypted.
 */
final class DataKey implements AutoCloseable {
    static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private DataKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static DataKey fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new DataKey(bytes);
    }

    static DataKey unwrap(Header header, AgencyKey agencyKey, byte[] associated)
            throws GeneralSecurityException {
        byte[] bytes = agencyKey.unwrap(header.wrappedKey(), header.nonce(), associated);
        if (bytes.length != BYTES) {
            throw new GeneralSecurityException("a data key has " + BYTES + " bytes");
        }
        return new DataKey(bytes);
    }

    Header wrap(AgencyKey agencyKey, byte[] associated) throws GeneralSecurityException {
        byte[] nonce = new byte[AgencyKey.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return Header.of(agencyKey.id(), nonce, agencyKey.wrap(bytes, nonce, associated));
    }

    /** The stream cipher of a stored file: our header in front, 64 KiB segments. */
    AesGcmHkdfStreaming cipher() throws GeneralSecurityException {
        return cipher(VaultFormat.SEGMENT_BYTES, Header.BYTES);
    }

    AesGcmHkdfStreaming cipher(int segmentBytes, int offset) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(bytes, "HmacSha256", BYTES, segmentBytes, offset);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
