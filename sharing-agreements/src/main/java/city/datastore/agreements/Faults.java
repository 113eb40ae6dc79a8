package city.datastore.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.access.policy.ColumnName;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with what somebody wrote, up to a limit. Not thread-safe. */
public final class Faults {
    private static final int MAX_FAULTS = 100;

    private final boolean younger;
    private final List<Fault> found = new ArrayList<>();

    public Faults() {
        this(/* younger= */ true);
    }

    /**
     * @param younger whether rules count that agreements in force may be older than: how a column
     *     is spelt, how long the names of all are, and which characters cannot be seen
     */
    Faults(boolean younger) {
        this.younger = younger;
    }

    public void add(String field, String message) {
        if (found.size() < MAX_FAULTS) {
            found.add(new Fault(field, message));
        }
    }

    /** Whether the number is within its limits; says so if not. */
    public boolean count(String field, int number, int min, int max, String one, String many) {
        if (number >= min && number <= max) {
            return true;
        }
        String things = number == 1 ? one : many;
        add(
                field,
                "it names %d %s; it has to be from %d to %d".formatted(number, things, min, max));
        return false;
    }

    /** Whether the text keeps its rule; says so if not. */
    public boolean text(String field, String what, String text, int min, int max, boolean lines) {
        Optional<String> fault =
                younger
                        ? PlainText.fault(text, min, max, lines)
                        : PlainText.earlierFault(text, min, max, lines);
        fault.ifPresent(rule -> add(field, what + " " + rule));
        return fault.isEmpty();
    }

    /** Whether it can name a column and is spelt as it has to be; says so if not. */
    public boolean column(String field, String name) {
        if (!text(field, "the column name", name, 1, TermsCheck.MAX_COLUMN_NAME, false)) {
            return false;
        }
        Optional<String> fault = younger ? ColumnName.fault(name) : Optional.empty();
        fault.ifPresent(rule -> add(field, PlainText.shown(name) + " " + rule));
        return fault.isEmpty();
    }

    /** Says so if a grant of all these columns of one dataset would not fit on the record. */
    void columnNames(String field, Collection<String> names) {
        int bytes = names.stream().mapToInt(name -> name.getBytes(UTF_8).length).sum();
        if (younger && bytes > TermsCheck.MAX_COLUMN_NAMES_BYTES) {
            add(
                    field,
                    "their names have %d bytes together; at most %d are possible"
                                    .formatted(bytes, TermsCheck.MAX_COLUMN_NAMES_BYTES)
                            + ", because every grant names them on the record: share fewer columns,"
                            + " or shorten names");
        }
    }

    /** The stored spelling of a word of a vocabulary; says so if there is none. */
    public String word(String field, Vocabulary vocabulary, String written) {
        Optional<String> code = vocabulary.code(written);
        if (code.isEmpty()) {
            add(field, PlainText.shown(written) + " is not one of " + vocabulary.choices());
        }
        return code.orElse(written);
    }

    /**
     * Ends the check.
     *
     * @throws BadTerms if anything was wrong
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new BadTerms(found);
        }
    }
}
