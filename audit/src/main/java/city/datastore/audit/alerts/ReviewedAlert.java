package city.datastore.audit.alerts;

import java.util.List;

/**
 * An alert and what came of it so far.
 *
 * @param reviews the first one first
 */
public record ReviewedAlert(Alert alert, List<Review> reviews) {
    public ReviewedAlert {
        reviews = List.copyOf(reviews);
    }

    public AlertState state() {
        return reviews.isEmpty() ? AlertState.OPEN : reviews.getLast().outcome().state();
    }
}
