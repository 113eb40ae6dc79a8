package city.datastore.agreements;

import city.datastore.agreements.reviews.Review;
import city.datastore.audit.names.AgreementRef;
import java.util.List;

/** Where reviews are kept; nothing in it is ever changed. */
public interface ReviewRegister {
    /** Most reviews of one agreement that are shown. */
    int MOST_SHOWN = 100;

    /** Adds one in the caller's transaction; its number is the next one of the agreement. */
    void add(AgreementRef reference, Review review);

    /** The reviews of an agreement, newest first, at most {@value #MOST_SHOWN}. */
    List<Review> of(AgreementRef reference);
}
