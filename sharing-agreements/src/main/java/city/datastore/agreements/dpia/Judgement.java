package city.datastore.agreements.dpia;

/**
 * Whether an assessment is written in full, so that somebody can advise on it.
 *
 * @param rules by which that was found, see {@link DpiaReview#rules}
 */
public record Judgement(boolean inFull, String rules) {}
