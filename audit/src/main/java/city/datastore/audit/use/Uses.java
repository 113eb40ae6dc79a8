package city.datastore.audit.use;

import city.datastore.audit.names.AgreementRef;
import java.time.LocalDate;
import java.time.ZoneId;

/** How much was read under agreements, and by how many. */
public interface Uses {
    /** Whose days are counted by. */
    ZoneId DAYS = ZoneId.of("Europe/London");

    /**
     * Everything read, and refused to be read, under that agreement on those days.
     *
     * @param from first day
     * @param until first day that does not count any more
     */
    UseOfAgreement during(AgreementRef agreement, LocalDate from, LocalDate until);
}
