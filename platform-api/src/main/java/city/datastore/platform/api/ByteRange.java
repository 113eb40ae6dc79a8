package city.datastore.platform.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes {@code [from, until)} of a file, as a {@code Range} field asks for them (RFC 9110 §14).
 */
record ByteRange(long from, long until) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * The single range that the field asks for; nothing where there is no field, or one that may be
     * ignored: another unit, several ranges, or nonsense.
     *
     * @throws CallException.RangeOutside if the file has no byte in that range
     */
    static Optional<ByteRange> of(@Nullable String field, long sizeBytes) {
        if (field == null || field.length() > 60) {
            return Optional.empty();
        }
        Matcher match = ONE.matcher(field.replace(" ", ""));
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (match.group(1).isEmpty()) {
            return suffix(Long.parseLong(match.group(2)), sizeBytes);
        }
        long first = Long.parseLong(match.group(1));
        long last = match.group(2).isEmpty() ? sizeBytes - 1 : Long.parseLong(match.group(2));
        if (last < first && !match.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (first >= sizeBytes) {
            throw new CallException.RangeOutside(sizeBytes);
        }
        return Optional.of(new ByteRange(first, Math.min(last, sizeBytes - 1) + 1));
    }

    long length() {
        return until - from;
    }

    /** The {@code Content-Range} field. */
    String field(long sizeBytes) {
        return "bytes " + from + "-" + (until - 1) + "/" + sizeBytes;
    }

    private static Optional<ByteRange> suffix(long length, long sizeBytes) {
        if (length == 0 || sizeBytes == 0) {
            throw new CallException.RangeOutside(sizeBytes);
        }
        return Optional.of(new ByteRange(Math.max(0, sizeBytes - length), sizeBytes));
    }
}
