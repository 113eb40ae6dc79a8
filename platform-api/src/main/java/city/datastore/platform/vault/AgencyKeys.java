package city.datastore.platform.vault;

import city.datastore.audit.names.AgencyCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * The agencies' keys, in a Bouncy Castle BCFKS key store on disk.
 *
 * <p>An agency gets its first key when its first version is sealed. Every change is written to a
 * new file, forced to disk and renamed over the old one (mode 0600), so a crash leaves either the
 * old store or the new one. Several processes may share one store: changes are made under a file
 * lock on the newest content, and a key that another process added is found when it is asked for.
 *
 * <p>Safe for use by many threads. Use one object per store and process.
 */
public final class AgencyKeys {
    private static final String TYPE = "BCFKS";

    /** 4 MiB hold more than ten thousand keys. */
    private static final long MAX_STORE_BYTES = 4L << 20;

    /** Private to this room: never registered with the JVM, so that nothing else moves to it. */
    private final BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();

    private final SecureRandom random = new SecureRandom();
    private final Path file;
    private final KeystorePassword password;
    private final ConcurrentHashMap<AgencyKeyId, AgencyKey> unlocked = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<AgencyCode, AgencyKeyId> newest = new ConcurrentHashMap<>();

    private @Nullable KeyStore read;
    private @Nullable Object readIdentity;

    private AgencyKeys(Path file, KeystorePassword password) {
        this.file = file.toAbsolutePath();
        this.password = password;
    }

    /**
     * Opens the store, or prepares for a new one if there is no file yet.
     *
     * @throws AgencyKeysException if the file is damaged, cannot be read, or has another password
     */
    public static AgencyKeys open(Path file, KeystorePassword password) {
        AgencyKeys keys = new AgencyKeys(file, password);
        keys.load();
        return keys;
    }

    /** Where the store lies, or will. */
    Path file() {
        return file;
    }

    /** Every key in the store, in order. */
    public NavigableSet<AgencyKeyId> ids() {
        return Collections.unmodifiableNavigableSet(ids(load()));
    }

    /**
     * Makes the agency's next key; versions sealed from now on use it, older ones stay readable.
     */
    public AgencyKeyId rotate(AgencyCode agency) {
        return change(store -> add(store, agency, highest(store, agency) + 1));
    }

    /**
     * The key that seals new versions of this agency; made now if there is none.
     *
     * @param beforeFirst asked before the agency's first key is made, while no other process makes
     *     one; may refuse by an exception
     */
    AgencyKey current(AgencyCode agency, Consumer<AgencyKeyId> beforeFirst) {
        AgencyKeyId known = newest.get(agency);
        if (known != null) {
            return unlock(known);
        }
        int highest = highest(load(), agency);
        AgencyKeyId id =
                highest > 0
                        ? new AgencyKeyId(agency, highest)
                        : change(store -> first(store, agency, beforeFirst));
        newest.put(agency, id);
        return unlock(id);
    }

    private AgencyKeyId first(
            KeyStore store, AgencyCode agency, Consumer<AgencyKeyId> beforeFirst) {
        int meanwhile = highest(store, agency);
        if (meanwhile > 0) {
            return new AgencyKeyId(agency, meanwhile);
        }
        beforeFirst.accept(new AgencyKeyId(agency, 1));
        return add(store, agency, 1);
    }

    /**
     * The key that a stored version names.
     *
     * @throws AgencyKeysException if the store has no such key
     */
    AgencyKey unlock(AgencyKeyId id) {
        AgencyKey known = unlocked.get(id);
        if (known != null) {
            return known;
        }
        return unlocked.computeIfAbsent(id, this::fromStore);
    }

