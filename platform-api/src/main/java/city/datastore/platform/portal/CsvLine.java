package city.datastore.platform.portal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of a CSV file (RFC 4180) that no spreadsheet takes for a formula: what starts like one
 * gets an apostrophe before it, as OWASP advises (CSV Injection).
 */
final class CsvLine {
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private CsvLine() {}

    static String of(@Nullable Object... values) {
        return of(Arrays.asList(values));
    }

    static String of(List<? extends @Nullable Object> values) {
        return values.stream().map(CsvLine::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
