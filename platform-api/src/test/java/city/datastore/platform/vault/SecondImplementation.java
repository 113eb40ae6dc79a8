package city.datastore.platform.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The format read and written from {@code docs/vault-format.md} alone, with the JDK's ciphers and
 * whole files in memory; it shares no line with the vault.
 */
final class SecondImplementation {
    private static final int SEGMENT = 65_536;

    private SecondImplementation() {}

    /** The four random values of a file: 32, 12, 32 and 7 bytes. */
    static final class Randomness {
        private final byte[] dataKey;
        private final byte[] wrapNonce;
        private final byte[] salt;
        private final byte[] noncePrefix;

        Randomness(byte[] dataKey, byte[] wrapNonce, byte[] salt, byte[] noncePrefix) {
            this.dataKey = dataKey;
            this.wrapNonce = wrapNonce;
            this.salt = salt;
            this.noncePrefix = noncePrefix;
        }
    }

    static byte[] seal(
            byte[] agencyKey,
            String agency,
            int generation,
            String dataset,
            int version,
            byte[] id,
            Randomness random,
            byte[] plaintext)
            throws GeneralSecurityException {
        byte[] prefix = new byte[48];
        ByteBuffer.wrap(prefix)
                .put("CDSVAULT".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) agency.length())
                .putShort((short) 0)
                .putInt(generation)
                .put(agency.getBytes(StandardCharsets.US_ASCII));
        byte[] wrapped =
                gcm(
                        Cipher.ENCRYPT_MODE,
                        agencyKey,
                        random.wrapNonce,
                        bound("city-datastore/vault/1/wrap", prefix, dataset, version, id),
                        random.dataKey);
        byte[] header = concat(prefix, random.wrapNonce, wrapped);
        byte[] key =
                hkdf(
                        random.dataKey,
                        random.salt,
                        bound("city-datastore/vault/1/stream", header, dataset, version, id));
        var out = new ByteArrayOutputStream();
        out.writeBytes(concat(header, new byte[] {40}, random.salt, random.noncePrefix));
        int at = 0;
        for (int segment = 0; ; segment++) {
            int room = SEGMENT - 16 - (segment == 0 ? 148 : 0);
            int until = Math.min(plaintext.length, at + room);
            boolean last = until == plaintext.length;
            out.writeBytes(
                    gcm(
                            Cipher.ENCRYPT_MODE,
                            key,
                            nonce(random.noncePrefix, segment, last),
                            new byte[0],
                            Arrays.copyOfRange(plaintext, at, until)));
            at = until;
            if (last) {
                return out.toByteArray();
            }
        }
    }

    static byte[] open(byte[] agencyKey, String dataset, int version, byte[] id, byte[] file)
            throws GeneralSecurityException {
        byte[] header = Arrays.copyOf(file, 108);
        byte[] dataKey =
                gcm(
                        Cipher.DECRYPT_MODE,
                        agencyKey,
                        Arrays.copyOfRange(file, 48, 60),
                        bound(
                                "city-datastore/vault/1/wrap",
                                Arrays.copyOf(file, 48),
                                dataset,
                                version,
                                id),
                        Arrays.copyOfRange(file, 60, 108));
        byte[] key =
                hkdf(
                        dataKey,
                        Arrays.copyOfRange(file, 109, 141),
                        bound("city-datastore/vault/1/stream", header, dataset, version, id));
        byte[] noncePrefix = Arrays.copyOfRange(file, 141, 148);
        var out = new ByteArrayOutputStream();
        int at = 148;
        for (int segment = 0; ; segment++) {
            int until = Math.min(file.length, (segment + 1) * SEGMENT);
            boolean last = until == file.length;
            out.writeBytes(
                    gcm(
                            Cipher.DECRYPT_MODE,
                            key,
                            nonce(noncePrefix, segment, last),
                            new byte[0],
                            Arrays.copyOfRange(file, at, until)));
            at = until;
            if (last) {
                return out.toByteArray();
            }
        }
    }

    private static byte[] nonce(byte[] prefix, int segment, boolean last) {
        return ByteBuffer.allocate(12)
                .put(prefix)
                .putInt(segment)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    private static byte[] bound(
            String label, byte[] header, String dataset, int version, byte[] id) {
        byte[] name = dataset.getBytes(StandardCharsets.US_ASCII);
        return concat(
                label.getBytes(StandardCharsets.US_ASCII),
                new byte[] {0},
                header,
                ByteBuffer.allocate(2).putShort((short) name.length).array(),
                name,
                ByteBuffer.allocate(4).putInt(version).array(),
                id);
    }

    private static byte[] hkdf(byte[] secret, byte[] salt, byte[] info)
            throws GeneralSecurityException {
        byte[] extracted = hmac(salt, secret);
        return hmac(extracted, concat(info, new byte[] {1}));
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] in)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(in);
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
