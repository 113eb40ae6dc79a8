package city.datastore.audit.trail;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a statement did: which indexes of the record it went by, and how many rows of the record it
 * read, also those that it then left out.
 *
 * @param rows and how often it went down an index to find them
 * @param text as PostgreSQL shows it, for whoever has to mend it
 */
record QueryPlan(String sql, Set<String> indexes, boolean readsWholeTable, long rows, String text) {
    /** By what, if by an index, of which table, how many rows each time, and how many times. */
    private static final Pattern SCAN =
            Pattern.compile(
                    "Scan(?: Backward)?(?: using (\\S+))? on (\\S+).*"
                            + "\\(actual rows=([0-9.]+) loops=([0-9]+)\\)");

    private static final Pattern LEFT_OUT =
            Pattern.compile("Rows Removed by (?:Filter|Index Recheck): ([0-9]+)");
    private static final Pattern SEARCHES = Pattern.compile("Index Searches: ([0-9]+)");

    static QueryPlan of(String sql, List<String> lines, Map<String, String> names) {
        var indexes = new TreeSet<String>();
        double rows = 0;
        long loops = 0;
        for (String line : lines) {
            var scan = SCAN.matcher(line);
            if (scan.find()) {
                boolean ofRecord = scan.group(2).startsWith("event");
                boolean toTable = !line.contains("Bitmap Index Scan");
                String index = toTable ? scan.group(1) : scan.group(2);
                if (index != null) {
                    indexes.add(names.getOrDefault(index, index));
                }
                loops = ofRecord ? Long.parseLong(scan.group(4)) : 0;
                rows += toTable ? Double.parseDouble(scan.group(3)) * loops : 0;
            }
            rows += (double) number(LEFT_OUT, line) * loops;
            rows += loops == 0 ? 0 : number(SEARCHES, line);
        }
        String text = String.join("\n", lines);
        return new QueryPlan(
                sql, indexes, text.contains("Seq Scan on event"), Math.round(rows), text);
    }

    private static long number(Pattern pattern, String line) {
        var found = pattern.matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** Whether it counts places of each condition, to find the rarest; it stops at a bound. */
    boolean counts() {
        return sql.startsWith("SELECT ARRAY[");
    }
}
