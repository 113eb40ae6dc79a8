package city.datastore.audit.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventMessagesTest {
    private final EventMessages messages = new EventMessages("topic");

    private static AuditEvent event(Actor actor, About about) {
        return AuditEvent.now(
                Events.NOON,
                actor,
                new Action("audit.search", Activity.QUERY),
                about,
                new Outcome.Done(),
                new RequestId("r-1"));
    }

    @Nested
    class The_key {
        @Test
        void is_the_dataset_before_all_else() {
            assertThat(EventMessages.key(Events.documented())).isEqualTo("brent/council-spend");
        }

        @Test
        void is_the_agreement_where_there_is_no_dataset() {
            About about = About.agreement(new AgreementRef("DSA-2026-0001"), 1);

            assertThat(EventMessages.key(event(Events.actor("mps.ig"), about)))
                    .isEqualTo("DSA-2026-0001");
        }

        @Test
        void is_the_agency_and_at_last_the_person() {
            Actor stranger = new Actor(new PersonId("sub-1"), "x", null, new TreeSet<>());

            assertThat(EventMessages.key(event(Events.actor("mps.ig"), About.NOTHING)))
                    .isEqualTo("mps");
            assertThat(EventMessages.key(event(stranger, About.NOTHING))).isEqualTo("sub-1");
        }
    }

    @Nested
    class A_message_from_the_outbox {
        @Test
        void is_the_same_as_if_it_had_been_recorded_at_once() {
            AuditEvent event = Events.documented();
            byte[] canonical = EventCodec.encode(event);

            assertThat(messages.message(canonical)).isEqualTo(messages.message(event, canonical));
        }

        @Test
        void travels_bare_when_it_is_no_event() {
            var message = messages.message("{}".getBytes(UTF_8));

            assertThat(message.headers()).isEmpty();
            assertThat(message.value()).asString(UTF_8).isEqualTo("{}");
        }
    }

    @Test
    void without_a_dataset_or_agreement_there_is_no_subject() {
        AuditEvent event = event(Events.actor("mps.ig"), About.NOTHING);

        assertThat(messages.message(event, EventCodec.encode(event)).headers())
                .extracting(header -> header.key())
                .contains("ce_id")
                .doesNotContain("ce_subject");
    }
}
