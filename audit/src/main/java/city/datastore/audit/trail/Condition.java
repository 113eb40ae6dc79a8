package city.datastore.audit.trail;

import java.util.List;

/** Something that an event has to meet, as SQL, and what it is asked with. */
sealed interface Condition {
    String sql();

    List<Object> values();

    /** An index of the record leads to the places of all events that meet it, in their order. */
    record Indexed(String column, String value) implements Condition {
        @Override
        public String sql() {
            return column + " = ?";
        }

        @Override
        public List<Object> values() {
            return List.of(value);
        }
    }

    /** Each event has to be looked at. */
    record Compared(String sql, List<Object> values) implements Condition {
        public Compared {
            values = List.copyOf(values);
        }
    }
}
