package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.templates.ATemplate.aTemplate;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateCheck;
import city.datastore.agreements.templates.TemplateDraftRegister;
import city.datastore.agreements.templates.TemplateLine;
import city.datastore.agreements.templates.TemplateRegister;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** More templates than an agency can have, where that is two. */
class ManyTemplatesIT {
    private static final Caller GLA_LEAD = lead(GLA);
    private static final Caller BRENT_LEAD = lead(BRENT);

    private final Room room = new Room();
    private final Templates templates =
            new Templates(
                    room.bean(Gatekeeper.class),
                    room.bean(TemplateRegister.class),
                    room.bean(TemplateDraftRegister.class),
                    new TemplateCheck(
                            room.bean(Vocabularies.class), room.bean(Questionnaire.class)),
                    room.bean(TermsReview.class),
                    room.bean(Outbox.class),
                    AgreementsConfiguration.writing(room.bean(PlatformTransactionManager.class)),
                    room.bean(Clock.class),
                    2);

    @AfterEach
    void close() {
        room.close();
    }

    private Template publish(Caller lead, String id) {
        var template = aTemplate().called(id).locking("lawfulBasis.article6", "6(1)(e)");
        return templates.publish(lead, template.draft()).value();
    }

    @Nested
    class An_agency_that_has_published_as_many_as_it_can {
        @BeforeEach
        void full() {
            publish(GLA_LEAD, "first");
            publish(GLA_LEAD, "second");
        }

        @Test
        void is_told_so_and_keeps_nobody_else_from_publishing() {
            assertThatThrownBy(() -> publish(GLA_LEAD, "third"))
                    .isInstanceOf(WrongState.class)
                    .hasMessage(
                            "an agency can publish 2 templates, and gla has that many; publish a"
                                    + " version of one of them");

            assertThat(publish(BRENT_LEAD, "third").owner()).isEqualTo(BRENT);
            assertThat(templates.all())
                    .extracting(TemplateLine::id)
                    .containsExactlyInAnyOrder("first", "second", "third");
        }

        @Test
        void goes_on_to_publish_versions_of_those() {
            assertThat(publish(GLA_LEAD, "second").version()).isEqualTo(2);
        }
    }
}
