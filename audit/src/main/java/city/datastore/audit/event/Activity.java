package city.datastore.audit.event;

/**
 * What kind of act an event tells of: {@code activity_id} of OCSF class 6005, Datastore Activity.
 */
public enum Activity {
    READ(1, "Read"),
    UPDATE(2, "Update"),
    QUERY(4, "Query"),
    WRITE(5, "Write"),
    CREATE(6, "Create"),
    DELETE(7, "Delete"),
    OTHER(99, "Other");

    private final int id;
    private final String title;

    Activity(int id, String title) {
        this.id = id;
        this.title = title;
    }

    public int id() {
        return id;
    }

    public String title() {
        return title;
    }
}
