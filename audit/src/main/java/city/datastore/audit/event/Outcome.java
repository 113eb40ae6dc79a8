package city.datastore.audit.event;

import java.util.List;

/**
 * How it ended. Decisions are {@link Allowed} or {@link Refused}; changes and releases say what
 * came of them.
 */
public sealed interface Outcome {
    /** One word for tables, filters and people. */
    String word();

    List<Reason> reasons();

    /** The gate let it through, for these reasons. */
    record Allowed(List<Reason> reasons) implements Outcome {
        public Allowed {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "allowed";
        }
    }

    /** The gate turned it away, because of these missing conditions or prohibitions. */
    record Refused(List<Reason> reasons) implements Outcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "refused";
        }
    }

    /** A change was made, or a release was carried through to its last byte. */
    record Done() implements Outcome {
        @Override
        public String word() {
            return "done";
        }

        @Override
        public List<Reason> reasons() {
            return List.of();
        }
    }

    /**
     * Something allowed did not come to its end: cut off, damaged, or broken off by the other side.
     */
    record Failed(List<Reason> reasons) implements Outcome {
        public Failed {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "failed";
        }
    }
}
