package city.datastore.audit.schema;

/**
 * The three roles under which the platform uses its database; each can do what it needs and no
 * more.
 */
public enum DatabaseRole {
    /** Owns the schemas and tables; used by migrations and by nothing else. */
    OWNER("datastore_owner"),
    /** Reads and writes the registers, and may add to the outbox of the record. */
    APP("datastore_app"),
    /** Adds to the record and reads it. */
    AUDIT("datastore_audit");

    private final String username;

    DatabaseRole(String username) {
        this.username = username;
    }

    public String username() {
        return username;
    }
}
