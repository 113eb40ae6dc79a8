package city.datastore.platform.subjects;

import java.util.HexFormat;

/** A keyed hash that stands for one person under one kind of identifier. */
public final class SubjectHash {
    private final byte[] bytes;

    SubjectHash(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Lower-case hexadecimal, as the record names it. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
