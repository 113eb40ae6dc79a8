package city.datastore.access.drafts;

import static city.datastore.access.policy.Worlds.AGREED;
import static city.datastore.access.policy.Worlds.ANALYSIS;
import static city.datastore.access.policy.Worlds.DSA;
import static city.datastore.access.policy.Worlds.GLA;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.SPEND;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.permit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Change;
import city.datastore.access.requests.Course;
import city.datastore.access.requests.RequestException;
import city.datastore.access.requests.RequestsRoom;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requests on their way: begun, copied, sent together, returned for changes. */
class DraftsIT extends RequestsRoom {
    private static final Caller OTHER = caller("gla.other", GLA, Role.OFFICER);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DatasetId TREES = DatasetId.parse("brent/trees");

    private static RequestDrafts drafts;

    @BeforeAll
    static void find() {
        drafts = stack.get(RequestDrafts.class);
    }

    @Override
    @AfterEach
    protected void tidy() {
        drafts.mine(OFFICER).forEach(draft -> drafts.discard(OFFICER, draft.id()));
        stack.tidy(OFFICER, OTHER);
    }

    @Nested
    class A_draft {
        @Test
        void is_kept_as_far_as_it_was_filled_in_and_on_the_record() {
            var empty = new Draft.Content(List.of(SPEND), null, null, Set.of(), null, "");

            var begun = drafts.begin(OFFICER, empty);

            assertThat(drafts.mine(OFFICER)).containsExactly(begun.value());
            var event = stack.stored(begun.event()).event();
            assertThat(event.action().name()).isEqualTo("access-request.draft");
            assertThat(event.about().details())
                    .containsEntry("draft", begun.value().id().toString());
        }

        @Test
        void is_nobody_elses() {
            var id = drafts.begin(OFFICER, content("To compare.")).value().id();

            for (var other : List.of(OTHER, LEAD)) {
                assertThat(drafts.mine(other)).isEmpty();
                assertThatThrownBy(() -> drafts.draft(other, id))
                        .isInstanceOf(RequestException.NotFound.class);
                assertThatThrownBy(() -> drafts.save(other, id, content("Mine!")))
                        .isInstanceOf(RequestException.NotFound.class);
                assertThatThrownBy(() -> drafts.discard(other, id))
                        .isInstanceOf(RequestException.NotFound.class);
                assertThatThrownBy(() -> drafts.send(other, id))
                        .isInstanceOf(RequestException.NotFound.class);
            }
            assertThat(drafts.draft(OFFICER, id).content().justification())
                    .isEqualTo("To compare.");
        }

        @Test
        void is_changed_and_sent_and_then_gone() {
            var id = drafts.begin(OFFICER, content("To compare.")).value().id();
            drafts.save(OFFICER, id, content("To compare what we pay."));

            var sent = drafts.send(OFFICER, id).value();

            assertThat(sent).hasSize(1);
            assertThat(sent.getFirst().asked().justification())
                    .isEqualTo("To compare what we pay.");
            assertThat(drafts.mine(OFFICER)).isEmpty();
        }

        @Test
        void stays_as_it_was_saved_just_while_it_was_being_sent() throws Exception {
            var id = drafts.begin(OFFICER, content("To compare.")).value().id();

            Future<?> sending;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var other =
                            stack.doing(
                                    "UPDATE access.request_draft SET justification = 'Better words.'"
                                            + " WHERE id = '%s'".formatted(id))) {
                sending = threads.submit(() -> drafts.send(OFFICER, id));
                Awaitility.await().atMost(PATIENCE).until(() -> stack.blocked() > 0);
                other.commit();
            }

            assertThat(sending.exceptionNow()).isInstanceOf(RequestException.WrongState.class);
            assertThat(drafts.draft(OFFICER, id).content().justification())
                    .isEqualTo("Better words.");
            assertThat(drafts.send(OFFICER, id).value().getFirst().asked().justification())
                    .isEqualTo("Better words.");
        }

        @Test
        void stays_where_it_cannot_be_sent() {
            var incomplete =
                    new Draft.Content(List.of(SPEND), DSA, ANALYSIS, Set.of(), null, "Why.");
            var id = drafts.begin(OFFICER, incomplete).value().id();

            assertThatThrownBy(() -> drafts.send(OFFICER, id))
                    .isInstanceOf(RequestException.BadField.class)
                    .hasMessageContaining("actions");
            assertThat(drafts.draft(OFFICER, id).content()).isEqualTo(incomplete);
        }

