package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.templates.ATemplate.aTemplate;
import static city.datastore.agreements.wiring.Room.caller;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.templates.TemplateDraft;
import city.datastore.agreements.templates.TemplateDraft.Condition;
import city.datastore.agreements.templates.TemplateDraft.Content;
import city.datastore.agreements.templates.TemplateDraft.Line;
import city.datastore.agreements.templates.TemplateDrafts;
import city.datastore.agreements.templates.Templates;
import city.datastore.audit.pipeline.NotRecordedException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What leads have written of templates, on the real PostgreSQL and behind the real gate. */
class TemplateDraftsIT extends OpenRoom {
    private static int names;

    private final String name = "drafted-" + ++names;

    private static TemplateDrafts drafts() {
        return room().bean(TemplateDrafts.class);
    }

    private static Templates templates() {
        return room().bean(Templates.class);
    }

    @BeforeEach
    void nothing_is_begun() {
        drafts().of(GLA_LEAD).forEach(each -> drafts().discard(GLA_LEAD, each.number()));
    }

    /** As somebody leaves it half-way: a clause without an answer, and one that says nonsense. */
    private static Content typed(String template, String title) {
        return new Content(
                template,
                0,
                title,
                "",
                List.of(
                        new Line("lawfulBasis.article6", "", List.of(), ""),
                        new Line("title", "locked", List.of("<script>", "\u202e"), "Why?")),
                "",
                "Amount\nWard",
                "",
                List.of(new Condition("Ward", "equals", "")));
    }

    private TemplateDraft saved(String title) {
        return drafts().save(GLA_LEAD, 0, 0, typed(name, title));
    }

    @Nested
    class A_draft {
        @Test
        void is_kept_as_it_was_typed_be_it_complete_or_not() {
            TemplateDraft draft = saved("Half a title");
            assertThat(drafts().find(GLA_LEAD, draft.number())).contains(draft);
            assertThat(draft.content()).isEqualTo(typed(name, "Half a title"));
            assertThat(draft.savedAt()).isEqualTo(TODAY);
        }

        @Test
        void is_nobody_elses() {
            TemplateDraft draft = saved("Mine");
            assertThat(drafts().find(lead(BRENT), draft.number())).isEmpty();
            assertThat(drafts().of(lead(BRENT))).isEmpty();
            drafts().discard(lead(BRENT), draft.number());
            assertThat(drafts().find(GLA_LEAD, draft.number())).isPresent();
        }

        @Test
        void is_replaced_by_whoever_read_it_last() {
            TemplateDraft first = saved("One");
            TemplateDraft second =
                    drafts().save(GLA_LEAD, first.number(), first.revision(), typed(name, "Two"));
            assertThat(second.number()).isEqualTo(first.number());
            assertThat(drafts().of(GLA_LEAD)).containsExactly(second);
        }

        @Test
        void can_get_another_name() {
            TemplateDraft first = saved("One");
            drafts().save(GLA_LEAD, first.number(), first.revision(), typed(name + "-b", "One"));
            assertThat(drafts().named(GLA_LEAD, name)).isEmpty();
            assertThat(drafts().named(GLA_LEAD, name + "-b")).isPresent();
        }

        @Test
        void is_gone_when_it_is_thrown_away() {
            int number = saved("One").number();
            drafts().discard(GLA_LEAD, number);
            drafts().discard(GLA_LEAD, number);
            assertThat(drafts().of(GLA_LEAD)).isEmpty();
        }

        @Test
        void is_gone_when_its_template_is_published_and_not_before() {
            saved("One");
            var template = aTemplate().called(name).locking("extent", "condensed");
            room().changes.broken = true;
            assertThatThrownBy(() -> templates().publish(GLA_LEAD, template.draft()))
                    .isInstanceOf(NotRecordedException.class);
            assertThat(drafts().named(GLA_LEAD, name)).isPresent();

            room().changes.broken = false;
            templates().publish(GLA_LEAD, template.draft());
            assertThat(drafts().named(GLA_LEAD, name)).isEmpty();
        }
    }

    @Nested
    class Two_windows_of_one_lead {
        @Test
        void do_not_overwrite_each_other() {
            TemplateDraft first = saved("One");
            drafts().save(GLA_LEAD, first.number(), first.revision(), typed(name, "Two"));
            assertThatThrownBy(() ->
                            drafts().save(
                                            GLA_LEAD,
                                            first.number(),
                                            first.revision(),
                                            typed(name, "Three")))
                    .isInstanceOf(ChangedMeanwhile.class);
            assertThat(drafts().of(GLA_LEAD))
                    .extracting(each -> each.content().title())
                    .containsExactly("Two");
        }

        @Test
        void do_not_begin_the_same_draft_twice() {
            saved("One");
            assertThatThrownBy(() -> saved("Two")).isInstanceOf(ChangedMeanwhile.class);
            assertThat(drafts().of(GLA_LEAD)).hasSize(1);
        }

        @Test
        void do_not_bring_back_what_one_of_them_threw_away() {
            TemplateDraft first = saved("One");
            drafts().discard(GLA_LEAD, first.number());
            assertThatThrownBy(() ->
                            drafts().save(
                                            GLA_LEAD,
                                            first.number(),
                                            first.revision(),
                                            typed(name, "Two")))
                    .isInstanceOf(ChangedMeanwhile.class);
        }
    }

    @Nested
    class What_is_kept {
        @Test
        void is_bounded() {
            assertThatThrownBy(() -> drafts().save(GLA_LEAD, 0, 0, typed("", "No name")))
                    .isInstanceOf(BadTerms.class);
            assertThatThrownBy(() ->
                            drafts().save(
                                            GLA_LEAD,
                                            0,
                                            0,
                                            typed(name, "x".repeat(TemplateDrafts.MAX_CHARACTERS))))
                    .isInstanceOf(BadTerms.class);
            for (int i = 0; i < TemplateDrafts.MAX_DRAFTS; i++) {
                drafts().save(GLA_LEAD, 0, 0, typed(name + "-" + i, "One of many"));
            }
            assertThatThrownBy(() -> saved("One more")).isInstanceOf(WrongState.class);
        }

        @Test
        void is_only_what_they_could_publish() {
            assertThatThrownBy(
                            () -> drafts().save(caller(GLA, Role.OFFICER), 0, 0, typed(name, "x")))
                    .isInstanceOf(RefusedException.class);
            templates()
                    .publish(
                            lead(BRENT),
                            aTemplate().called(name).locking("extent", "condensed").draft());
            assertThatThrownBy(() -> saved("The next version of somebody else’s"))
                    .isInstanceOf(RefusedException.class);
        }
    }
}
