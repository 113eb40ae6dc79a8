package city.datastore.access.conditions;

import static city.datastore.access.policy.Worlds.ANALYSIS;
import static city.datastore.access.policy.Worlds.BRENT;
import static city.datastore.access.policy.Worlds.DSA;
import static city.datastore.access.policy.Worlds.GLA;
import static city.datastore.access.policy.Worlds.NOW;
import static city.datastore.access.policy.Worlds.SPEND;
import static city.datastore.access.policy.Worlds.caller;
import static city.datastore.access.policy.Worlds.glaOfficer;
import static city.datastore.access.policy.Worlds.withSecondFactor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.NetworkAddress;
import city.datastore.access.identity.Role;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Worlds;
import city.datastore.access.requests.AccessRequests;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

class ConditionsIT {
    private static final Caller LEAD = caller(BRENT, Role.IG_LEAD);
    private static final Caller OFFICER = glaOfficer();
    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static AccessStack stack;
    private static Conditions conditions;
    private static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        conditions = stack.get(Conditions.class);
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
        stack.at(NOW);
        stack.as(PostgresServer.OWNER).sql("TRUNCATE access.access_condition").update();
        Awaitility.await().atMost(PATIENCE).until(() -> reading(OFFICER).isEmpty());
    }

    @Nested
    class Hours_that_an_owner_sets {
        @Test
        void bind_at_the_next_reading_and_no_longer_when_they_are_ended() {
            assertThat(reading(OFFICER)).isEmpty();

            var set = conditions.set(LEAD, office(SPEND)).value();
            assertThat(reading(OFFICER)).containsExactly("outside-hours");
            stack.at(Instant.parse("2026-11-23T08:00:00Z"));
            assertThat(reading(OFFICER)).isEmpty();
            stack.at(Instant.parse("2026-11-23T18:00:00Z"));
            assertThat(reading(OFFICER)).containsExactly("outside-hours");

            conditions.end(LEAD, set.rule().id(), "A mistake.");
            assertThat(reading(OFFICER)).isEmpty();
        }

        @Test
        void bind_who_read_already_when_they_close() {
            stack.at(Instant.parse("2026-11-23T17:59:59Z"));
            conditions.set(LEAD, office(SPEND));
            var pass = gate.admit(Worlds.reading());
            assertThat(gate.stillAllows(pass)).isTrue();

            stack.at(Instant.parse("2026-11-23T18:00:00Z"));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void on_everything_bind_each_dataset_and_on_another_one_not_this() {
            conditions.set(LEAD, office(DatasetId.parse("brent/trees")));
            assertThat(reading(OFFICER)).isEmpty();

            conditions.set(LEAD, office(null));
            assertThat(reading(OFFICER)).containsExactly("outside-hours");
        }
    }

    @Nested
    class A_second_factor {
        @Test
        void is_asked_of_everybody_the_owner_s_data_stewards_too() {
            conditions.set(LEAD, ask(Demand.Kind.SECOND_FACTOR, SPEND));

            assertThat(reading(OFFICER)).containsExactly("second-factor-required");
            assertThat(reading(withSecondFactor(OFFICER))).isEmpty();
            var steward = caller(BRENT, Role.DATA_STEWARD);
            assertThat(reading(steward)).containsExactly("second-factor-required");
            assertThat(reading(withSecondFactor(steward))).isEmpty();
        }

        @Test
        void is_all_that_is_missing_so_that_a_sign_in_is_asked_for() {
            conditions.set(LEAD, ask(Demand.Kind.SECOND_FACTOR, SPEND));

            assertThatThrownBy(() -> gate.admit(Worlds.reading()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.takesSecondFactor()).isTrue());

            conditions.set(LEAD, hall("192.0.2.0/24"));
            assertThatThrownBy(() -> gate.admit(Worlds.reading()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.takesSecondFactor()).isFalse());
        }
    }

    @Nested
    class Networks_that_an_owner_names {
        @Test
        void let_in_who_is_there_and_nobody_else() {
            conditions.set(LEAD, hall("192.0.2.0/24", "2001:db8::/32"));

            assertThat(reading(OFFICER.from(address("192.0.2.7")))).isEmpty();
            assertThat(reading(OFFICER.from(address("::ffff:192.0.2.7")))).isEmpty();
            assertThat(reading(OFFICER.from(address("2001:db8::7")))).isEmpty();
            assertThat(reading(OFFICER.from(address("192.0.3.7"))))
                    .containsExactly("outside-network");
            assertThat(reading(OFFICER)).containsExactly("outside-network");
        }
    }

    @Nested
    class What_the_record_says {
        @Test
        void is_what_was_set_by_whom_and_not_where_a_reader_was() {
            var set = conditions.set(LEAD, hall("192.0.2.0/24"));

            var event = stack.stored(set.event()).event();
            assertThat(event.action().name()).isEqualTo("condition.set");
            assertThat(event.about().dataset()).isEqualTo(SPEND);
            assertThat(event.about().details())
                    .containsEntry("kind", "networks")
                    .containsEntry("demand", "from the network of City Hall")
                    .containsEntry("condition", set.value().rule().id().toString());

            assertThatThrownBy(
                            () -> gate.admit(Worlds.reading(OFFICER.from(address("198.51.100.7")))))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused ->
                                    assertThat(stack.stored(refused.event()).event().toString())
                                            .doesNotContain("198.51.100.7"));
        }
    }

    @Nested
    class A_look_at_whom_it_would_bind {
        @Test
        void counts_people_and_grants_by_agency_and_binds_nobody() {
            var look = conditions.preview(LEAD, office(SPEND)).value();

            assertThat(look.reach().agencies()).containsExactly(new Reach.OfAgency(GLA, 1, 1, 1));
            assertThat(look.wanted().demand().words()).isEqualTo("on weekdays from 8am to 6pm");
            assertThat(reading(OFFICER)).isEmpty();
            assertThat(conditions.preview(LEAD, office(DatasetId.parse("brent/trees"))))
                    .satisfies(other -> assertThat(other.value().reach().people()).isZero());
        }
    }

    @Nested
    class Whoever_may_not {
        @Test
        void is_refused_another_agency_s_data() {
            assertThatThrownBy(() -> conditions.set(caller(GLA, Role.IG_LEAD), office(SPEND)))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> conditions.set(caller(BRENT, Role.OFFICER), office(SPEND)))
                    .isInstanceOf(RefusedException.class);
            assertThat(reading(OFFICER)).isEmpty();
        }

        @Test
        void is_told_nothing_of_another_agency_s() {
            var id = conditions.set(LEAD, office(SPEND)).value().rule().id();
            var other = caller(GLA, Role.IG_LEAD);
            var city = caller(Agency.OVERSIGHT, Role.AUDITOR);

            assertThatThrownBy(() -> conditions.see(other, id))
                    .isInstanceOf(OwnerRuleException.NotFound.class);
            assertThatThrownBy(() -> conditions.end(other, id, "no"))
                    .isInstanceOf(OwnerRuleException.NotFound.class);
            assertThat(conditions.list(other, null, false, PageRequest.first()).items()).isEmpty();
            assertThat(conditions.see(city, id).value().rule().id()).isEqualTo(id);
            assertThat(conditions.list(city, SPEND, true, PageRequest.first()).items()).hasSize(1);
        }
    }

    @Nested
    class What_is_filled_in_wrongly {
        @Test
        void names_the_field() {
            assertField("windows", ask(Demand.Kind.HOURS, SPEND));
            assertField("windows[0].days", between(List.of(), "08:00", "18:00"));
            assertField("windows[0].days", between(List.of("payday"), "08:00", "18:00"));
            assertField("windows[0].from", between(WEEKDAYS, "", "18:00"));
            assertField("windows[0].from", between(WEEKDAYS, "25:00", "18:00"));
            assertField("windows[0].from", between(WEEKDAYS, "24:00", "18:00"));
            assertField("windows[0].from", between(WEEKDAYS, "8", "18:00"));
            assertField("windows[0].until", between(WEEKDAYS, "08:00", "18:60"));
            assertField("windows[0].until", between(WEEKDAYS, "08:00", "24:01"));
            assertField("windows[0].until", between(WEEKDAYS, "08:00", "8:00"));
            assertField("windows[0].until", between(WEEKDAYS, "00:00", "00:00"));
            assertField("zone", networks(null, List.of("192.0.2.0/24")));
            assertField("zone", networks("x".repeat(81), List.of("192.0.2.0/24")));
            assertField("zone", networks("<b>", List.of("192.0.2.0/24")));
            assertField("networks", networks("City Hall", List.of()));
            assertField("networks", networks("City Hall", List.of("192.0.2.0/33")));
            assertField("networks", networks("City Hall", List.of("10.0.0.1/8")));
            assertField("networks", networks("City Hall", List.of("brent.gov.uk")));
            assertField("networks", networks("City Hall", List.of("::ffff:192.0.2.0/120")));
            assertField(
                    "networks", networks("City Hall", Collections.nCopies(999, "192.0.2.0/24")));
            assertField(
                    "windows",
                    new ConditionAsk(
                            Demand.Kind.SECOND_FACTOR,
                            SPEND,
                            office(SPEND).windows(),
                            null,
                            List.of(),
                            "r"));
            assertField(
                    "zone",
                    new ConditionAsk(
                            Demand.Kind.SECOND_FACTOR, SPEND, List.of(), "x", List.of(), "r"));
            assertField(
                    "reason",
                    new ConditionAsk(
                            Demand.Kind.SECOND_FACTOR, SPEND, List.of(), null, List.of(), " "));
        }

        @Test
        void but_an_end_at_midnight_is_the_end_of_the_day() {
            var set = conditions.set(LEAD, between(WEEKDAYS, "18:00", "00:00")).value();

            assertThat(set.rule().demand().words()).isEqualTo("on weekdays from 6pm to midnight");
        }

        @Test
        void and_there_is_a_most_of_them() {
            stack.as(PostgresServer.OWNER)
                    .sql(
                            """
                            INSERT INTO access.access_condition
                                (id, owner, dataset, kind, reason, set_by, set_by_name, set_at)
                            SELECT gen_random_uuid(), 'brent', 'brent/d' || i, 'second-factor',
                                'r', 'p', 'n', now() FROM generate_series(1, 1000) i
                            """)
                    .update();

            assertThatThrownBy(() -> conditions.set(LEAD, office(SPEND)))
                    .isInstanceOf(OwnerRuleException.WrongState.class)
                    .hasMessageContaining("1000");
        }
    }

    @Nested
    class What_was_set {
        @Test
        void is_ended_once() {
            var id = conditions.set(LEAD, office(SPEND)).value().rule().id();
            conditions.end(LEAD, id, "over");

            assertThatThrownBy(() -> conditions.end(LEAD, id, "again"))
                    .isInstanceOf(OwnerRuleException.WrongState.class);
        }

        @Test
        void is_not_changed_or_deleted_behind_the_platform_s_back() {
            var id = conditions.set(LEAD, office(SPEND)).value().rule().id();
            var app = stack.as(PostgresServer.APP);

            for (var sql :
                    List.of(
                            "DELETE FROM access.access_condition",
                            "UPDATE access.access_condition SET windows = '{}'",
                            "TRUNCATE access.access_condition")) {
                assertThatThrownBy(() -> app.sql(sql).update())
                        .isInstanceOf(DataAccessException.class);
            }
            conditions.end(LEAD, id, "over");
            assertThatThrownBy(() ->
                            stack.as(PostgresServer.OWNER)
                                    .sql(
                                            "UPDATE access.access_condition SET ended_by = NULL,"
                                                    + " ended_by_name = NULL, ended_at = NULL,"
                                                    + " ended_reason = NULL WHERE id = ?")
                                    .param(id.value())
                                    .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("final");
        }

        @Test
        void is_listed_a_page_at_a_time() {
            var ids =
                    IntStream.range(0, 3)
                            .mapToObj(_ -> conditions.set(LEAD, office(SPEND)).value())
                            .map(each -> each.rule().id())
                            .toList();

            var first = conditions.list(LEAD, null, false, new PageRequest(2, null));
            var rest = conditions.list(LEAD, null, false, new PageRequest(2, first.next()));

            assertThat(first.items()).hasSize(2);
            assertThat(rest.items()).hasSize(1);
            assertThat(rest.next()).isNull();
            assertThat(
                            Stream.concat(first.items().stream(), rest.items().stream())
                                    .map(each -> each.rule().id()))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Nested
    class A_row_that_nobody_understands {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'hours', '{mon 25:00-26:00}', NULL, '{}', 'brent/spend'",
                    "'hours', '{}', NULL, '{}', 'brent/spend'",
                    "'hours', '{NULL}', NULL, '{}', NULL",
                    "'networks', '{}', 'x', '{10.0.0.0/99}', 'brent/spend'",
                    "'networks', '{}', NULL, '{10.0.0.0/8}', 'brent/spend'",
                    "'moon-phase', '{}', NULL, '{}', NULL",
                    "'second-factor', '{}', NULL, '{}', 'brent/No Name!'"
                })
        void refuses_everybody_from_memory_and_from_the_database_until_it_is_ended(String row) {
            var id = insert(row);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            Boolean.TRUE.equals(
                                    stack.get(LeasedIndex.class)
                                            .<Boolean>read(
                                                    facts -> !facts.conditions(SPEND).isEmpty())));

            var wellEquipped = withSecondFactor(OFFICER).from(address("10.0.0.1"));
            assertThat(reading(wellEquipped)).containsExactly("condition-unreadable");
            assertThat(stack.get(LeasedIndex.class).<Object>read(f -> f.conditions(SPEND)))
                    .isIn(
                            null,
                            Conditions.source(stack.data(PostgresServer.APP)).conditions(SPEND));

            var listed = conditions.list(LEAD, null, true, PageRequest.first()).items();
            assertThat(listed.getFirst().rule().demand()).isEqualTo(new Demand.Unreadable());
            conditions.end(LEAD, id, "Nobody understands it.");
            assertThat(reading(wellEquipped)).isEmpty();
        }

        private static ConditionId insert(String row) {
            return new ConditionId(
                    stack.as(PostgresServer.OWNER)
                            .sql(
                                    """
                                    INSERT INTO access.access_condition
                                        (id, owner, kind, windows, zone, blocks, dataset,
                                         reason, set_by, set_by_name, set_at)
                                    VALUES (gen_random_uuid(), 'brent', %s, 'r', 'p', 'n', now())
                                    RETURNING id
                                    """
                                            .formatted(row))
                            .query(UUID.class)
                            .single());
        }
    }

    /** The codes of what is missing for the usual reading, none where it is allowed. */
    private static List<String> reading(Caller caller) {
        return switch (gate.explain(Worlds.reading(caller))) {
            case Judgement.Allowed _ -> List.of();
            case Judgement.Refused refused -> refused.missing().stream().map(Reason::code).toList();
        };
    }

    private static NetworkAddress address(String text) {
        return NetworkAddress.parse(text).orElseThrow();
    }

    private static ConditionAsk office(@Nullable DatasetId dataset) {
        return new ConditionAsk(
                Demand.Kind.HOURS,
                dataset,
                List.of(new ConditionAsk.Between(WEEKDAYS, "08:00", "18:00")),
                null,
                List.of(),
                "Somebody has to be there.");
    }

    private static ConditionAsk between(List<String> days, String from, String until) {
        return new ConditionAsk(
                Demand.Kind.HOURS,
                SPEND,
                List.of(new ConditionAsk.Between(days, from, until)),
                null,
                List.of(),
                "r");
    }

    private static ConditionAsk hall(String... blocks) {
        return networks("City Hall", List.of(blocks));
    }

    private static ConditionAsk networks(@Nullable String zone, List<String> blocks) {
        return new ConditionAsk(Demand.Kind.NETWORKS, SPEND, List.of(), zone, blocks, "r");
    }

    private static ConditionAsk ask(Demand.Kind kind, @Nullable DatasetId dataset) {
        return new ConditionAsk(kind, dataset, List.of(), null, List.of(), "r");
    }

    private static void assertField(String field, ConditionAsk ask) {
        assertThatThrownBy(() -> conditions.set(LEAD, ask))
                .isInstanceOfSatisfying(
                        OwnerRuleException.BadField.class,
                        fault -> assertThat(fault.field()).isEqualTo(field));
    }
}
