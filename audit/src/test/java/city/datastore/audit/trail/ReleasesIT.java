package city.datastore.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How a reading ended, where somebody gave the same id to all of their calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasesIT {
    /** More than are looked at where releases do not name their decisions. */
    private static final int MANY = 60;

    private static final Outcome DONE = new Outcome.Done();
    private static final Outcome FAILED = new Outcome.Failed(List.of());

    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
    private final Pipeline pipeline = stack.started();

    @AfterAll
    void stop() {
        stack.close();
    }

    private AuditEvent read(String who) {
        return recorded(Events.read(who, "camden/hmo"));
    }

    private AuditEvent recorded(AuditEvent event) {
        pipeline.recorder().record(event);
        stack.awaitStored(event.id());
        return event;
    }

    /** By the same person and in the same call, as the caller names it. */
    private static AuditEvent released(
            AuditEvent reading, Outcome outcome, Map<String, String> details) {
        return AuditEvent.now(
                Events.NOON,
                reading.actor(),
                new Action("dataset.release", Activity.READ),
                About.dataset(DatasetId.parse("camden/hmo")).withDetails(details),
                outcome,
                new RequestId("r-1"));
    }

    private static AuditEvent naming(AuditEvent reading, Outcome outcome) {
        return released(reading, outcome, Map.of("decision", reading.id().toString()));
    }

    private Optional<AuditEvent> end(AuditEvent reading) {
        var stored = stack.trail().find(new TrailScope.Everything(), reading.id()).orElseThrow();
        return stack.trail().release(stored).map(StoredEvent::event);
    }

    @Test
    void of_two_at_once_is_told_apart_by_the_decision_that_each_release_names() {
        var slow = read("gla.officer");
        var brokenOff = read("gla.officer");

        var failed = recorded(naming(brokenOff, FAILED));
        var done = recorded(naming(slow, DONE));

        assertThat(end(slow)).contains(done);
        assertThat(end(brokenOff)).contains(failed);
    }

    @Test
    void is_found_however_many_others_ended_in_between() {
        var slow = read("brent.officer");
        for (int i = 0; i < MANY; i++) {
            pipeline.recorder().record(naming(Events.read("brent.officer", "camden/hmo"), FAILED));
        }

        var done = recorded(naming(slow, DONE));

        assertThat(end(slow)).contains(done);
    }

    @Test
    void is_not_known_from_a_release_that_names_another_decision() {
        var reading = read("camden.officer");

        recorded(naming(read("camden.officer"), DONE));

        assertThat(end(reading)).isEmpty();
    }

    @Test
    void goes_by_the_call_where_the_release_is_from_before_they_named_decisions() {
        var reading = read("lfb.officer");
        recorded(naming(read("lfb.officer"), FAILED));

        var done = recorded(released(reading, DONE, Map.of()));

        assertThat(end(reading)).contains(done);
    }
}
