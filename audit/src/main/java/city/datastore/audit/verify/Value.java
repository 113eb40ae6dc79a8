package city.datastore.audit.verify;

/** What a quick look sees in an event each time, because it differs from event to event. */
enum Value {
    ACTION,
    AGENCY,
    AGREEMENT,
    DATASET,
    DETAIL,
    ID,
    OUTCOME,
    PERSON,
    PURPOSE,
    REQUEST,
    /** A text that the columns do not hold. */
    TEXT,
    /** An array of such texts. */
    TEXTS,
    TIME,
    USERNAME,
    UUID,
    VERSION,
    WHOLE,
    /** The event ends here. */
    END
}
