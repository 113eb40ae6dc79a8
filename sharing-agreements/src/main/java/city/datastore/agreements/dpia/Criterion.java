package city.datastore.agreements.dpia;

/**
 * One kind of processing that an assessment is needed for, or should be thought about for.
 *
 * @param holds when fields of the agreement alone make it hold
 * @param asked whether a person has to say yes or no while no field makes it hold
 * @param question for people, to be answered yes or no
 * @param hint may be empty
 */
public record Criterion(
        String id, Weight weight, Condition holds, boolean asked, String question, String hint) {

    /** What follows where a criterion holds. */
    public enum Weight {
        /** An assessment is needed. */
        ALWAYS,
        /** An assessment is needed if any other criterion holds as well. */
        COMBINED,
        /** Think about one. */
        CONSIDER
    }
}
