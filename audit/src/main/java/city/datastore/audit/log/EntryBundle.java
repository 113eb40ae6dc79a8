package city.datastore.audit.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries as they are published, up to 256 neighbours: each has two bytes before it that say how
 * long it is, the higher one first (c2sp.org/tlog-tiles, Log entries).
 */
public final class EntryBundle {
    /** Most bytes that an entry may have. */
    public static final int MAX_ENTRY_BYTES = 0xffff;

    private EntryBundle() {}

    /** The bytes of a bundle with these entries. */
    public static byte[] encode(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > TilePath.FULL) {
            throw new IllegalArgumentException("a bundle has 1 to 256 entries");
        }
        int length = entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
        ByteBuffer bundle = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY_BYTES) {
                throw new IllegalArgumentException(
                        "an entry has at most 65535 bytes, here are " + entry.length);
            }
            bundle.putShort((short) entry.length).put(entry);
        }
        return bundle.array();
    }

    /**
     * The entries of a bundle.
     *
     * @throws LogFormatException unless there are exactly so many and nothing else
     */
    public static List<byte[]> decode(byte[] bytes, int width) {
        ByteBuffer bundle = ByteBuffer.wrap(bytes);
        List<byte[]> entries = new ArrayList<>(width);
        while (bundle.hasRemaining()) {
            if (bundle.remaining() < Short.BYTES) {
                throw new LogFormatException("a bundle ends within the length of an entry");
            }
            int length = Short.toUnsignedInt(bundle.getShort());
            if (bundle.remaining() < length) {
                throw new LogFormatException("a bundle ends within an entry");
            }
            if (entries.size() == width) {
                throw new LogFormatException("a bundle has more than " + width + " entries");
            }
            byte[] entry = new byte[length];
            bundle.get(entry);
            entries.add(entry);
        }
        if (entries.size() != width) {
            throw new LogFormatException(
                    "a bundle has %d entries, not %d".formatted(entries.size(), width));
        }
        return entries;
    }
}
