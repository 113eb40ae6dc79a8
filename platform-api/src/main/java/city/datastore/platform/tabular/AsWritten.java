package city.datastore.platform.tabular;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and days as councils write them; what is not certainly one is none. */
final class AsWritten {
    /** {@code 1,620.00}, {@code -£12}, {@code (5.50)}; commas in groups of three, or none. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(\\()?([-+]?)£?([-+]?)"
                            + "([0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,30})(\\.[0-9]{1,12})?(\\))?");

    /** {@code 2026-04-01}, alone or before a time. */
    private static final Pattern YEAR_FIRST =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9].*)?");

    /** {@code 01/04/2026}, {@code 1-Apr-26}, {@code 1 April 2026}, alone or before a time. */
    private static final Pattern DAY_FIRST =
            Pattern.compile(
                    "([0-9]{1,2})([/. -])([0-9]{1,2}|[A-Za-z]{3,9})\\2([0-9]{4}|[0-9]{2})"
                            + "(?:[T ][0-9].*)?");

    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    /** Longest text whose digits fit into a long. */
    private static final int PLAIN = 18;

    private static final int MAX_FRACTION = 12;

    private AsWritten() {}

    static @Nullable BigDecimal number(String value) {
        var plain = plainNumber(value);
        if (plain != null) {
            return plain;
        }
        Matcher found = NUMBER.matcher(value);
        if (!found.matches()) {
            return null;
        }
        boolean brackets = found.group(1) != null;
        String sign = found.group(2) + found.group(3);
        if (brackets != (found.group(6) != null) || sign.length() > (brackets ? 0 : 1)) {
            return null;
        }
        String fraction = found.group(5) == null ? "" : found.group(5);
        var size = new BigDecimal(found.group(4).replace(",", "") + fraction);
        return brackets || sign.equals("-") ? size.negate() : size;
    }

    /** Of digits with at most one point within, as most are; null: to be looked at more closely. */
    private static @Nullable BigDecimal plainNumber(String value) {
        boolean negative = value.startsWith("-");
        int first = negative ? 1 : 0;
        int point = value.indexOf('.');
        int fraction = point < 0 ? 0 : value.length() - point - 1;
        if (value.length() == first
                || value.length() > PLAIN
                || point == first
                || (point > 0 && (fraction == 0 || fraction > MAX_FRACTION))) {
            return null;
        }
        long digits = 0;
        for (int i = first; i < value.length(); i++) {
            char c = value.charAt(i);
            if (i != point) {
                if (c < '0' || c > '9') {
                    return null;
                }
                digits = 10 * digits + (c - '0');
            }
        }
        return BigDecimal.valueOf(negative ? -digits : digits, fraction);
    }

    /** The day comes before the month, as in the United Kingdom; two digits are years from 2000. */
    static @Nullable LocalDate date(String value) {
        try {
            Matcher found = YEAR_FIRST.matcher(value);
            if (found.matches()) {
                return LocalDate.of(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3)));
            }
            found = DAY_FIRST.matcher(value);
            if (!found.matches()) {
                return null;
            }
            int year = Integer.parseInt(found.group(4));
            return LocalDate.of(
                    year < 100 ? 2000 + year : year,
                    month(found.group(3)),
                    Integer.parseInt(found.group(1)));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static int month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        String name = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            String month = MONTHS.get(i);
            if (name.equals(month) || name.equals(month.substring(0, 3))) {
                return i + 1;
            }
        }
        return name.equals("sept") ? 9 : 0;
    }
}
