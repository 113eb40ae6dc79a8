package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.agreements.Activation;
import city.datastore.agreements.Admission;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Changes;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.agreements.NextVersions;
import city.datastore.agreements.Offices;
import city.datastore.agreements.TermsCheck;
import city.datastore.agreements.signing.Sealing;
import city.datastore.audit.pipeline.Outbox;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** More drafts than an agency can have, where that is two. */
class ManyDraftsIT extends OpenRoom {
    private static Agreements agreements() {
        return new Agreements(
                room().bean(Gatekeeper.class),
                room().bean(Admission.class),
                room().register(),
                room().bean(DatasetKnowledge.class),
                room().bean(TermsCheck.class),
                room().bean(Offices.class),
                room().bean(Sealing.class),
                room().bean(Activation.class),
                room().bean(NextVersions.class),
                new Changes(
                        room().register(),
                        room().bean(Outbox.class),
                        AgreementsConfiguration.writing(
                                room().bean(PlatformTransactionManager.class)),
                        2));
    }

    private static Head draft(Caller lead) {
        return agreements().draft(lead, anAgreement().terms()).value().head();
    }

    @Nested
    class An_agency_that_has_as_many_drafts_as_it_can {
        @Test
        void is_told_so_until_it_has_proposed_one_and_keeps_nobody_else_from_drafting() {
            var first = draft(BRENT_LEAD);
            var second = draft(BRENT_LEAD);

            assertThatThrownBy(() -> draft(BRENT_LEAD))
                    .isInstanceOf(WrongState.class)
                    .hasMessage(
                            "an agency can have 2 drafts at a time, and brent has that many; write"
                                    + " into one of them, or propose some");
            assertThat(draft(GLA_LEAD).draftedBy()).isEqualTo(GLA);
            agreements().propose(BRENT_LEAD, first.reference(), null);
            var third = draft(BRENT_LEAD);

            assertThat(third.draftedBy()).isEqualTo(BRENT);
            assertThat(third.reference().value())
                    .as("what was refused took no number")
                    .endsWith("-0004");
            assertThat(second.reference().value()).endsWith("-0002");
        }
    }
}