        @Test
        void is_one_of_a_bounded_number() {
            for (int i = 0; i < RequestDrafts.MAX_KEPT; i++) {
                drafts.begin(OFFICER, content("To compare."));
            }

            assertThatThrownBy(() -> drafts.begin(OFFICER, content("To compare.")))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void is_copied_from_an_earlier_request_of_ones_own_only() {
            var earlier = askUntil(null).asked();
            requests.withdraw(OFFICER, earlier.id());

            var copy = drafts.copy(OFFICER, earlier.id()).value();

            assertThat(copy.content().justification()).isEqualTo(earlier.justification());
            assertThat(copy.ties()).isEqualTo(AccessRequest.Ties.NONE);
            assertThatThrownBy(() -> drafts.copy(LEAD, earlier.id()))
                    .isInstanceOf(RequestException.NotFound.class);
        }
    }

    @Nested
    class Several_datasets_in_one_request {
        @Test
        void become_one_request_each_that_know_of_each_other() {
            stack.promise(both());

            var sent = drafts.send(OFFICER, begun(List.of(SPEND, TREES))).value();

            assertThat(sent).extracting(one -> one.asked().dataset()).containsExactly(SPEND, TREES);
            var course = requests.course(sent.getFirst());
            assertThat(course.together()).containsExactly(sent.getLast());
            requests.grant(LEAD, sent.getFirst().asked().id(), null, null, "Fine.");
            assertThat(requests.request(OFFICER, sent.getLast().asked().id()).state())
                    .isEqualTo("pending");
        }

        @Test
        void are_all_asked_for_or_none() {
            var id = begun(List.of(SPEND, TREES));

            var bare =
                    catchThrowableOfType(
                            RequestException.NotCovered.class, () -> drafts.send(OFFICER, id));

            assertThat(bare.missing().getFirst().code()).isEqualTo("dataset-not-in-agreement");
            assertThat(requests.requests(OFFICER, "pending", true, PageRequest.first()).items())
                    .isEmpty();
        }

        @Test
        void follow_each_their_own_where_they_were_returned_for_changes() {
            stack.promise(both());
            var sent = drafts.send(OFFICER, begun(List.of(SPEND, TREES))).value();
            var first = sent.getFirst().asked().id();
            var last = sent.getLast().asked().id();
            requests.giveBack(LEAD, first, "A week is enough.");
            requests.giveBack(LEAD, last, "A week is enough.");

            var copy = drafts.copy(OFFICER, first).value();
            drafts.save(OFFICER, copy.id(), asking(List.of(TREES, SPEND), null));
            var again = drafts.send(OFFICER, copy.id()).value();

            assertThat(again)
                    .extracting(one -> one.asked().ties().follows())
                    .containsExactly(last, first);
        }

        @Test
        void renew_each_their_own_and_none_where_none_is_held() {
            stack.promise(both());
            var soon = NOW.plus(Duration.ofDays(20));
            var trees = granted(List.of(TREES), soon);
            var spend = granted(List.of(SPEND), soon);

            var draft = drafts.renewal(OFFICER, spend).value();
            drafts.save(OFFICER, draft.id(), asking(List.of(TREES, SPEND), null));
            var again = drafts.send(OFFICER, draft.id()).value();

            assertThat(again)
                    .extracting(one -> one.asked().ties().renews())
                    .containsExactly(trees, spend);
        }

        @Test
        void renew_each_the_last_of_their_own_also_where_that_has_not_begun() {
            stack.promise(both());
            var spend = renewed(SPEND);
            var trees = renewed(TREES);

            var draft = drafts.renewal(OFFICER, spend).value();
            drafts.save(OFFICER, draft.id(), asking(List.of(TREES, SPEND), null));
            var again = drafts.send(OFFICER, draft.id()).value();

            assertThat(again)
                    .extracting(one -> one.asked().ties().renews())
                    .containsExactly(trees, spend);
        }

        /** What continues a grant in force, and begins when that ends. */
        private static GrantId renewed(DatasetId dataset) {
            var old = granted(List.of(dataset), NOW.plus(Duration.ofDays(20)));
            var draft = drafts.renewal(OFFICER, old).value();
            var later = NOW.plus(Duration.ofDays(25));
            drafts.save(OFFICER, draft.id(), asking(List.of(dataset), later));
            var asked = drafts.send(OFFICER, draft.id()).value().getFirst().asked();
            return requests.grant(LEAD, asked.id(), null, null, "Fine.").value().held().id();
        }

        @Test
        void begin_anew_what_was_not_held_beside_what_is_renewed() {
            stack.promise(both());
            var spend = granted(List.of(SPEND), NOW.plus(Duration.ofDays(20)));

            var draft = drafts.renewal(OFFICER, spend).value();
            drafts.save(OFFICER, draft.id(), asking(List.of(TREES, SPEND), null));
            var again = drafts.send(OFFICER, draft.id()).value();

            assertThat(again)
                    .extracting(one -> one.asked().ties().renews())
                    .containsExactly(null, spend);
        }

