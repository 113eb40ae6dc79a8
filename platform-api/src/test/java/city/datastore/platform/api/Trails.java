package city.datastore.platform.api;

/** Reads the record in a test. */
final class Trails {
    private static final int TRIES = 10;

    private Trails() {}

    /** The event, which is stored by another hand moments after the answer that named it. */
    static Reply event(Calls reader, String id) {
        Reply answer = reader.get("/audit/events/" + id);
        for (int i = 0; i < TRIES && answer.status() == 404; i++) {
            answer = reader.get("/audit/events/" + id);
        }
        return answer.is(200);
    }
}
