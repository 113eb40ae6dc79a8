package city.datastore.platform.api;

import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.EventId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The headers that this platform adds to what HTTP has. */
final class ApiHeaders {
    /** Names the audit event of a call (see the outer contract). */
    static final String AUDIT_EVENT = "Audit-Event";

    /** Names the agreement under which bytes are released. */
    static final String AGREEMENT = "Agreement";

    static final String REQUEST_ID = "X-Request-Id";
    static final String CONTENT_DIGEST = "Content-Digest";
    static final String REPR_DIGEST = "Repr-Digest";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private ApiHeaders() {}

    /** 200 that names the event of what it tells. */
    static ResponseEntity.BodyBuilder ok(Recorded<?> recorded) {
        return ok(recorded.event());
    }

    /** 200 that names the event of what it tells. */
    static ResponseEntity.BodyBuilder ok(EventId event) {
        return perhapsRecorded(event.toString());
    }

    /** 200 that names the event of what it tells; null where that was not recorded. */
    static ResponseEntity.BodyBuilder perhapsRecorded(@Nullable String event) {
        var ok = ResponseEntity.ok();
        return event == null ? ok : ok.header(AUDIT_EVENT, event);
    }
}
