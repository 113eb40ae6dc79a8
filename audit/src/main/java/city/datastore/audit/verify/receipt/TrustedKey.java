package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A public key that signatures of checkpoints are checked by, with its name and its kind. */
public final class TrustedKey {
    /** What a key signs, by the byte that stands for it. */
    private enum Kind {
        LOG(1, "Ed25519", "302a300506032b6570032100", 32, 0, 64),
        WITNESS(4, "Ed25519", "302a300506032b6570032100", 32, 8, 64),
        LATTICE(6, "ML-DSA-44", "30820532300b06096086480165030403110382052100", 1312, 8, 2420);

        private final int number;
        private final String scheme;
        private final String x509;
        private final int keyBytes;
        private final int timeBytes;
        private final int signatureBytes;

        Kind(
                int number,
                String scheme,
                String x509,
                int keyBytes,
                int timeBytes,
                int signatureBytes) {
            this.number = number;
            this.scheme = scheme;
            this.x509 = x509;
            this.keyBytes = keyBytes;
            this.timeBytes = timeBytes;
            this.signatureBytes = signatureBytes;
        }
    }

    private static final int MAX_BYTES = 64 * 1024;

    private final String name;
    private final Kind kind;
    private final byte[] typed;
    private final byte[] id;
    private final PublicKey key;

    private TrustedKey(String name, Kind kind, byte[] typed) {
        this.name = name;
        this.kind = kind;
        this.typed = typed;
        MessageDigest sha256 = Plain.sha256();
        sha256.update((name + "\n").getBytes(UTF_8));
        this.id = Arrays.copyOf(sha256.digest(typed), 4);
        this.key = publicKey(kind, Arrays.copyOfRange(typed, 1, typed.length));
    }

    private static PublicKey publicKey(Kind kind, byte[] bytes) {
        byte[] before = HexFormat.of().parseHex(kind.x509);
        byte[] encoded = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, before.length, bytes.length);
        try {
            return KeyFactory.getInstance(kind.scheme)
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw RefusedException.unreadable(
                    "The verifier key holds no public key of " + kind.scheme + ".", e);
        }
    }

    /**
     * The key that this line is.
     *
     * @throws RefusedException when it is none
     */
    public static TrustedKey parse(String line) {
        String[] parts = line.split("\\+", 3);
        if (parts.length < 3) {
            throw RefusedException.unreadable(
                    "A verifier key is a name, an id and base64, with a plus between each.");
        }
        byte[] typed = Plain.base64(parts[2], "verifier key");
        for (Kind kind : Kind.values()) {
            if (typed.length == 1 + kind.keyBytes && typed[0] == kind.number) {
                TrustedKey key = new TrustedKey(Plain.keyName(parts[0]), kind, typed);
                if (key.idText().equals(parts[1])) {
                    return key;
                }
                throw RefusedException.unreadable(
                        "The verifier key of %s has the id %s, and its text says another."
                                .formatted(key.name, key.idText()));
            }
        }
        throw RefusedException.unreadable(
                "The verifier key is of a kind that is not known here: Ed25519 and ML-DSA-44 are.");
    }

    /**
     * The keys in a file, one a line.
     *
     * @throws RefusedException when a line is no key, or there is none
     */
    public static List<TrustedKey> parseAll(byte[] file) {
        List<TrustedKey> keys = new ArrayList<>();
        for (String line : Plain.text(file, MAX_BYTES, "key file").split("\n", -1)) {
            if (!line.isBlank()) {
                keys.add(parse(line.strip()));
            }
        }
        if (keys.isEmpty()) {
            throw RefusedException.unreadable("The key file holds no key.");
        }
        return keys;
    }

    /** The name, for the log's own keys its origin. */
    public String name() {
        return name;
    }

    /** The name, the id and the scheme, for people. */
    public String described() {
        return name + "+" + idText() + " (" + kind.scheme + ")";
    }

    boolean cosigns() {
        return kind.timeBytes > 0;
    }

    /** The same key under another name or kind is the same. */
    boolean samePublicKey(TrustedKey other) {
        return Arrays.equals(typed, 1, typed.length, other.typed, 1, other.typed.length);
    }

    private String idText() {
        return HexFormat.of().formatHex(id);
    }

    /** Whether a signature line names this key. */
    boolean named(Note.Line line) {
        return line.signer().equals(name) && Arrays.equals(line.keyId(), id);
    }

    /** Whether the signature of a line that names this key holds for the note. */
    boolean holds(Note note, Note.Line line) {
        byte[] bytes = line.signature();
        if (bytes.length != kind.timeBytes + kind.signatureBytes) {
            return false;
        }
        byte[] time = Arrays.copyOf(bytes, kind.timeBytes);
        if (time.length > 0 && time[0] < 0) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(kind.scheme);
            signature.initVerify(key);
            signature.update(signed(note, time));
            return signature.verify(bytes, kind.timeBytes, kind.signatureBytes);
        } catch (SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has " + kind.scheme, e);
        }
    }

    /** The bytes that are signed: docs/audit-log-format.md, Keys. */
    private byte[] signed(Note note, byte[] time) {
        return switch (kind) {
            case LOG -> note.text().getBytes(UTF_8);
            case WITNESS ->
                    ("cosignature/v1\ntime " + seconds(time) + "\n" + note.text()).getBytes(UTF_8);
            case LATTICE -> subtree(note.checkpoint(), time);
        };
    }

    private byte[] subtree(Checkpoint checkpoint, byte[] time) {
        byte[] signer = name.getBytes(UTF_8);
        byte[] origin = checkpoint.origin().getBytes(UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes("subtree/v1\n\0".getBytes(UTF_8));
        out.write(signer.length);
        out.writeBytes(signer);
        out.writeBytes(time);
        out.write(origin.length);
        out.writeBytes(origin);
        out.writeBytes(new byte[8]);
        out.writeBytes(ByteBuffer.allocate(8).putLong(checkpoint.size()).array());
        out.writeBytes(checkpoint.root().bytes());
        return out.toByteArray();
    }

    private static long seconds(byte[] time) {
        return ByteBuffer.wrap(time).getLong();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedKey that
                && name.equals(that.name)
                && Arrays.equals(typed, that.typed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(typed));
    }

    @Override
    public String toString() {
        return described();
    }
}
