package city.datastore.platform.vault;

import city.datastore.access.gate.Pass;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.VersionId;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps every version encrypted, and opens one only for a pass to exactly that version.
 *
 * <p>Guarantees: no plaintext byte on disk; one segment (64 KiB) in memory per stream, whatever the
 * size; a fresh data key for every version, wrapped under the owning agency's key; a stored file
 * that differs in one bit, is cut or longer, or is any other file than the one the catalogue names,
 * is refused. Not guaranteed: anything against somebody who holds the disk, the key store and its
 * password.
 *
 * <p>Safe for use by many threads.
 */
public final class Vault {
    private static final int BUFFER_BYTES = 1 << 16;

    private final VaultFolder folder;
    private final AgencyKeys keys;
    private final SealedKeys sealedKeys;
    private final Disk.Writer writer;

    /**
     * @param folder where the files lie; made if missing, mode 0700
     * @throws VaultException if it cannot be made
     * @throws AgencyKeysException if it holds files sealed under a key that is not there: a new key
     *     beside them, of the same name, would hide that the old one is lost
     */
    public Vault(Path folder, AgencyKeys keys) {
        this(new VaultFolder(folder), keys, Disk.Writer.plain());
    }

    Vault(VaultFolder folder, AgencyKeys keys, Disk.Writer writer) {
        this.folder = folder;
        this.keys = keys;
        this.sealedKeys = new SealedKeys(folder, keys);
        this.writer = writer;
        try {
            folder.create();
            sealedKeys.demandAll();
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    /**
     * Removes a committed file that the catalogue does not name, such as that of an upload whose
     * transaction failed. Does nothing if there is none. It does not come back after a power cut.
     *
     * @throws VaultException if the disk refuses
     */
    public void remove(StoredFile file) {
        try {
            Path place = folder.place(file);
            Files.deleteIfExists(place);
            if (Files.isDirectory(Disk.parent(place))) {
                Disk.forceFolder(Disk.parent(place));
            }
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    /** Finds what crashed uploads left in this vault. */
    public VaultSweep sweep() {
        return new VaultSweep(folder);
    }

    /** Names of the part files that uploads in this process are writing now. */
    public Set<String> partsInUse() {
        return folder.partsInUse();
    }

    /**
     * Encrypts the whole stream into a part file; {@link Sealed#commit} puts it in its place. If
     * this throws, whatever the reason, nothing is left behind. The stream is not closed.
     *
     * @param maxBytes the longest plaintext that is accepted
     * @throws SealException.TooLarge if the stream is longer
     * @throws SealException.SourceCut if reading the stream fails
     * @throws SealException.NoSpace if the disk is full
     * @throws VaultException if the disk or the key store fails
     */
    public Sealed seal(VersionId version, InputStream plaintext, long maxBytes) {
        Path part = folder.newPart();
        Sealed sealed = null;
        try {
            sealed = write(version, plaintext, maxBytes, part);
            return sealed;
        } catch (IOException e) {
            throw folder.fault(e);
        } catch (GeneralSecurityException | AgencyKeysException e) {
            throw new VaultException(e);
        } finally {
            if (sealed == null) {
                folder.drop(part);
            }
        }
    }

    private Sealed write(VersionId version, InputStream plaintext, long maxBytes, Path part)
            throws IOException, GeneralSecurityException {
        AgencyKey agencyKey = sealedKeys.current(version.dataset().agency());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        FileChannel channel = Disk.createNew(part);
        boolean written = false;
        try (DataKey dataKey = DataKey.fresh()) {
            UUID id = UUID.randomUUID();
            Header header =
                    dataKey.wrap(agencyKey, Header.boundToWrap(agencyKey.id(), version, id));
            OutputStream file = new KeptOpen(writer.to(channel));
            file.write(header.bytes());
            OutputStream body =
                    dataKey.cipher().newEncryptingStream(file, header.boundToStream(version, id));
            long size = copy(plaintext, maxBytes, digest, body);
            // Writes the last segment; the file itself stays open for commit to force it.
            body.close();
            written = true;
            return new Sealed(
                    folder,
                    part,
                    channel,
                    StoredFile.of(version, id, size),
                    HexFormat.of().formatHex(digest.digest()));
        } finally {
            if (!written) {
                channel.close();
            }
        }
    }

    private static long copy(
            InputStream plaintext, long maxBytes, MessageDigest digest, OutputStream body)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = next(plaintext, buffer); read >= 0; read = next(plaintext, buffer)) {
            size += read;
            if (size > maxBytes) {
                throw new SealException.TooLarge(maxBytes);
            }
            digest.update(buffer, 0, read);
            body.write(buffer, 0, read);
        }
        return size;
    }

    private static int next(InputStream plaintext, byte[] buffer) {
        try {
            return plaintext.read(buffer);
        } catch (IOException e) {
            throw new SealException.SourceCut(e);
        }
    }

    /**
     * Opens a version. Before this returns, everything that can be checked without reading the
     * whole has been: that the pass is for this version, the file's length against the catalogue's
     * size, the header, the key wrap, and the first segment. A fault further on is thrown as {@link
     * VaultException} by the read that meets it.
     *
     * @throws VaultException if anything is not as it was sealed, or the pass is for something else
     */
    public Opened open(Pass pass, StoredFile file) {
        demand(pass, file.version());
        FileChannel channel = null;
        boolean checked = false;
        try {
            channel = Disk.openForReading(folder.place(file));
            Opened opened = new Opened(decrypting(channel, file), file.sizeBytes());
            opened.check(0);
            checked = true;
            return opened;
        } catch (IOException | GeneralSecurityException | AgencyKeysException e) {
            throw new VaultException(e);
        } finally {
            if (!checked && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    /**
     * What makes the pseudonyms of the agreement that the pass rests on. The key stays in this
     * room.
     *
     * @throws VaultException if the pass is for something else, or the key is not as it was wrapped
     */
    public PseudonymMaker pseudonyms(Pass pass, VersionId version, PseudonymKeys kept) {
        demand(pass, version);
        return new PseudonymRoom(keys, sealedKeys).open(pass, version.dataset(), kept);
    }

    private static void demand(Pass pass, VersionId version) {
        Target wanted = new Target.OfVersion(version.dataset(), version.number());
        if (pass.question().act() != Act.READ_CONTENT || !pass.question().target().equals(wanted)) {
            throw new VaultException("the pass is not for reading " + version);
        }
    }

    private SeekableByteChannel decrypting(FileChannel channel, StoredFile file)
            throws IOException, GeneralSecurityException {
        Header header = Header.read(channel);
        VersionId version = file.version();
        if (!header.keyId().agency().equals(version.dataset().agency())) {
            throw new VaultException("the file names a key of " + header.keyId().agency());
        }
        AgencyKey agencyKey = keys.unlock(header.keyId());
        byte[] boundToWrap = Header.boundToWrap(header.keyId(), version, file.id());
        try (DataKey dataKey = DataKey.unwrap(header, agencyKey, boundToWrap)) {
            AesGcmHkdfStreaming cipher = dataKey.cipher();
            long expected = cipher.expectedCiphertextSize(file.sizeBytes());
            if (channel.size() != expected) {
                throw new VaultException(
                        "the file has " + channel.size() + " bytes instead of " + expected);
            }
            byte[] boundToStream = header.boundToStream(version, file.id());
            if (file.sizeBytes() == 0) {
                checkEmpty(cipher, channel, boundToStream);
            }
            return cipher.newSeekableDecryptingChannel(channel, boundToStream);
        }
    }

    /** The seekable channel decrypts only what is read, and of nothing it reads nothing. */
    private static void checkEmpty(
            AesGcmHkdfStreaming cipher, FileChannel channel, byte[] boundToStream)
            throws IOException, GeneralSecurityException {
        InputStream body = Channels.newInputStream(channel.position(Header.BYTES));
        if (cipher.newDecryptingStream(body, boundToStream).read() >= 0) {
            throw new VaultException("an empty version has a byte");
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It was only read from.
        }
    }

    /** Passes everything on but the closing. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
