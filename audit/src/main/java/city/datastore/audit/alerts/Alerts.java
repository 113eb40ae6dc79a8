package city.datastore.audit.alerts;

import city.datastore.audit.names.AlertId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.TrailScope;
import java.util.Optional;

/**
 * The alerts as a reader sees them, nothing beyond the reader's scope, and their reviews.
 *
 * <p>A scope means here what it means for the trail, without the reader's own acts: an auditor of
 * an agency sees alerts about its data and its staff, an information governance lead those about
 * its data, and who sees only their own acts sees none. An alert that concerns the data of several
 * agencies is nobody's data; one about the log itself is every auditor's.
 */
public interface Alerts {
    /** Those that wait come first: open, then needing action, then closed; each newest first. */
    Page<ReviewedAlert> find(TrailScope scope, AlertQuery query, PageRequest page);

    Optional<ReviewedAlert> find(TrailScope scope, AlertId id);

    /** How many wait for a review. */
    long open(TrailScope scope);

    /** Whether the alert is about acts of that person, alone or among others. */
    boolean concerns(Alert alert, PersonId person);

    /** Adds a review in the caller's transaction on the platform's own data source. */
    void add(AlertId alert, Review review);
}
