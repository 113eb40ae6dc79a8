package city.datastore.access.index;

import java.sql.SQLException;

/** The feed could not be read or told; the connection is not to be used again. */
final class FeedUnavailableException extends RuntimeException {
    FeedUnavailableException(SQLException cause) {
        super("the feed of facts did not answer", cause);
    }
}
