package city.datastore.access.rolepolicies;

import static city.datastore.access.policy.Worlds.ANALYSIS;
import static city.datastore.access.policy.Worlds.BRENT;
import static city.datastore.access.policy.Worlds.DSA;
import static city.datastore.access.policy.Worlds.GLA;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.SPEND;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.glaOfficer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.ownerrules.Readers;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.Worlds;
import city.datastore.access.requests.AccessRequests;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class RolePoliciesIT {
    private static final Caller LEAD = caller(BRENT, Role.IG_LEAD);
    private static final Caller OFFICER = glaOfficer();
    private static final Caller GUARDIAN =
            caller("gla.officer", GLA, Role.OFFICER, Role.CALDICOTT_GUARDIAN);
    private static final Caller STEWARD = caller(BRENT, Role.DATA_STEWARD);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static AccessStack stack;
    private static RolePolicies policies;
    private static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        policies = stack.get(RolePolicies.class);
        gate = stack.get(Gatekeeper.class);
        var requests = stack.get(AccessRequests.class);
        var until = NOW.plus(Duration.ofDays(30));
        var asked =
                requests.ask(
                        OFFICER,
                        new AccessRequests.Ask(
                                SPEND,
                                DSA,
                                ANALYSIS,
                                Set.of(PermittedAction.READ),
                                until,
                                "To compare what boroughs spend."));
        requests.grant(LEAD, asked.value().asked().id(), until, null, "");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void end_what_stands() {
        stack.as(PostgresServer.OWNER).sql("TRUNCATE access.role_policy").update();
        Awaitility.await().atMost(PATIENCE).until(() -> reading(OFFICER).isEmpty());
    }

    @Nested
    class Roles_that_an_owner_names {
        @Test
        void bind_at_the_next_reading_and_no_longer_when_the_policy_is_ended() {
            assertThat(reading(OFFICER)).isEmpty();

            var set = policies.set(LEAD, guardians(SPEND, 0)).value();
            assertThat(reading(OFFICER)).containsExactly("role-not-let-in");
            assertThat(reading(GUARDIAN)).isEmpty();
            assertThat(reading(STEWARD)).isEmpty();

            policies.end(LEAD, set.rule().id(), "A mistake.");
            assertThat(reading(OFFICER)).isEmpty();
        }

        @Test
        void cut_off_who_reads_already() {
            var pass = gate.admit(Worlds.reading());
            assertThat(gate.stillAllows(pass)).isTrue();

            policies.set(LEAD, guardians(SPEND, 0));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void on_everything_bind_each_dataset_and_on_another_one_not_this() {
            policies.set(LEAD, guardians(DatasetId.parse("brent/trees"), 0));
            assertThat(reading(OFFICER)).isEmpty();

            policies.set(LEAD, guardians(null, 0));
            assertThat(reading(OFFICER)).containsExactly("role-not-let-in");
            policies.set(LEAD, ask(SPEND, 0, "read-under-agreement", "officer"));
            assertThat(reading(OFFICER)).containsExactly("role-not-let-in");
        }

        @Test
        void give_nobody_what_the_rules_do_not_give() {
            policies.set(
                    LEAD,
                    ask(
                            SPEND,
                            0,
                            "read-under-agreement",
                            "officer",
                            "auditor",
                            "caldicott-guardian"));

            var auditor = caller("gla.officer", GLA, Role.AUDITOR);
            assertThat(reading(auditor)).containsExactly("role-missing");
        }
    }

    @Nested
    class An_empty_policy {
        @Test
        void refuses_everybody_for_each_way_of_reading_that_names_no_role() {
            policies.set(LEAD, ask(SPEND, 0, "read-under-agreement"));

            assertThat(reading(OFFICER)).containsExactly("role-not-let-in");
            assertThat(reading(GUARDIAN)).containsExactly("role-not-let-in");
            assertThat(reading(STEWARD)).isEmpty();
        }

        @Test
        void refuses_in_every_way_where_somebody_stored_nothing() {
            insert("'{}'", "'brent/spend'");
            // who changes facts by SQL waits for nobody
            Awaitility.await().atMost(PATIENCE).until(() -> !reading(OFFICER).isEmpty());

            assertThat(reading(OFFICER)).containsExactly("role-not-let-in");
            assertThat(reading(STEWARD)).containsExactly("role-not-let-in");
        }
    }

    @Nested
    class A_row_that_nobody_understands {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'{read-under-agreement=wizard}', 'brent/spend'",
                    "'{read-in-dreams=officer}', 'brent/spend'",
                    "'{read-under-agreement=officer,officer}', NULL",
                    "'{read-under-agreement=officer,NULL}', 'brent/spend'",
                    "'{read-under-agreement=officer}', 'brent/No Name!'"
                })
        void refuses_everybody_from_memory_and_from_the_database_until_it_is_ended(String row) {
            var id = insert(row);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            Boolean.TRUE.equals(
                                    stack.get(LeasedIndex.class)
                                            .<Boolean>read(facts ->
                                                    !facts.rolePolicies(SPEND).isEmpty())));

            assertThat(reading(GUARDIAN)).containsExactly("role-policy-unreadable");
            assertThat(reading(STEWARD)).containsExactly("role-policy-unreadable");
            assertThat(stack.get(LeasedIndex.class).<Object>read(f -> f.rolePolicies(SPEND)))
                    .isIn(
                            null,
                            RolePolicies.source(stack.data(PostgresServer.APP))
                                    .rolePolicies(SPEND));

            var listed = policies.list(LEAD, null, true, PageRequest.first()).items();
            assertThat(listed.getFirst().rule().roles()).isEqualTo(new RoleMatrix.Unreadable());
            policies.end(LEAD, id, "Nobody understands it.");
            assertThat(reading(OFFICER)).isEmpty();
        }

        @Test
        void gives_way_to_the_version_that_is_set_in_its_place() {
            insert("'{read-under-agreement=wizard}', 'brent/spend'");

            var set = policies.set(LEAD, ask(SPEND, 1, "read-under-agreement", "officer")).value();

            assertThat(set.rule().version()).isEqualTo(2);
            assertThat(reading(OFFICER)).isEmpty();
        }
    }

    @Nested
    class The_next_version {
        @Test
        void takes_the_place_of_the_one_in_force_which_stays_readable() {
            var first = policies.set(LEAD, guardians(SPEND, 0)).value();
            var second =
                    policies.set(LEAD, ask(SPEND, 1, "read-under-agreement", "officer")).value();

            assertThat(reading(OFFICER)).isEmpty();
            assertThat(second.rule().version()).isEqualTo(2);
            assertThat(policies.list(LEAD, SPEND, true, PageRequest.first()).items())
                    .containsExactly(second);
            var before = policies.see(LEAD, first.rule().id()).value();
            assertThat(before.standsAt(NOW)).isFalse();
            assertThat(before.rule()).isEqualTo(first.rule());
            assertThat(policies.list(LEAD, null, false, PageRequest.first()).items())
                    .containsExactlyInAnyOrder(second, before);
        }

        @Test
        void goes_on_counting_after_one_was_ended() {
            var first = policies.set(LEAD, guardians(SPEND, 0)).value();
            policies.end(LEAD, first.rule().id(), "over");

            assertThat(policies.set(LEAD, guardians(SPEND, 0)).value().rule().version())
                    .isEqualTo(2);
        }

        @Test
        void is_not_set_over_one_that_its_author_did_not_see() {
            assertThatThrownBy(() -> policies.set(LEAD, guardians(SPEND, 1)))
                    .isInstanceOf(OwnerRuleException.WrongState.class)
                    .hasMessageContaining("no role policy is in force");

            policies.set(LEAD, guardians(SPEND, 0));
            assertThatThrownBy(() -> policies.set(LEAD, guardians(SPEND, 0)))
                    .isInstanceOf(OwnerRuleException.WrongState.class)
                    .hasMessageContaining("version 1 is in force");
        }

        @Test
        void is_one_when_two_leads_set_it_at_once() throws Exception {
            List<Callable<Object>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(() -> policies.set(LEAD, guardians(SPEND, 0)));
            }
            int failed = 0;
            try (var leads = Executors.newFixedThreadPool(2)) {
                for (Future<Object> each : leads.invokeAll(both)) {
                    try {
                        each.get();
                    } catch (ExecutionException e) {
                        assertThat(e).hasCauseInstanceOf(OwnerRuleException.WrongState.class);
                        failed++;
                    }
                }
            }

            assertThat(failed).isEqualTo(1);
            assertThat(policies.list(LEAD, SPEND, true, PageRequest.first()).items()).hasSize(1);
        }
    }

    @Nested
    class A_look_at_whom_it_would_stop {
        @Test
        void counts_and_names_those_who_hold_a_grant_and_stops_nobody() {
            var look = policies.preview(LEAD, guardians(SPEND, 0)).value();

            assertThat(look.stopped().reach().agencies())
                    .containsExactly(new Reach.OfAgency(GLA, 1, 1, 1));
            assertThat(look.stopped().people())
                    .containsExactly(new Readers.Reader(GLA, OFFICER.username()));
            assertThat(look.stopped().more()).isZero();
            assertThat(look.letIn().reach().people()).isZero();
            assertThat(look.replaced()).isNull();
            assertThat(look.wanted().version()).isEqualTo(1);
            assertThat(reading(OFFICER)).isEmpty();
        }

        @Test
        void finds_nobody_who_is_stopped_already_or_whom_it_leaves_alone() {
            var trees = guardians(DatasetId.parse("brent/trees"), 0);
            assertThat(policies.preview(LEAD, trees).value().stopped().reach().people()).isZero();

            policies.set(LEAD, guardians(null, 0));
            var look = policies.preview(LEAD, guardians(SPEND, 0)).value();
            assertThat(look.stopped().reach().people()).isZero();
        }

        @Test
        void counts_those_who_could_read_again() {
            policies.set(LEAD, guardians(SPEND, 0));

            var look =
                    policies.preview(LEAD, ask(SPEND, 1, "read-under-agreement", "officer"))
                            .value();

            assertThat(look.letIn().reach().people()).isEqualTo(1);
            assertThat(look.stopped().reach().people()).isZero();
            assertThat(look.replaced()).isNotNull();
        }

        @Test
        void names_no_more_than_the_most_and_counts_the_rest() {
            stack.as(PostgresServer.OWNER)
                    .sql(
                            """
                            INSERT INTO access.access_grant
                                SELECT (jsonb_populate_record(g, jsonb_build_object(
                                    'id', gen_random_uuid(), 'holder', 'crowd.' || i,
                                    'holder_name', 'crowd.' || i))).*
                                FROM access.access_grant g, generate_series(1, 60) i
                            """)
                    .update();
            try {
                var stopped = policies.preview(LEAD, guardians(SPEND, 0)).value().stopped();

                assertThat(stopped.reach().people()).isEqualTo(61);
                assertThat(stopped.people()).hasSize(Readers.MOST_NAMED);
                assertThat(stopped.more()).isEqualTo(11);
            } finally {
                stack.as(PostgresServer.OWNER)
                        .sql("DELETE FROM access.access_grant WHERE holder LIKE 'crowd.%'")
                        .update();
            }
        }
    }

    @Nested
    class What_the_record_says {
        @Test
        void is_which_roles_were_let_in_by_whom() {
            var first = policies.set(LEAD, guardians(SPEND, 0));
            var second = policies.set(LEAD, ask(SPEND, 1, "read-under-agreement"));

            var event = stack.stored(second.event()).event();
            assertThat(event.action().name()).isEqualTo("role-policy.set");
            assertThat(event.about().dataset()).isEqualTo(SPEND);
            assertThat(event.about().details())
                    .containsEntry("policy", second.value().rule().id().toString())
                    .containsEntry("replaces", first.value().rule().id().toString())
                    .containsEntry("version", "2")
                    .containsEntry(
                            "roles",
                            "under an agreement: nobody; as its own data steward: data-steward; in"
                                    + " an emergency: officer");

            var ended = policies.end(LEAD, second.value().rule().id(), "over");
            assertThat(stack.stored(ended.event()).event().action().name())
                    .isEqualTo("role-policy.end");
        }
    }

    @Nested
    class Whoever_may_not {
        @Test
        void is_refused_another_agency_s_data() {
            for (var other :
                    List.of(
                            caller(GLA, Role.IG_LEAD),
                            caller(BRENT, Role.OFFICER),
                            caller(BRENT, Role.PLATFORM_ADMIN))) {
                assertThatThrownBy(() -> policies.set(other, guardians(SPEND, 0)))
                        .isInstanceOf(RefusedException.class);
            }
            assertThat(reading(OFFICER)).isEmpty();
        }

        @Test
        void is_told_nothing_of_another_agency_s() {
            var id = policies.set(LEAD, guardians(SPEND, 0)).value().rule().id();
            var other = caller(GLA, Role.IG_LEAD);
            var city = caller(Agency.OVERSIGHT, Role.AUDITOR);

            assertThatThrownBy(() -> policies.see(other, id))
                    .isInstanceOf(OwnerRuleException.NotFound.class);
            assertThatThrownBy(() -> policies.end(other, id, "no"))
                    .isInstanceOf(OwnerRuleException.NotFound.class);
            assertThat(policies.list(other, null, false, PageRequest.first()).items()).isEmpty();
            assertThat(policies.see(city, id).value().rule().id()).isEqualTo(id);
            assertThat(policies.list(city, SPEND, true, PageRequest.first()).items()).hasSize(1);
        }
    }

    @Nested
    class What_is_filled_in_wrongly {
        @Test
        void names_the_field() {
            assertField("roles.read-own-data", new RolePolicyAsk(SPEND, Map.of(), 0, "r"), 1);
            assertField(
                    "roles.read-under-agreement",
                    ask(SPEND, 0, "read-under-agreement", "wizard"),
                    0);
            assertField("roles.read-own-data", ask(SPEND, 0, "read-own-data", "platform-admin"), 0);
            assertField("roles", ask(SPEND, 0, "read-in-dreams", "officer"), 0);
            assertThatThrownBy(() ->
                            policies.set(
                                    LEAD,
                                    new RolePolicyAsk(SPEND, guardians(SPEND, 0).roles(), 0, " ")))
                    .isInstanceOfSatisfying(
                            OwnerRuleException.BadField.class,
                            fault -> assertThat(fault.field()).isEqualTo("reason"));
        }

        @Test
        void and_there_is_a_most_of_them() {
            stack.as(PostgresServer.OWNER)
                    .sql(
                            """
                            INSERT INTO access.role_policy
                                (id, owner, dataset, version, roles, reason, set_by, set_by_name,
                                 set_at)
                            SELECT gen_random_uuid(), 'brent', 'brent/d' || i, 1, '{}',
                                'r', 'p', 'n', now() FROM generate_series(1, 1000) i
                            """)
                    .update();

            assertThatThrownBy(() -> policies.set(LEAD, guardians(SPEND, 0)))
                    .isInstanceOf(OwnerRuleException.WrongState.class)
                    .hasMessageContaining("1000");
            var one = DatasetId.parse("brent/d1");
            var next = policies.set(LEAD, guardians(one, 1)).value();
            assertThat(next.rule().version()).as("in the place of another").isEqualTo(2);
        }

        private static void assertField(String field, RolePolicyAsk ask, int place) {
            assertThat(ask.faults().get(place).field()).isEqualTo(field);
            assertThatThrownBy(() -> policies.set(LEAD, ask))
                    .isInstanceOf(OwnerRuleException.BadField.class);
        }
    }

    @Nested
    class What_was_set {
        @Test
        void is_ended_once() {
            var id = policies.set(LEAD, guardians(SPEND, 0)).value().rule().id();
            policies.end(LEAD, id, "over");

            assertThatThrownBy(() -> policies.end(LEAD, id, "again"))
                    .isInstanceOf(OwnerRuleException.WrongState.class);
        }

        @Test
        void is_not_changed_or_deleted_behind_the_platform_s_back() {
            var id = policies.set(LEAD, guardians(SPEND, 0)).value().rule().id();
            var app = stack.as(PostgresServer.APP);

            for (var sql :
                    List.of(
                            "DELETE FROM access.role_policy",
                            "UPDATE access.role_policy SET roles = '{}'",
                            "TRUNCATE access.role_policy")) {
                assertThatThrownBy(() -> app.sql(sql).update())
                        .isInstanceOf(DataAccessException.class);
            }
            policies.end(LEAD, id, "over");
            assertThatThrownBy(() ->
                            stack.as(PostgresServer.OWNER)
                                    .sql(
                                            "UPDATE access.role_policy SET ended_by = NULL,"
                                                    + " ended_by_name = NULL, ended_at = NULL,"
                                                    + " ended_reason = NULL WHERE id = ?")
                                    .param(id.value())
                                    .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("final");
        }

        @Test
        void is_listed_a_page_at_a_time() {
            policies.set(LEAD, guardians(SPEND, 0));
            policies.set(LEAD, guardians(SPEND, 1));
            policies.set(LEAD, guardians(null, 0));

            var first = policies.list(LEAD, null, false, new PageRequest(2, null));
            var rest = policies.list(LEAD, null, false, new PageRequest(2, first.next()));

            assertThat(first.items()).hasSize(2);
            assertThat(rest.items()).hasSize(1);
            assertThat(rest.next()).isNull();
        }
    }

    private static RolePolicyId insert(String... row) {
        return new RolePolicyId(
                stack.as(PostgresServer.OWNER)
                        .sql(
                                """
                                INSERT INTO access.role_policy
                                    (id, owner, version, roles, dataset, reason, set_by,
                                     set_by_name, set_at)
                                VALUES (gen_random_uuid(), 'brent', 1, %s, 'r', 'p', 'n', now())
                                RETURNING id
                                """
                                        .formatted(String.join(", ", row)))
                        .query(UUID.class)
                        .single());
    }

    /** The codes of what is missing for the usual reading, none where it is allowed. */
    private static List<String> reading(Caller caller) {
        return switch (gate.explain(Worlds.reading(caller))) {
            case Judgement.Allowed _ -> List.of();
            case Judgement.Refused refused -> refused.missing().stream().map(Reason::code).toList();
        };
    }

    private static RolePolicyAsk guardians(@Nullable DatasetId dataset, int replaces) {
        return ask(dataset, replaces, "read-under-agreement", "caldicott-guardian");
    }

    /** As the rules say by themselves, but for one way of reading. */
    private static RolePolicyAsk ask(
            @Nullable DatasetId dataset, int replaces, String action, String... roles) {
        Map<String, List<String>> rows = new HashMap<>();
        rows.put("read-under-agreement", List.of("officer"));
        rows.put("read-own-data", List.of("data-steward"));
        rows.put("read-in-emergency", List.of("officer"));
        rows.put(action, List.of(roles));
        return new RolePolicyAsk(dataset, rows, replaces, "Health data.");
    }
}
