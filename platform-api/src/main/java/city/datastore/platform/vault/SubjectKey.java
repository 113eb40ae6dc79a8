package city.datastore.platform.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The key under which the subject index hashes identifiers: one for the deployment, in a BCFKS key
 * store of its own beside the agencies' keys and under the same password. Made on first use.
 */
public final class SubjectKey {
    private static final String TYPE = "BCFKS";
    private static final String ALIAS = "subject-index";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final long MAX_STORE_BYTES = 1L << 20;

    private SubjectKey() {}

    /**
     * The key in this file; a new one where there is no file yet.
     *
     * @throws AgencyKeysException if the file is damaged, cannot be read, or has another password
     */
    public static SecretKey open(Path file, KeystorePassword password) {
        Path store = file.toAbsolutePath();
        try {
            Disk.createFolders(Disk.parent(store));
            try (FileChannel channel =
                            Disk.openOrCreate(store.resolveSibling(store.getFileName() + ".lock"));
                    FileLock _ = channel.lock()) {
                return Files.exists(store) ? read(store, password) : make(store, password);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new AgencyKeysException(
                    "the subject index's key store "
                            + store
                            + " does not open: it is damaged or its password is another one",
                    e);
        }
    }

    private static SecretKey read(Path file, KeystorePassword password)
            throws IOException, GeneralSecurityException {
        if (Files.size(file) > MAX_STORE_BYTES) {
            throw new AgencyKeysException("the key store " + file + " is too large to be one");
        }
        KeyStore store = KeyStore.getInstance(TYPE, new BouncyCastleProvider());
        char[] secret = password.characters();
        try {
            store.load(new ByteArrayInputStream(Files.readAllBytes(file)), secret);
            if (store.getKey(ALIAS, secret) instanceof SecretKey key) {
                return new SecretKeySpec(key.getEncoded(), ALGORITHM);
            }
            throw new AgencyKeysException("the key store " + file + " has no key " + ALIAS);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static SecretKey make(Path file, KeystorePassword password)
            throws IOException, GeneralSecurityException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        KeyStore store = KeyStore.getInstance(TYPE, new BouncyCastleProvider());
        store.load(null, null);
        char[] secret = password.characters();
        try {
            SecretKey key = new SecretKeySpec(bytes, ALGORITHM);
            store.setKeyEntry(ALIAS, key, secret, null);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, secret);
            Disk.replace(file, out.toByteArray());
            return key;
        } finally {
            Arrays.fill(secret, '\0');
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