        private static GrantId granted(List<DatasetId> datasets, Instant until) {
            var draft = drafts.begin(OFFICER, asking(datasets, until)).value();
            var asked = drafts.send(OFFICER, draft.id()).value().getFirst().asked();
            return requests.grant(LEAD, asked.id(), null, null, "Fine.").value().held().id();
        }

        private static Draft.Content asking(List<DatasetId> datasets, @Nullable Instant until) {
            return new Draft.Content(
                    datasets, DSA, ANALYSIS, Set.of(PermittedAction.READ), until, "To compare.");
        }

        private static AccessRequestId begun(List<DatasetId> datasets) {
            return drafts.begin(OFFICER, asking(datasets, null)).value().id();
        }

        private static Permit both() {
            var usual = permit();
            return new Permit(
                    usual.agreement(),
                    2,
                    usual.standing(),
                    usual.from(),
                    usual.until(),
                    usual.parties(),
                    usual.receivers(),
                    Map.of(SPEND, AGREED, TREES, AGREED),
                    usual.purposes(),
                    usual.actions(),
                    Map.of(),
                    Map.of());
        }
    }

    @Nested
    class A_request_returned_for_changes {
        @Test
        void waits_for_the_requester_and_gives_no_right() {
            var asked = askUntil(null).asked();
            stack.at(NOW.plus(Duration.ofDays(3)));

            var returned = requests.giveBack(LEAD, asked.id(), "Half a year is enough.");

            var course = requests.course(requests.request(OFFICER, asked.id()));
            assertThat(course.holder()).isEqualTo(Course.Holder.REQUESTER);
            assertThat(course.since()).isEqualTo(NOW.plus(Duration.ofDays(3)));
            assertThat(course.steps())
                    .extracting(Course.Step::what)
                    .containsExactly(Course.What.ASKED, Course.What.RETURNED);
            assertThat(stack.stored(returned.event()).event().action().name())
                    .isEqualTo("access-request.return");
            assertThatThrownBy(() -> requests.grant(LEAD, asked.id(), null, null, "Fine."))
                    .isInstanceOf(RequestException.WrongState.class);
        }

        @Test
        void needs_to_be_told_what_has_to_change() {
            var id = askUntil(null).asked().id();

            assertThatThrownBy(() -> requests.giveBack(LEAD, id, " "))
                    .isInstanceOf(RequestException.BadField.class);
        }

        @Test
        void is_sent_again_and_shows_the_lead_what_changed() {
            var first = askUntil(null).asked();
            requests.giveBack(LEAD, first.id(), "A week is enough.");
            var draft = drafts.copy(OFFICER, first.id()).value();
            var week = NOW.plus(Duration.ofDays(7));
            drafts.save(
                    OFFICER,
                    draft.id(),
                    new Draft.Content(
                            List.of(SPEND),
                            DSA,
                            ANALYSIS,
                            first.actions(),
                            week,
                            first.justification()));

            var again = drafts.send(OFFICER, draft.id()).value().getFirst();

            var course = requests.course(again);
            assertThat(again.asked().ties().follows()).isEqualTo(first.id());
            assertThat(course.holder()).isEqualTo(Course.Holder.OWNER);
            assertThat(course.changes())
                    .extracting(Change::sentence)
                    .containsExactly(
                            "Access would now last until the end of 28 November 2026, before 31"
                                    + " December 2026.");
            assertThat(course.steps())
                    .extracting(Course.Step::what)
                    .containsExactly(
                            Course.What.ASKED, Course.What.RETURNED, Course.What.SENT_AGAIN);
            assertThat(requests.course(requests.request(OFFICER, first.id())).followedBy())
                    .isEqualTo(again.asked().id());
        }

        @Test
        void is_followed_once() {
            var first = askUntil(null).asked();
            requests.giveBack(LEAD, first.id(), "Shorter.");
            var one = drafts.copy(OFFICER, first.id()).value();
            var other = drafts.copy(OFFICER, first.id()).value();
            var sent = drafts.send(OFFICER, one.id()).value().getFirst();
            requests.withdraw(OFFICER, sent.asked().id());

            assertThatThrownBy(() -> drafts.send(OFFICER, other.id()))
                    .isInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("does not wait for your changes any more");
        }
    }

    private static Draft.Content content(String why) {
        return new Draft.Content(
                List.of(SPEND), DSA, ANALYSIS, Set.of(PermittedAction.READ), null, why);
    }
}
