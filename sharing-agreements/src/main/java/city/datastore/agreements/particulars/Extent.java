package city.datastore.agreements.particulars;

/** How much an agreement has to say before it can be proposed. */
public enum Extent {
    /** Only what the gate enforces and the law demands: for low-risk sharing. */
    CONDENSED,
    /** Every question that applies. */
    FULL;

    /** The word for it in the outer contract. */
    public String word() {
        return this == FULL ? "full" : "condensed";
    }
}