    private AgencyKey fromStore(AgencyKeyId id) {
        char[] secret = password.characters();
        try {
            if (load().getKey(alias(id), secret) instanceof SecretKey key) {
                return new AgencyKey(id, new SecretKeySpec(key.getEncoded(), "AES"));
            }
        } catch (GeneralSecurityException e) {
            throw new AgencyKeysException("the key " + id + " in " + file + " does not open", e);
        } finally {
            Arrays.fill(secret, '\0');
        }
        throw new AgencyKeysException("the key store " + file + " has no key " + id);
    }

    private AgencyKeyId add(KeyStore store, AgencyCode agency, int generation) {
        AgencyKeyId id = new AgencyKeyId(agency, generation);
        byte[] bytes = new byte[DataKey.BYTES];
        char[] secret = password.characters();
        random.nextBytes(bytes);
        try {
            store.setKeyEntry(alias(id), new SecretKeySpec(bytes, "AES"), secret, null);
            return id;
        } catch (GeneralSecurityException e) {
            throw new AgencyKeysException("the key " + id + " cannot be added to " + file, e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(secret, '\0');
        }
    }

    /** Loads the newest content under the lock, changes it, and replaces the file. */
    private synchronized AgencyKeyId change(Function<KeyStore, AgencyKeyId> addition) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Disk.createFolders(Disk.parent(file));
            try (FileChannel channel = Disk.openOrCreate(lockFile);
                    FileLock _ = channel.lock()) {
                KeyStore store = load();
                read = null; // whatever happens now, what is on disk is what counts
                AgencyKeyId added = addition.apply(store);
                Disk.replace(file, bytes(store));
                read = store;
                readIdentity = identity();
                newest.remove(added.agency());
                return added;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new AgencyKeysException("the key store " + file + " cannot be written", e);
        }
    }

    /** The newest content; read again only when the file is another one than last time. */
    private synchronized KeyStore load() {
        try {
            if (Files.notExists(file)) {
                return read(new byte[0]);
            }
            Object identity = identity();
            if (!identity.equals(readIdentity) || read == null) {
                if (Files.size(file) > MAX_STORE_BYTES) {
                    throw new AgencyKeysException(
                            "the key store "
                                    + file
                                    + " is larger than "
                                    + MAX_STORE_BYTES
                                    + " bytes");
                }
                read = read(Files.readAllBytes(file));
                readIdentity = identity;
            }
            return read;
        } catch (IOException | GeneralSecurityException e) {
            throw new AgencyKeysException(
                    "the key store "
                            + file
                            + " does not open: it is damaged or its password is another one",
                    e);
        }
    }

    /** Each change puts a new file in place, so a new inode, time or size says: read again. */
    private Object identity() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size());
    }

    private KeyStore read(byte[] content) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE, bouncyCastle);
        if (content.length == 0) {
            store.load(null, null);
            return store;
        }
        char[] secret = password.characters();
        try {
            store.load(new ByteArrayInputStream(content), secret);
            return store;
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private byte[] bytes(KeyStore store) throws IOException, GeneralSecurityException {
        char[] secret = password.characters();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, secret);
            return out.toByteArray();
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private int highest(KeyStore store, AgencyCode agency) {
        return ids(store).stream()
                .filter(id -> id.agency().equals(agency))
                .mapToInt(AgencyKeyId::generation)
                .max()
                .orElse(0);
    }

    private NavigableSet<AgencyKeyId> ids(KeyStore store) {
        NavigableSet<AgencyKeyId> ids =
                new TreeSet<>(
                        Comparator.comparing(AgencyKeyId::agency)
                                .thenComparingInt(AgencyKeyId::generation));
        try {
            for (String alias : Collections.list(store.aliases())) {
                int hash = alias.lastIndexOf('#');
                ids.add(
                        new AgencyKeyId(
                                new AgencyCode(alias.substring(0, hash)),
                                Integer.parseInt(alias.substring(hash + 1))));
            }
            return ids;
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new AgencyKeysException(
                    "the key store " + file + " holds something that is not an agency's key", e);
        }
    }

    private static String alias(AgencyKeyId id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }
}
