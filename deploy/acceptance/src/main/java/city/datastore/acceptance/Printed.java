package city.datastore.acceptance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The walk-through on paper: numbered steps, aligned lines, and what was not as it should be. */
final class Printed {
    private static final int WIDTH = 100;
    private static final int LABEL = 14;
    private static final List<Integer> TABLE = List.of(9, 15, 25, 9);

    private final PrintStream out;
    private final List<String> faults = new ArrayList<>();
    private int step;

    Printed(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println(text);
        out.println("=".repeat(Math.min(WIDTH, text.length())));
    }

    void step(String person, String what) {
        step++;
        out.println();
        out.printf("%2d. %s %s%n", step, person, what);
    }

    void line(String label, Object value) {
        String indent = " ".repeat(4 + LABEL);
        var lines = wrapped(String.valueOf(value), WIDTH - indent.length());
        out.printf("    %-" + LABEL + "s%s%n", label, lines.getFirst());
        lines.stream().skip(1).forEach(more -> out.println(indent + more));
    }

    /** What the platform answered, and whether that is the answer that was due. */
    void answer(Answer answer, int due) {
        line("answer", answer.status() + (answer.status() == due ? "" : "   NOT " + due));
        answer.header("Audit-Event").ifPresent(id -> line("audit event", id));
        if (answer.status() >= 400) {
            line("detail", answer.text("detail"));
            if (!answer.texts("reasons").isEmpty()) {
                line("reasons", String.join(", ", answer.texts("reasons")));
            }
            if (!answer.text("next").isEmpty()) {
                line("next", answer.text("next"));
            }
            answer.json()
                    .path("errors")
                    .forEach(each ->
                            line(
                                    "fault",
                                    each.path("field").asString("")
                                            + ": "
                                            + each.path("detail").asString("")));
        }
        if (answer.status() != due) {
            throw new WalkthroughException(
                    "Step "
                            + step
                            + " was answered with "
                            + answer.status()
                            + ", not "
                            + due
                            + ".");
        }
    }

    /** Notes whether something is as it should be. */
    void check(String what, boolean holds) {
        line(holds ? "checked" : "FAULT", what);
        if (!holds) {
            faults.add("step " + step + ": " + what);
        }
    }

    /** One row of a table; every cell but the last is padded to the width of its column. */
    void row(List<String> cells) {
        var row = new StringBuilder("   ");
        for (int i = 0; i < cells.size(); i++) {
            row.append(' ').append(cells.get(i));
            if (i < TABLE.size()) {
                row.append(" ".repeat(Math.max(1, TABLE.get(i) - cells.get(i).length())));
            }
        }
        out.println(row.toString().stripTrailing());
    }

    /** The closing word; true when all was as it should be. */
    boolean end() {
        out.println();
        if (faults.isEmpty()) {
            out.println("All " + step + " steps were as they should be.");
            return true;
        }
        out.println("Not as it should be:");
        faults.forEach(each -> out.println("  - " + each));
        return false;
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
