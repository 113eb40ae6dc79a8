package city.datastore.access.grounds;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class StoredGroundsIT {
    private static final Instant LONG_AGO = Instant.parse("2001-05-31T23:59:59Z");

    private static AccessStack stack;
    private static StoredGrounds grounds;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        grounds = stack.get(StoredGrounds.class);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Nested
    class A_decision_of_the_gate {
        @Test
        void can_be_made_again_from_what_its_event_names() {
            var refused =
                    catchRefusal(
                            Question.of(
                                    caller(GLA, Role.OFFICER),
                                    Act.READ_CONTENT,
                                    new Target.OfVersion(SPEND, 7)));

            var event = stack.stored(refused.event()).event();
            var kept =
                    found(
                            Objects.requireNonNull(event.about().details().get("grounds")),
                            event.at());

            assertThat(kept.policy()).isEqualTo(grounds.policy());
            assertThat(kept.facts().permits()).containsExactly(permit());
            assertThat(new PolicyEngine().judge(kept.question(), kept.facts().at(event.at())))
                    .asInstanceOf(InstanceOfAssertFactories.type(Judgement.Refused.class))
                    .returns(refused.judgement().missing(), Judgement.Refused::missing);
        }
    }

    @Nested
    class What_is_kept {
        @Test
        void are_kept_once_a_month() {
            var april = Instant.parse("2027-04-30T23:59:59Z");
            var before = rows();

            var first = grounds.keep(reading(), facts(), april);
            var again = grounds.keep(reading(), facts().at(NOW), april.minusSeconds(5));
            var other = new StoredGrounds(stack.data(PostgresServer.APP), new PolicyEngine());
            var byAnotherNode = other.keep(reading(), facts(), april);

            assertThat(List.of(again, byAnotherNode)).containsOnly(first);
            assertThat(rows()).isEqualTo(before + 2);
            grounds.keep(reading(), facts(), april.plusSeconds(1));
            assertThat(rows()).isEqualTo(before + 4);
        }

        @Test
        void of_a_question_that_rests_on_no_facts_are_kept_once_a_month_too() {
            var june = Instant.parse("2027-06-30T23:59:59Z");
            var listing =
                    Question.of(
                            caller("gla.lister", GLA, Role.OFFICER),
                            Act.LIST_GRANTS,
                            new Target.OfList());
            var before = rows();

            var first = grounds.keep(listing, Facts.none(NOW), june);
            var again = grounds.keep(listing, Facts.none(june), june.minusSeconds(5));

            assertThat(again).isEqualTo(first);
            assertThat(rows()).isEqualTo(before + 1);
            assertThat(grounds.keep(listing, Facts.none(NOW), june.plusSeconds(1)))
                    .isEqualTo(first);
            assertThat(rows()).isEqualTo(before + 2);
            assertThat(
                            grounds.keep(
                                    listing.by(caller("gla.other", GLA, Role.OFFICER)),
                                    Facts.none(NOW),
                                    june))
                    .isNotEqualTo(first);
        }

        @Test
        void that_were_never_kept_are_not_found() {
            assertThat(grounds.find("0".repeat(64), NOW))
                    .isInstanceOf(StoredGrounds.Kept.Gone.class);
        }

        @Test
        void cannot_be_changed_or_taken_away_by_the_platform() {
            var app = stack.as(PostgresServer.APP);

            for (var sql :
                    List.of(
                            "UPDATE access.decision_part SET month = month",
                            "DELETE FROM access.decision_part",
                            "TRUNCATE access.decision_part",
                            "INSERT INTO access.decision_part VALUES"
                                    + " ('2026-11-01', sha256('{}'), '{\"a\":1}')")) {
                assertThatThrownBy(() -> app.sql(sql).update())
                        .isInstanceOf(DataAccessException.class);
            }
        }

        @Test
        void that_somebody_with_power_over_the_database_exchanged_are_found_out() {
            var digest =
                    grounds.keep(
                            reading().by(caller("gla.second", GLA, Role.OFFICER)), facts(), NOW);
            var owner = stack.as(PostgresServer.OWNER);
            owner.sql("ALTER TABLE access.decision_part DROP CONSTRAINT" + " decision_part_check")
                    .update();

            int changed =
                    owner.sql(
                                    "UPDATE access.decision_part SET body = replace(convert_from("
                                            + "body, 'UTF8'), 'gla.second', 'gla.third')::bytea"
                                            + " WHERE digest = ?")
                            .param(HexFormat.of().parseHex(digest))
                            .update();

            assertThat(changed).isOne();
            assertThat(grounds.find(digest, NOW)).isInstanceOf(StoredGrounds.Kept.Altered.class);
        }
    }

    @Nested
    class Grounds_that_a_restored_database_lost {
        @Test
        void are_kept_again_once_the_node_has_a_new_connection() {
            var july = Instant.parse("2027-07-30T10:00:00Z");
            var digest = grounds.keep(reading(), facts(), july);
            stack.as(PostgresServer.OWNER)
                    .sql("DELETE FROM access.decision_part WHERE month = '2027-07-01'")
                    .update();
            assertThat(grounds.find(digest, july)).isInstanceOf(StoredGrounds.Kept.Gone.class);

            stack.as(PostgresServer.APP)
                    .sql(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                                    + " current_database() AND application_name ="
                                    + " 'city-datastore-facts'")
                    .query(Boolean.class)
                    .list();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        grounds.keep(reading(), facts(), july);
                        return grounds.find(digest, july) instanceof StoredGrounds.Kept.Found;
                    });
        }
    }

    @Nested
    class Grounds_past_the_term_of_their_events {
        @Test
        void go_and_no_others_do() {
            var old = grounds.keep(reading(), facts(), LONG_AGO);
            var fresh = grounds.keep(reading(), facts(), Instant.now());

            assertThat(stack.get(GroundsSweep.class).run()).isEqualTo(2);

            assertThat(grounds.find(old, LONG_AGO)).isInstanceOf(StoredGrounds.Kept.Gone.class);
            assertThat(grounds.find(fresh, Instant.now()))
                    .isInstanceOf(StoredGrounds.Kept.Found.class);
            assertThat(stack.get(GroundsSweep.class).run()).isZero();
        }

        @Test
        void stay_while_the_body_of_an_event_of_that_month_is_held() {
            var month = Instant.parse("2002-03-10T10:00:00Z");
            stack.at(month);
            try {
                var refused =
                        catchRefusal(
                                Question.of(
                                        caller(GLA, Role.OFFICER),
                                        Act.READ_CONTENT,
                                        new Target.OfVersion(SPEND, 8)));
                stack.stored(refused.event());
            } finally {
                stack.at(NOW);
            }
            var digest = grounds.keep(reading(), Facts.none(month), month);

            stack.get(GroundsSweep.class).run();

            assertThat(grounds.find(digest, month)).isInstanceOf(StoredGrounds.Kept.Found.class);
        }
    }

    private static RefusedException catchRefusal(Question question) {
        return catchThrowableOfType(
                RefusedException.class, () -> stack.get(Gatekeeper.class).admit(question));
    }

    private static Grounds found(String digest, Instant at) {
        return ((StoredGrounds.Kept.Found) grounds.find(digest, at)).grounds();
    }

    private static long rows() {
        return stack.as(PostgresServer.OWNER)
                .sql("SELECT count(*) FROM access.decision_part")
                .query(Long.class)
                .single();
    }
}
