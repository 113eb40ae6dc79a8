package city.datastore.platform.datasets;

import city.datastore.audit.names.VersionId;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A number that an upload under way has taken; gone when the upload ends. */
@Entity
@Table(schema = "platform", name = "reservation")
class ReservationRow {
    @EmbeddedId private NumberKey key;
    private UUID node;

    @SuppressWarnings("UnusedVariable") // for the operator
    private Instant reservedAt;

    @SuppressWarnings("NullAway.Init")
    protected ReservationRow() {}

    ReservationRow(VersionId version, UUID node, Instant reservedAt) {
        this.key = NumberKey.of(version);
        this.node = node;
        this.reservedAt = reservedAt;
    }

    VersionId version() {
        return key.id();
    }

    /** The process that the upload runs in. */
    UUID node() {
        return node;
    }
}
