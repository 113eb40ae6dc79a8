package city.datastore.audit.names;

import java.util.UUID;

/** Id of what an owner of data lays down for who reads it. */
public interface RuleId {
    UUID value();
}
