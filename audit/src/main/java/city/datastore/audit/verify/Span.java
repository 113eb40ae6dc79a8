package city.datastore.audit.verify;

/** Places of the log that follow each other, as a condition on what both tables call them. */
final class Span {
    private final String leaves;
    private final String sequences;

    private Span(String leaves, String sequences) {
        this.leaves = leaves;
        this.sequences = sequences;
    }

    /** All places before this one, those below 0 among them. */
    static Span before(long end) {
        return new Span("leaf_index < " + end, "sequence <= " + end);
    }

    /** From the first place up to before the end. */
    static Span of(long first, long end) {
        return new Span(
                "leaf_index >= " + first + " AND leaf_index < " + end,
                "sequence > " + first + " AND sequence <= " + end);
    }

    /** This place and all that come after it. */
    static Span from(long first) {
        return new Span("leaf_index >= " + first, "sequence > " + first);
    }

    /** Rows that name no place, which only a changed table can hold. */
    static Span nowhere() {
        return new Span("leaf_index IS NULL", "sequence IS NULL");
    }

    /** Of {@code audit.leaf}, which counts from 0. */
    String ofLeaves() {
        return leaves;
    }

    /** Of {@code audit.event}, which counts from 1. */
    String ofSequences() {
        return sequences;
    }
}
