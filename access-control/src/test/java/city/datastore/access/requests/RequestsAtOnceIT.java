package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.drafts.Draft;
import city.datastore.access.drafts.RequestDrafts;
import city.datastore.access.identity.Role;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requests and grants on which two people act in the same moment. */
class RequestsAtOnceIT extends RequestsRoom {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Nested
    class Two_at_once {
        private static final int TIMES = 25;

        @Test
        void granting_and_withdrawing_ends_in_exactly_one_of_them() throws Exception {
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));
                var id = ask().asked().id();
                var won =
                        race(
                                () -> requests.grant(LEAD, id, MONTH, null, "").value().toString(),
                                () -> requests.withdraw(OFFICER, id).value().toString());

                assertThat(won).hasSize(1);
                long grants =
                        stack.as(PostgresServer.APP)
                                .sql("SELECT count(*) FROM access.access_grant WHERE request = ?")
                                .param(id.value())
                                .query(Long.class)
                                .single();
                boolean granted = requests.request(OFFICER, id).state().equals("granted");
                assertThat(grants).isEqualTo(granted ? 1 : 0);
            }
        }

        @Test
        void two_leads_give_one_grant() throws Exception {
            var other = caller("brent.other", BRENT, Role.IG_LEAD);
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));
                var id = ask().asked().id();

                assertThat(
                                race(
                                        () -> requests.grant(LEAD, id, MONTH, null, "").toString(),
                                        () ->
                                                requests.grant(other, id, MONTH, null, "")
                                                        .toString()))
                        .hasSize(1);
            }
        }

        @Test
        void asking_the_same_gives_one_request() throws Exception {
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));

                assertThat(race(() -> ask().toString(), () -> ask().toString())).hasSize(1);
                tidy();
            }
        }

        @Test
        void a_renewal_is_not_granted_when_what_it_continues_is_revoked_meanwhile()
                throws Exception {
            var old = grant(ask()).value().held().id();

            assertNotGranted(renewal(old), old);
        }

        @Test
        void nor_is_one_of_a_renewal_that_has_not_begun_when_the_first_grant_is_revoked()
                throws Exception {
            var ten = NOW.plus(Duration.ofDays(10));
            var first = requests.grant(LEAD, ask().asked().id(), ten, null, "agreed").value();
            var second = requests.grant(LEAD, renewal(first.held().id()), MONTH, null, "agreed");

            assertNotGranted(renewal(second.value().held().id()), first.held().id());
        }

        @Test
        void asking_to_renew_one_grant_for_two_purposes_gives_one_request() throws Exception {
            var drafts = stack.get(RequestDrafts.class);
            for (int i = 0; i < TIMES; i++) {
                stack.at(NOW.plusMillis(i));
                stack.promise(permit(Set.of(ANALYSIS, FRAUD)));
                var old = grant(ask()).value().held().id();
                var one = drafts.renewal(OFFICER, old).value();
                var other = drafts.renewal(OFFICER, old).value();
                var same = other.content();
                drafts.save(
                        OFFICER,
                        other.id(),
                        new Draft.Content(
                                same.datasets(),
                                same.agreement(),
                                FRAUD,
                                same.actions(),
                                null,
                                same.justification()));

                assertThat(
                                race(
                                        () -> drafts.send(OFFICER, one.id()).toString(),
                                        () -> drafts.send(OFFICER, other.id()).toString()))
                        .hasSize(1);
                drafts.mine(OFFICER).forEach(each -> drafts.discard(OFFICER, each.id()));
                tidy();
            }
        }

        private static AccessRequestId renewal(GrantId old) {
            var drafts = stack.get(RequestDrafts.class);
            var draft = drafts.renewal(OFFICER, old).value().id();
            return drafts.send(OFFICER, draft).value().getFirst().asked().id();
        }

        /**
         * The lead who grants it has looked at it before the other one revokes, and writes after.
         */
        private static void assertNotGranted(AccessRequestId renewal, GrantId old)
                throws Exception {
            Future<Recorded<Grant>> granting;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var blocker = stack.data(PostgresServer.OWNER).getConnection()) {
                blocker.setAutoCommit(false);
                try (var lock =
                        blocker.prepareStatement(
                                "SELECT id FROM access.access_request WHERE id = ? FOR UPDATE")) {
                    lock.setObject(1, renewal.value());
                    lock.executeQuery().close();
                }
                granting =
                        threads.submit(() -> requests.grant(LEAD, renewal, null, null, "agreed"));
                Awaitility.await().atMost(PATIENCE).until(RequestsAtOnceIT::somebodyWaits);
                grants.revoke(LEAD, old, "the project has ended");
                blocker.rollback();
            }

            assertThatThrownBy(granting::get)
                    .hasCauseInstanceOf(RequestException.WrongState.class)
                    .hasMessageContaining("look at it again");
            assertThat(grants.standing(renewal)).isEmpty();
        }

        /** Runs both at once; what came back. Whoever loses has to be told WrongState. */
        private static List<String> race(Callable<String> one, Callable<String> other)
                throws Exception {
            var start = new CyclicBarrier(2);
            var won = new ArrayList<String>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var runs =
                        List.of(one, other).stream()
                                .map(run ->
                                        threads.submit(() -> {
                                            start.await();
                                            return run.call();
                                        }))
                                .toList();
                for (var run : runs) {
                    try {
                        won.add(run.get());
                    } catch (ExecutionException e) {
                        assertThat(e).hasCauseInstanceOf(RequestException.WrongState.class);
                    }
                }
            }
            return won;
        }
    }

    private static boolean somebodyWaits() {
        return stack.blocked() > 0;
    }
}
