package city.datastore.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was measured, a line each, as Markdown that can be pasted into the documents. */
final class Table {
    private record Line(String what, String figure, String spread) {}

    private final List<Line> lines = new ArrayList<>();

    void line(String what, String figure, String spread) {
        lines.add(new Line(what, figure, spread));
        System.err.println(what + ": " + figure + " (" + spread + ")");
    }

    void print(PrintStream out) {
        out.println("| what | figure | how |");
        out.println("|---|---|---|");
        for (Line line : lines) {
            out.println("| " + line.what() + " | " + line.figure() + " | " + line.spread() + " |");
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
