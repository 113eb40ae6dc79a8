package city.datastore.audit.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/** The definition of RFC 6962 §2.1 written out, with nothing of ours in it but the type. */
public record NaiveTree(List<byte[]> entries) implements Nodes {
    /** A tree of so many short entries, all different. */
    public static NaiveTree of(int size) {
        return new NaiveTree(
                IntStream.range(0, size).mapToObj(i -> ("entry " + i).getBytes(UTF_8)).toList());
    }

    /** MTH(D[from:until]). */
    public Hash root(int from, int until) {
        int leaves = until - from;
        if (leaves == 0) {
            return sha256(new byte[0]);
        }
        if (leaves == 1) {
            return sha256(joined((byte) 0, entries.get(from)));
        }
        int split = 1;
        while (split * 2 < leaves) {
            split *= 2;
        }
        return sha256(
                joined(
                        (byte) 1,
                        root(from, from + split).bytes(),
                        root(from + split, until).bytes()));
    }

    @Override
    public Hash node(int level, long index) {
        return root((int) index << level, (int) (index + 1) << level);
    }

    private static byte[] joined(byte first, byte[]... rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(first);
        for (byte[] part : rest) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Hash sha256(byte[] bytes) {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
