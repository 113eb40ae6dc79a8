package city.datastore.platform.api;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Reads the record in a test. */
final class Trails {
    private static final int TRIES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Trails() {}

    /** The event, which is stored by another hand moments after the answer that named it. */
    static Reply event(Calls reader, String id) {
        Reply answer = reader.get("/audit/events/" + id);
        for (int i = 0; i < TRIES && answer.status() == 202; i++) {
            answer = reader.get("/audit/events/" + id);
        }
        return answer.is(200);
    }

    /** The id of the newest event that this reader finds, once there is one. */
    static String newest(Calls reader, String query) {
        var found = new AtomicReference<String>();
        Awaitility.await("an event of " + query)
                .atMost(PATIENCE)
                .until(() -> {
                    var items = reader.get("/audit/events?" + query).is(200).texts("items", "id");
                    items.stream().findFirst().ifPresent(found::set);
                    return !items.isEmpty();
                });
        return found.get();
    }

    /** The id of an alert that this reader finds, once the rules have looked at its events. */
    static String alert(Calls reader, String query) {
        var found = new AtomicReference<String>();
        Awaitility.await("an alert of " + query)
                .atMost(PATIENCE)
                .until(() -> {
                    var items = reader.get("/audit/alerts?" + query).is(200).texts("items", "id");
                    items.stream().findFirst().ifPresent(found::set);
                    return !items.isEmpty();
                });
        return found.get();
    }

    /** The evidence pack of what a search finds, once a cosigned checkpoint covers some of it. */
    static Reply evidence(Calls reader, String query) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> reader.get("/audit/evidence?" + query),
                        answer -> answer.status() != 409);
    }
}
