package city.datastore.audit.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a {@link TilePath} is written and read. */
final class PathText {
    private static final int MAX_LENGTH = 64;
    private static final Pattern PATH =
            Pattern.compile(
                    "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})"
                            + "(?:\\.p/([1-9][0-9]{0,2}))?");

    private PathText() {}

    static void check(long index, int width) {
        if (index < 0 || index > TilePath.MAX_INDEX) {
            throw new IllegalArgumentException("no tile has the index " + index);
        }
        if (width < 1 || width > TilePath.FULL) {
            throw new IllegalArgumentException("no tile is " + width + " wide");
        }
    }

    static String write(String folder, long index, int width) {
        StringBuilder path = new StringBuilder(folder);
        String digits = Long.toString(index);
        digits = "0".repeat((3 - digits.length() % 3) % 3) + digits;
        for (int at = 0; at < digits.length(); at += 3) {
            boolean last = at + 3 == digits.length();
            path.append(last ? "" : "x").append(digits, at, at + 3).append(last ? "" : "/");
        }
        if (width < TilePath.FULL) {
            path.append(".p/").append(width);
        }
        return path.toString();
    }

    static Optional<TilePath> parse(String path) {
        if (path.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher form = PATH.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        String level = form.group(1);
        long index = Long.parseLong(form.group(2).replaceAll("[x/]", ""));
        String partial = form.group(3);
        int width = partial == null ? TilePath.FULL : Integer.parseInt(partial);
        if (index > TilePath.MAX_INDEX || (partial != null && width >= TilePath.FULL)) {
            return Optional.empty();
        }
        if (level.equals("entries")) {
            return same(path, new TilePath.Entries(index, width));
        }
        return Integer.parseInt(level) > TilePath.MAX_LEVEL
                ? Optional.empty()
                : same(path, new TilePath.Hashes(Integer.parseInt(level), index, width));
    }

    /** Refuses what reads well but is written otherwise: an index that starts with x000. */
    private static Optional<TilePath> same(String path, TilePath read) {
        return read.path().equals(path) ? Optional.of(read) : Optional.empty();
    }
}
