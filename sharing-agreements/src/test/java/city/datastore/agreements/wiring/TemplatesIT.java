package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.templates.ATemplate.aTemplate;
import static city.datastore.agreements.wiring.Room.caller;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.Variations;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.templates.ATemplate;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateCheck;
import city.datastore.agreements.templates.TemplateLine;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.pipeline.NotRecordedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Templates, and agreements that follow them, on the real PostgreSQL and behind the real gate. */
class TemplatesIT extends OpenRoom {
    private static final Place THE_GLA = new Place.OfParty(GLA);

    private static int names;

    private static Templates templates() {
        return room().bean(Templates.class);
    }

    private static ATemplate lowRisk() {
        names++;
        return aTemplate()
                .called("low-risk-" + names)
                .locking("lawfulBasis.article6", "public task")
                .locking("party.multi-factor", "yes")
                .open("agreement.frequency", "monthly");
    }

    private static Template published() {
        return templates().publish(GLA_LEAD, lowRisk().draft()).value();
    }

    private static Terms following(Template template) {
        return templates().begin(anAgreement().terms().with(TemplateRef.of(template.id(), 1)));
    }

    private static void assertLocked(String field, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        BadTerms.class,
                        e ->
                                assertThat(e.faults())
                                        .extracting(Fault::field)
                                        .containsExactly(field));
    }

    @Nested
    class A_template {
        @Test
        void is_published_with_words_in_their_stored_spelling_and_on_the_record() {
            Template template = published();
            assertThat(template.version()).isEqualTo(1);
            assertThat(template.owner()).isEqualTo(GLA);
            assertThat(template.clauses().getFirst().says()).containsExactly("6(1)(e)");
            assertThat(templates().find(template.ref())).contains(template);
            var event = room().changes.last();
            assertThat(event.action().name()).isEqualTo("template.publish");
            assertThat(event.about().details())
                    .containsEntry("template", template.id())
                    .containsEntry("locked", template.ref().locked());
        }

        @Test
        void gets_a_new_version_from_its_owner_and_the_old_one_stays() {
            Template first = published();
            var next = aTemplate().called(first.id()).locking("extent", "condensed");
            assertThatThrownBy(() -> templates().publish(BRENT_LEAD, next.draft()))
                    .isInstanceOf(RefusedException.class);
            assertThat(templates().publish(GLA_LEAD, next.draft()).value().version()).isEqualTo(2);
            assertThat(templates().find(first.ref())).contains(first);
            assertThat(templates().all())
                    .filteredOn(each -> each.id().equals(first.id()))
                    .extracting(TemplateLine::version)
                    .containsExactly(2);
        }

        @Test
        void comes_from_a_lead_only() {
            assertThatThrownBy(
                            () -> templates().publish(caller(GLA, Role.OFFICER), lowRisk().draft()))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void that_cannot_be_recorded_is_not_there() {
            var draft = lowRisk().draft();
            room().changes.broken = true;
            assertThatThrownBy(() -> templates().publish(GLA_LEAD, draft))
                    .isInstanceOf(NotRecordedException.class);
            assertThat(templates().find(TemplateRef.of(draft.id(), 1))).isEmpty();
        }

        @Test
        void has_a_bound_to_all_of_its_texts_together() {
            var bad = lowRisk().open("title", "x".repeat(TemplateCheck.MAX_WHOLE));
            assertThatThrownBy(() -> templates().publish(GLA_LEAD, bad.draft()))
                    .isInstanceOf(BadTerms.class)
                    .hasMessageContaining("the most is 262144, so shorten them");
        }

        @Test
        void is_told_every_fault_at_once() {
            var bad =
                    aTemplate()
                            .called("Low Risk")
                            .locking("lawfulBasis.article6", "6(1)(z)")
                            .locking("party.multi-factor", "perhaps")
                            .locking("parties", "brent")
                            .locking("party.weather", "fine")
                            .locking("title")
                            .open("purposes", "Not A Code: text")
                            .open("extent", "condensed")
                            .open("extent", "full");
            assertThatThrownBy(() -> templates().publish(GLA_LEAD, bad.draft()))
                    .isInstanceOfSatisfying(
                            BadTerms.class,
                            e ->
                                    assertThat(e.faults())
                                            .extracting(Fault::field)
                                            .containsExactly(
                                                    "id",
                                                    "clauses[0].says",
                                                    "clauses[1].says",
                                                    "clauses[2].clause",
                                                    "clauses[3].clause",
                                                    "clauses[4].says",
                                                    "clauses[5].says",
                                                    "clauses[7].clause"));
        }
    }

    @Nested
    class What_a_template_locks {
        private void assertFaults(ATemplate template, String... fields) {
            assertThatThrownBy(() -> templates().publish(GLA_LEAD, template.draft()))
                    .isInstanceOfSatisfying(
                            BadTerms.class,
                            e ->
                                    assertThat(e.faults())
                                            .extracting(Fault::field)
                                            .containsExactly(fields));
        }

        @Test
        void can_be_nothing_where_an_agreement_can_go_without() {
            var template = lowRisk().locking("lawfulBasis.article9").locking("party.processors");
            var published = templates().publish(GLA_LEAD, template.draft()).value();
            assertThat(templates().find(published.ref())).contains(published);
            assertFaults(
                    lowRisk()
                            .locking("title")
                            .locking("agreement.benefits")
                            .locking("rows.Ward")
                            .locking("treatments.Ward"),
                    "clauses[3].says",
                    "clauses[4].says",
                    "clauses[5].says",
                    "clauses[6].says");
        }

        @Test
        void can_be_nothing_that_only_a_full_agreement_has_to_say() {
            var condensed = lowRisk().locking("extent", "condensed").locking("agreement.benefits");
            assertThat(templates().publish(GLA_LEAD, condensed.draft()).value().version())
                    .isEqualTo(1);
        }

        @Test
        void of_how_data_leaves_is_a_treatment_or_a_condition_and_never_a_suggestion() {
            assertFaults(
                    lowRisk()
                            .locking("treatments.Ward", "hidden")
                            .locking("treatments.", "masked")
                            .locking("rows.Ward", "like", "K")
                            .locking("rows.Ward 2", "at-least", "many")
                            .open("treatments.Amount", "masked")
                            .open("rows.Amount")
                            .locking("treatments.NHS  number", "masked")
                            .locking("rows.Ward\u00a03", "equals", "Kilburn"),
                    "clauses[3].says",
                    "clauses[4].clause",
                    "clauses[5].says",
                    "clauses[6].says",
                    "clauses[7].locked",
                    "clauses[8].locked",
                    "clauses[9].clause",
                    "clauses[10].clause");
        }

        @Test
        void of_how_data_leaves_is_filled_into_agreements_and_held() {
            var published =
                    templates()
                            .publish(
                                    GLA_LEAD,
                                    lowRisk()
                                            .locking("treatments.Amount", "masked")
                                            .locking("rows.Amount", "at-least", "500")
                                            .draft())
                            .value();
            var head = room().agreements().draft(BRENT_LEAD, following(published)).value().head();
            var held = head.terms().datasets().getFirst().protection();
            assertThat(held.words())
                    .isEqualTo("Masked: Amount. Only rows where Amount is at least \"500\".");
            assertLocked(
                    "datasets[0].treatments",
                    () ->
                            room().agreements()
                                    .edit(
                                            BRENT_LEAD,
                                            head.reference(),
                                            head.revision(),
                                            anAgreement().on(AnAgreement.PROTECTED).terms()));
        }
    }

    @Nested
    class An_agreement_that_follows_one {
        private final Template template = published();

        private Head drafted() {
            return room().agreements().draft(BRENT_LEAD, following(template)).value().head();
        }

        @Test
        void is_drafted_with_what_it_locks_and_suggests_and_names_the_hash() {
            var head = drafted();
            assertThat(head.terms().template()).isEqualTo(template.ref());
            assertThat(head.terms().particulars().at(THE_GLA, "multi-factor"))
                    .contains(Answer.of("yes"));
            assertThat(head.terms().particulars().at(Place.agreement(), "frequency"))
                    .contains(Answer.of("monthly"));
            assertThat(new String(TermsDigest.canonical(head).bytes(), UTF_8))
                    .contains("\"locked\":\"" + template.ref().locked() + "\"");
            assertThat(room().agreements().see(GLA_LEAD, head.reference()).value().head())
                    .isEqualTo(head);
        }

        @Test
        void is_refused_a_change_of_what_is_locked() {
            var head = drafted();
            assertLocked(
                    "lawfulBasis.article6",
                    () ->
                            room().agreements()
                                    .edit(
                                            BRENT_LEAD,
                                            head.reference(),
                                            1,
                                            anAgreement().under("6(1)(c)", null).terms()));
            Terms other =
                    head.terms()
                            .with(
                                    head.terms()
                                            .particulars()
                                            .with(THE_GLA, "multi-factor", Answer.of("no")));
            assertLocked(
                    "particulars.party/gla.multi-factor",
                    () -> room().agreements().edit(BRENT_LEAD, head.reference(), 1, other));
        }

        @Test
        void goes_on_following_it_whatever_an_edit_leaves_out() {
            var head = drafted();
            var edited =
                    room().agreements()
                            .edit(
                                    BRENT_LEAD,
                                    head.reference(),
                                    1,
                                    anAgreement().titled("Another").terms())
                            .value()
                            .head();
            assertThat(edited.terms().template()).isEqualTo(template.ref());
            assertThat(edited.terms().particulars().at(THE_GLA, "multi-factor"))
                    .contains(Answer.of("yes"));
            // a suggestion that was taken out stays out
            assertThat(edited.terms().particulars().at(Place.agreement(), "frequency")).isEmpty();
        }

        @Test
        void can_follow_a_later_version_and_no_other_template() {
            var head = drafted();
            templates()
                    .publish(
                            GLA_LEAD,
                            aTemplate().called(template.id()).locking("actions", "read").draft());
            var other = published();
            assertLocked(
                    "template",
                    () ->
                            room().agreements()
                                    .edit(BRENT_LEAD, head.reference(), 1, following(other)));
            var moved =
                    room().agreements()
                            .edit(
                                    BRENT_LEAD,
                                    head.reference(),
                                    1,
                                    anAgreement()
                                            .under("6(1)(c)", null)
                                            .terms()
                                            .with(TemplateRef.of(template.id(), 2)))
                            .value()
                            .head();
            assertThat(moved.terms().template()).extracting(TemplateRef::version).isEqualTo(2);
            assertLocked(
                    "template",
                    () ->
                            room().agreements()
                                    .edit(BRENT_LEAD, head.reference(), 2, following(template)));
        }

        @Test
        void names_one_that_there_is() {
            assertLocked(
                    "template",
                    () ->
                            room().agreements()
                                    .draft(
                                            BRENT_LEAD,
                                            anAgreement()
                                                    .terms()
                                                    .with(TemplateRef.of("nowhere", 1))));
        }

        @Test
        void is_refused_a_change_in_its_next_version_too() {
            var head = drafted();
            room().agreements().propose(BRENT_LEAD, head.reference(), null);
            room().agreements().approve(GLA_LEAD, head.reference(), "", null);
            var variations = room().bean(Variations.class);
            var begun = variations.begin(BRENT_LEAD, head.reference()).value().head();
            assertLocked(
                    "lawfulBasis.article6",
                    () ->
                            variations.edit(
                                    BRENT_LEAD,
                                    head.reference(),
                                    begun.revision(),
                                    anAgreement().under("6(1)(c)", null).terms()));
            var next =
                    variations
                            .edit(
                                    BRENT_LEAD,
                                    head.reference(),
                                    begun.revision(),
                                    anAgreement().between(BRENT, GLA, CAMDEN).terms())
                            .value()
                            .head();
            assertThat(next.terms().particulars().at(new Place.OfParty(CAMDEN), "multi-factor"))
                    .contains(Answer.of("yes"));
        }

        @Test
        void holds_whoever_is_invited_to_it_as_well() {
            var head = drafted();
            room().agreements().propose(BRENT_LEAD, head.reference(), null);
            room().agreements().approve(GLA_LEAD, head.reference(), "", null);
            var wider =
                    room().invitations()
                            .invite(
                                    BRENT_LEAD,
                                    head.reference(),
                                    new Terms.Party(CAMDEN, "independent_controller", false, true))
                            .value()
                            .head();
            assertThat(wider.terms().particulars().at(new Place.OfParty(CAMDEN), "multi-factor"))
                    .contains(Answer.of("yes"));
        }
    }
}
