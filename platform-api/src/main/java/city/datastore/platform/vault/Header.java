package city.datastore.platform.vault;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.VersionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * The first {@value #BYTES} bytes of a stored file: which agency key, and the data key wrapped
 * under it. Layout in {@code docs/vault-format.md}.
 */
final class Header {
    static final int BYTES = 108;

    /** The part in front of the nonce; it is bound into the key wrap. */
    static final int PREFIX_BYTES = 48;

    static final int WRAPPED_BYTES = DataKey.BYTES + AgencyKey.TAG_BYTES;

    private static final int AGENCY_BYTES = 32;
    private static final byte[] WRAP = label("city-datastore/vault/1/wrap");
    private static final byte[] STREAM = label("city-datastore/vault/1/stream");

    private final AgencyKeyId keyId;
    private final byte[] bytes;

    private Header(AgencyKeyId keyId, byte[] bytes) {
        this.keyId = keyId;
        this.bytes = bytes;
    }

    /** The part that comes before the wrapped key, for a version that is being sealed. */
    static byte[] prefix(AgencyKeyId keyId) {
        byte[] agency = keyId.agency().value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(PREFIX_BYTES)
                .putLong(VaultFormat.MAGIC)
                .put(VaultFormat.FORMAT)
                .put((byte) agency.length)
                .putShort((short) 0)
                .putInt(keyId.generation())
                .put(agency)
                .array();
    }

    static Header of(AgencyKeyId keyId, byte[] nonce, byte[] wrapped) {
        return new Header(
                keyId,
                ByteBuffer.allocate(BYTES).put(prefix(keyId)).put(nonce).put(wrapped).array());
    }

    /**
     * The header of a stored file; the channel's position stays.
     *
     * @throws VaultException unless it begins with one that {@link #of} could have written
     */
    static Header read(FileChannel file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(BYTES);
        while (header.hasRemaining()) {
            if (file.read(header, header.position()) < 0) {
                throw new VaultException("the file ends within its header");
            }
        }
        return parse(header.array());
    }

    /**
     * @throws VaultException unless the bytes are a header that {@link #of} could have written
     */
    static Header parse(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new VaultException("a header has " + BYTES + " bytes: " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getLong() != VaultFormat.MAGIC || in.get() != VaultFormat.FORMAT) {
            throw new VaultException("not a vault file of format " + VaultFormat.FORMAT);
        }
        int agencyLength = Byte.toUnsignedInt(in.get());
        in.getShort();
        int generation = in.getInt();
        if (agencyLength < 1 || agencyLength > AGENCY_BYTES || generation < 1) {
            throw new VaultException(
                    "header out of bounds: agency length "
                            + agencyLength
                            + ", generation "
                            + generation);
        }
        byte[] agency = new byte[agencyLength];
        in.get(agency);
        AgencyKeyId keyId;
        try {
            keyId =
                    new AgencyKeyId(
                            new AgencyCode(new String(agency, StandardCharsets.US_ASCII)),
                            generation);
        } catch (NameException e) {
            throw new VaultException(e);
        }
        // One header, one spelling: padding and reserved bytes that are not zero are refused here.
        if (!Arrays.equals(prefix(keyId), Arrays.copyOf(bytes, PREFIX_BYTES))) {
            throw new VaultException("padding or reserved bytes of the header are not zero");
        }
        return new Header(keyId, bytes.clone());
    }

    AgencyKeyId keyId() {
        return keyId;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] nonce() {
        return Arrays.copyOfRange(bytes, PREFIX_BYTES, PREFIX_BYTES + AgencyKey.NONCE_BYTES);
    }

    byte[] wrappedKey() {
        return Arrays.copyOfRange(bytes, BYTES - WRAPPED_BYTES, BYTES);
    }

    /** What the key wrap vouches for besides the key: the header's prefix and whose file it is. */
    static byte[] boundToWrap(AgencyKeyId keyId, VersionId version, UUID file) {
        return bound(WRAP, prefix(keyId), version, file);
    }

    /**
     * What the stream's key depends on besides the data key: the whole header and whose file it is.
     */
    byte[] boundToStream(VersionId version, UUID file) {
        return bound(STREAM, bytes, version, file);
    }

    private static byte[] bound(byte[] label, byte[] header, VersionId version, UUID file) {
        byte[] dataset = version.dataset().toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(label.length + header.length + 2 + dataset.length + 4 + 16)
                .put(label)
                .put(header)
                .putShort((short) dataset.length)
                .put(dataset)
                .putInt(version.number())
                .putLong(file.getMostSignificantBits())
                .putLong(file.getLeastSignificantBits())
                .array();
    }

    private static byte[] label(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }
}
