package city.datastore.audit.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What comes through the topic and is no event, or none that can be stored. */
class UnreadableIT extends PipelineRoom {
    @Nested
    class A_message_that_is_no_event {
        @Test
        void is_set_aside_with_its_bytes_and_stops_nothing() {
            Pipeline pipeline = stack.started();
            AuditEvent before = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent after = Events.read("mps.officer", "camden/hmo-licences");
            pipeline.recorder().record(before);
            byte[] changed = EventCodec.encode(before);
            changed[changed.length - 3] ^= 1;

            send(
                    "not an event".getBytes(UTF_8),
                    new byte[0],
                    changed,
                    new byte[EventCodec.MAX_BYTES + 1]);
            pipeline.recorder().record(after);

            stack.awaitStored(after.id());
            AuditStack.until(
                    "four are set aside",
                    () -> stack.count("SELECT count(*) FROM audit.unreadable") == 4);
            assertThat(
                            stack.count(
                                    "SELECT count(*) FROM audit.unreadable WHERE bytes = ?",
                                    (Object) "not an event".getBytes(UTF_8)))
                    .isEqualTo(1);
            sequenceHasNoGaps();
        }

        @Test
        void is_what_an_event_is_whose_id_another_event_has() {
            Pipeline pipeline = stack.started();
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent impostor =
                    new AuditEvent(
                            event.id(),
                            event.at(),
                            event.actor(),
                            event.action(),
                            event.about(),
                            new Outcome.Refused(List.of()),
                            event.request());

            pipeline.recorder().record(event);
            stack.awaitStored(event.id());
            pipeline.recorder().record(impostor);

            AuditStack.until(
                    "the impostor is set aside",
                    () -> stack.count("SELECT count(*) FROM audit.unreadable") == 1);
            assertThat(stack.trail().find(new TrailScope.Everything(), event.id()))
                    .hasValueSatisfying(stored -> assertThat(stored.event()).isEqualTo(event));
            assertThat(stack.faults())
                    .singleElement()
                    .asString()
                    .contains(event.id().toString())
                    .contains("another event has the same id");
        }

        @Test
        void raises_no_alert_but_an_event_does_that_somebody_keeps_out() {
            Pipeline pipeline = stack.started();
            AuditEvent first = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent event = Events.read("lfb.officer", "camden/hmo-licences");
            pipeline.recorder().record(first);
            stack.awaitStored(first.id());
            send("not an event".getBytes(UTF_8));
            AuditStack.until("it is set aside", () -> aside() == 1);
            assertThat(stack.faults()).isEmpty();
            stack.as(PostgresServer.OWNER)
                    .sql(
                            "ALTER TABLE audit.event ADD CHECK (username <> 'lfb.officer')"
                                    + " NOT VALID")
                    .update();

            pipeline.recorder().record(event);

            AuditStack.until("it is set aside", () -> aside() == 2);
            assertThat(stack.faults())
                    .singleElement()
                    .asString()
                    .contains(event.id().toString())
                    .contains("the database refused it: 23514")
                    .doesNotContain("lfb.officer");
            sequenceHasNoGaps();
        }

        private long aside() {
            return stack.count("SELECT count(*) FROM audit.unreadable");
        }

        @Test
        void is_what_an_event_is_that_the_database_refuses() {
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent neighbour = Events.read("mps.officer", "camden/hmo-licences");
            String tooEarly =
                    new String(EventCodec.encode(event), UTF_8)
                            .replace(
                                    "\"time\":" + event.at().toEpochMilli(),
                                    "\"time\":-9007199254740991");
            Pipeline pipeline = stack.started();
            pipeline.recorder().record(Events.read("mps.officer", "camden/hmo-licences"));

            send(tooEarly.getBytes(UTF_8), EventCodec.encode(neighbour));

            stack.awaitStored(neighbour.id());
            assertThat(stack.stored(event)).isZero();
            assertThat(stack.count("SELECT count(*) FROM audit.unreadable")).isEqualTo(1);
            sequenceHasNoGaps();
        }
    }
}
