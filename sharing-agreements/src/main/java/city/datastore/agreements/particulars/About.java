package city.datastore.agreements.particulars;

/** The kinds of things that questions are about, in the order in which they are asked. */
public enum About {
    AGREEMENT,
    PARTY,
    PURPOSE,
    DATASET,
    COLUMN,
    BASIS
}
