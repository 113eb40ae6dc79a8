package city.datastore.agreements.dpia;

import city.datastore.audit.names.AgreementRef;
import java.util.Optional;

/** Where assessments are kept, every revision of them. */
public interface DpiaRegister {
    /** The last revision, empty where nobody has begun. */
    default Optional<Dpia> find(AgreementRef reference) {
        return find(reference, Integer.MAX_VALUE);
    }

    /** The last revision that looked at a version up to that one. */
    Optional<Dpia> find(AgreementRef reference, int lastVersion);

    /**
     * Adds a revision, in the caller's transaction, which holds the agreement.
     *
     * @param what happened: {@code written}, {@code advised}, {@code decided} or {@code consulted}
     * @param judged how it was read, which searches go by
     * @param by whoever did it
     */
    void add(Dpia dpia, String what, Judgement judged, Dpia.Writer by);
}
