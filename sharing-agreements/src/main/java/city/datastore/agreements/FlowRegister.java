package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who gives data to whom, counted from the agreements as they are committed at that instant. */
public interface FlowRegister {
    /** By agreements in force whose parties said that a summary can be published. */
    List<Flow> published(Instant now);

    /**
     * By all agreements in force to which the agency is a party that stands by them.
     *
     * @param party null means all agreements
     */
    List<Flow> of(@Nullable AgencyCode party, Instant now);
}
