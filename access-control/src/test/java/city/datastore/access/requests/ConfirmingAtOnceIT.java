package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.certification.Certifications;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Permit;
import city.datastore.audit.names.GrantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grants that are confirmed while somebody else does something about them. */
class ConfirmingAtOnceIT extends RequestsRoom {
    private static final Caller OTHER = caller("gla.other", GLA, Role.OFFICER);
    private static final Caller OTHER_LEAD = caller("brent.other", BRENT, Role.IG_LEAD);
    private static final Instant NEW_YEAR = Instant.parse("2027-01-05T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Certifications certifications = stack.get(Certifications.class);
    private List<GrantId> waiting = List.of();

    @BeforeEach
    void open() {
        stack.promise(permit(Permit.Standing.ACTIVE, FROM, NOW.plus(Duration.ofDays(3000))));
        waiting = List.of(granted(OFFICER), granted(OTHER));
        stack.at(NEW_YEAR);
        assertThat(certifications.open()).isEqualTo(2);
    }

    @AfterEach
    void tidyOther() {
        stack.tidy(OTHER);
    }

    @Test
    void a_grant_that_is_revoked_meanwhile_is_not_confirmed() throws Exception {
        var id = waiting.getFirst();

        Future<?> confirming;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = holding(id)) {
            confirming = threads.submit(() -> certifications.confirm(LEAD, waiting, "Needed."));
            awaitBlocked(1);
            grants.revoke(OTHER_LEAD, id, "The project has ended.");
            other.rollback();
        }

        assertThat(confirming.exceptionNow())
                .isInstanceOf(RequestException.WrongState.class)
                .hasMessageContaining("the grant of gla.officer on brent/spend does not wait");
        assertThat(certifications.count(LEAD)).isEqualTo(1);
    }

    @Test
    void two_leads_who_confirm_the_same_in_opposite_orders_do_not_stand_in_each_others_way()
            throws Exception {
        var backwards = waiting.reversed();

        List<Future<?>> confirming;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = holding(waiting.getFirst())) {
            Future<?> one = threads.submit(() -> certifications.confirm(LEAD, waiting, "Needed."));
            awaitBlocked(1);
            Future<?> two =
                    threads.submit(() -> certifications.confirm(OTHER_LEAD, backwards, "Needed."));
            awaitBlocked(2);
            confirming = List.of(one, two);
            other.rollback();
        }

        assertThat(confirming)
                .filteredOn(one -> one.state() == Future.State.FAILED)
                .singleElement()
                .extracting(Future::exceptionNow, InstanceOfAssertFactories.THROWABLE)
                .isInstanceOf(RequestException.WrongState.class);
        assertThat(certifications.count(LEAD)).isZero();
    }

    private static Connection holding(GrantId id) throws SQLException {
        return stack.doing(
                "SELECT state FROM access.certification WHERE grant_id = '%s' FOR UPDATE"
                        .formatted(id));
    }

    private static void awaitBlocked(long many) {
        Awaitility.await().atMost(PATIENCE).until(() -> stack.blocked() == many);
    }

    private static GrantId granted(Caller officer) {
        var until = NOW.plus(Duration.ofDays(200));
        var asked = requests.ask(officer, ask(SPEND, ANALYSIS, until, WHY)).value().asked();
        return requests.grant(LEAD, asked.id(), null, null, "Fine.").value().held().id();
    }
}
