package city.datastore.audit.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Where an event stands in the record. */
record Place(long sequence, OffsetDateTime at) {
    static Place of(ResultSet row, int number) throws SQLException {
        return new Place(row.getLong("sequence"), row.getObject("at", OffsetDateTime.class));
    }
}
