package city.datastore.platform.vault;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** An agency's own key: it wraps data keys (AES-256-GCM) and touches no data itself. */
final class AgencyKey {
    /** Random nonce; NIST SP 800-38D §8.3 allows 2³² wraps under one key, far above our use. */
    static final int NONCE_BYTES = 12;

    static final int TAG_BYTES = 16;

    private static final Provider JDK = Security.getProvider("SunJCE");

    private final AgencyKeyId id;
    private final SecretKey key;

    AgencyKey(AgencyKeyId id, SecretKey key) {
        this.id = id;
        this.key = key;
    }

    AgencyKeyId id() {
        return id;
    }

    byte[] wrap(byte[] dataKey, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(dataKey);
    }

    /**
     * @throws GeneralSecurityException if key, nonce, wrapped bytes or associated data differ from
     *     those of the wrap in as much as one bit
     */
    byte[] unwrap(byte[] wrapped, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, nonce, associated).doFinal(wrapped);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", JDK);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }
}
