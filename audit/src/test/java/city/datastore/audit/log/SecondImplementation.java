package city.datastore.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A verifier of receipts and of signatures on checkpoints, written from {@code
 * docs/audit-log-format.md} alone, with nothing but the JDK.
 */
final class SecondImplementation {
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] ML_DSA_44 =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private SecondImplementation() {}

    static byte[] entry(byte[] salt, byte[] event) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        mac.update("city-datastore/audit-entry/v1\n".getBytes(UTF_8));
        return mac.doFinal(sha256(event));
    }

    static byte[] leaf(byte[] entry) throws GeneralSecurityException {
        return sha256(new byte[] {0}, entry);
    }

    static byte[] node(byte[] left, byte[] right) throws GeneralSecurityException {
        return sha256(new byte[] {1}, left, right);
    }

    static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    }

    /** Whether the receipt shows that the event is in the log with this Ed25519 key. */
    static boolean verify(String receipt, byte[] event, String verifierKey)
            throws GeneralSecurityException {
        String[] key = verifierKey.split("\\+", 3);
        String[] parts = receipt.split("\n\n", 3);
        List<String> lines = List.of(parts[0].split("\n", -1));
        String text = parts[1] + "\n";
        String[] head = parts[1].split("\n", 3);
        byte[] extra = base64(lines.get(1).substring("extra ".length()));
        long index = Long.parseLong(lines.get(2).substring("index ".length()));
        byte[] hash = leaf(entry(Arrays.copyOfRange(extra, 1, 33), event));
        hash = root(hash, index, Long.parseLong(head[1]), lines.subList(3, lines.size()));
        return lines.getFirst().equals("c2sp.org/tlog-proof@v1")
                && extra.length == 33
                && extra[0] == 1
                && head[0].equals(key[0])
                && Arrays.equals(hash, base64(head[2]))
                && signed(text, parts[2], verifierKey);
    }

    /** RFC 9162 §2.1.3.2, step by step. */
    private static byte[] root(byte[] leaf, long index, long size, List<String> path)
            throws GeneralSecurityException {
        byte[] hash = leaf;
        long fn = index;
        long sn = size - 1;
        for (String line : path) {
            byte[] next = base64(line);
            if (sn == 0) {
                return new byte[0];
            }
            if (fn % 2 == 1 || fn == sn) {
                hash = node(next, hash);
                while (fn % 2 == 0 && fn != 0) {
                    fn /= 2;
                    sn /= 2;
                }
            } else {
                hash = node(hash, next);
            }
            fn /= 2;
            sn /= 2;
        }
        return sn == 0 ? hash : new byte[0];
    }

    /** Whether one of these lines is a signature on the checkpoint by this key, of any kind. */
    static boolean signed(String text, String signatures, String verifierKey)
            throws GeneralSecurityException {
        String[] key = verifierKey.split("\\+", 3);
        byte[] typed = base64(key[2]);
        for (String line : signatures.lines().toList()) {
            String[] words = line.split(" ", 3);
            byte[] blob = base64(words[2]);
            String id = HexFormat.of().formatHex(blob, 0, 4);
            if (words[1].equals(key[0]) && id.equals(key[1])) {
                return signed(text, blob, key[0], typed);
            }
        }
        return false;
    }

    private static boolean signed(String text, byte[] blob, String name, byte[] typed)
            throws GeneralSecurityException {
        long time = typed[0] == 1 ? 0 : ByteBuffer.wrap(blob).getLong(4);
        byte[] message =
                switch (typed[0]) {
                    case 1 -> text.getBytes(UTF_8);
                    case 4 -> ("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8);
                    default -> subtree(name, time, text);
                };
        String algorithm = typed[0] == 6 ? "ML-DSA-44" : "Ed25519";
        byte[] x509 = typed[0] == 6 ? ML_DSA_44 : ED25519;
        byte[] encoded = Arrays.copyOf(x509, x509.length + typed.length - 1);
        System.arraycopy(typed, 1, encoded, x509.length, typed.length - 1);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(
                KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(message);
        int skip = typed[0] == 1 ? 4 : 12;
        return verifier.verify(blob, skip, blob.length - skip);
    }

    /** What an ML-DSA-44 signature on a checkpoint is made over. */
    static byte[] subtree(String name, long time, String text) {
        String[] lines = text.split("\n", 4);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes("subtree/v1\n\0".getBytes(UTF_8));
        message.write(name.length());
        message.writeBytes(name.getBytes(UTF_8));
        message.writeBytes(number(time));
        message.write(lines[0].length());
        message.writeBytes(lines[0].getBytes(UTF_8));
        message.writeBytes(number(0));
        message.writeBytes(number(Long.parseLong(lines[1])));
        message.writeBytes(base64(lines[2]));
        return message.toByteArray();
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** The id that a verifier key has to have. */
    static String keyId(String verifierKey) throws GeneralSecurityException {
        String[] key = verifierKey.split("\\+", 3);
        byte[] name = (key[0] + "\n").getBytes(UTF_8);
        return HexFormat.of().formatHex(sha256(name, base64(key[2])), 0, 4);
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }
}
