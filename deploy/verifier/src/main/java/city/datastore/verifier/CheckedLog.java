package city.datastore.verifier;

import city.datastore.audit.verify.SecondOpinion;

/** A platform's whole log: where its tables and its topic are, and what is kept of it. */
sealed interface CheckedLog permits StackState, Deployment {
    Kept kept();

    String databaseUrl();

    /** Of the role {@code datastore_audit}. */
    String databasePassword();

    SecondOpinion.Topic topic();

    /**
     * The log's keys, where none have been kept yet.
     *
     * @throws CannotCheckException if they are not to be had
     */
    String firstKeys();
}
