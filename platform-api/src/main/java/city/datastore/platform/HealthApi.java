package city.datastore.platform;

import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Health on the port that people use: whether the process lives, and whether it is ready to be sent
 * work.
 *
 * <p>Ready means: settings read, schemas up to date, cipher warm, not shutting down. It does not
 * ask the database or Kafka: every node shares them, so taking all nodes out of service when one of
 * them is away would turn a clear 503 for some calls into no answer for all.
 */
@RestController
class HealthApi {
    private final ApplicationAvailability availability;

    HealthApi(ApplicationAvailability availability) {
        this.availability = availability;
    }

    @GetMapping("/actuator/health/liveness")
    ResponseEntity<Map<String, String>> liveness() {
        return answer(availability.getLivenessState() == LivenessState.CORRECT);
    }

    @GetMapping("/actuator/health/readiness")
    ResponseEntity<Map<String, String>> readiness() {
        return answer(availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
    }

    private static ResponseEntity<Map<String, String>> answer(boolean up) {
        return ResponseEntity.status(up ? 200 : 503)
                .header("Cache-Control", "no-store")
                .body(Map.of("status", up ? "UP" : "OUT_OF_SERVICE"));
    }
}
