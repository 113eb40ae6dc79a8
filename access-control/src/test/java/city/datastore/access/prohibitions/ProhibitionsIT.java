package city.datastore.access.prohibitions;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Worlds;
import city.datastore.access.requests.AccessRequests;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class ProhibitionsIT {
    private static final Instant TEN_YEARS = UkTime.latest(NOW, Period.ofYears(10));

    private static final Caller LEAD = caller(BRENT, Role.IG_LEAD);
    private static final Caller OFFICER = glaOfficer();
    private static final Instant WEEK = NOW.plus(Duration.ofDays(7));

    private static AccessStack stack;
    private static Prohibitions prohibitions;
    private static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        prohibitions = stack.get(Prohibitions.class);
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
    void lift_what_stands() {
        stack.at(NOW);
        for (var one : prohibitions.list(LEAD, null, true, new PageRequest(200, null)).items()) {
            prohibitions.end(LEAD, one.rule().id(), "end of the test");
        }
    }

    @Nested
    class A_bar {
        @Test
        void stops_the_person_at_the_next_reading_and_lets_them_in_again_when_it_is_lifted() {
            assertThat(reading()).isEmpty();

            var set = prohibitions.set(LEAD, bar("gla.officer", SPEND)).value();
            assertThat(reading()).containsExactly("person-barred");

            prohibitions.end(LEAD, set.rule().id(), "A mistake.");
            assertThat(reading()).isEmpty();
        }

        @Test
        void on_everything_stops_them_on_each_dataset_of_the_owner() {
            prohibitions.set(LEAD, bar("GLA.Officer", null));

            assertThat(reading()).containsExactly("person-barred");
        }

        @Test
        void names_whoever_can_sign_in_by_the_user_name_that_pages_show() {
            for (var name : List.of("pat.o'brien", "José", "pat+ops@gla.example", "_pat")) {
                prohibitions.set(LEAD, bar(name, SPEND));

                assertThat(reading(named(name))).as(name).containsExactly("person-barred");
            }
            for (var nobody : List.of("", "a b", "a/b", "a\nb", "x".repeat(129))) {
                assertThatThrownBy(() -> bar(nobody, SPEND)).isInstanceOf(NameException.class);
            }
        }

        /** The usual reading by somebody of that user name. */
        private Question named(String name) {
            var asked = asked();
            var caller = asked.caller();
            return new Question(
                    new Caller(
                            caller.person(),
                            name,
                            caller.agency(),
                            caller.roles(),
                            caller.stepUp(),
                            caller.request()),
                    asked.act(),
                    asked.target(),
                    asked.agreement(),
                    asked.purpose());
        }

        @Test
        void leaves_everybody_else_alone() {
            prohibitions.set(LEAD, bar("gla.other", null));

            assertThat(reading()).isEmpty();
        }

        @Test
        void tells_the_person_who_barred_them_but_not_why() {
            prohibitions.set(LEAD, bar("gla.officer", SPEND));

            var judgement = (Judgement.Refused) gate.explain(asked());

            assertThat(judgement.missing().getFirst().text())
                    .isEqualTo("Brent has barred you from brent/spend.");
            assertThat(judgement.toString()).doesNotContain("Because");
        }
    }

    @Nested
    class A_freeze {
        @Test
        void stops_everybody_until_its_end() {
            prohibitions.set(LEAD, ask(Prohibition.Kind.FREEZE, SPEND, null, WEEK));

            assertThat(reading()).containsExactly("dataset-frozen");
            stack.at(WEEK.minusMillis(1));
            assertThat(reading()).containsExactly("dataset-frozen");
            stack.at(WEEK);
            assertThat(reading()).isEmpty();
        }

        @Test
        void that_has_ended_by_itself_cannot_be_lifted() {
            var freeze = ask(Prohibition.Kind.FREEZE, SPEND, null, WEEK);
            var id = prohibitions.set(LEAD, freeze).value().rule().id();

            stack.at(WEEK);

            assertThatThrownBy(() -> prohibitions.end(LEAD, id, "over"))
                    .isInstanceOf(OwnerRuleException.WrongState.class)
                    .hasMessageContaining("already ended, on " + UkTime.end(WEEK));
            assertThat(prohibitions.list(LEAD, null, true, PageRequest.first()).items()).isEmpty();
        }

        @Test
        void is_on_the_record_with_what_it_is_about() {
            var set = prohibitions.set(LEAD, ask(Prohibition.Kind.FREEZE, SPEND, null, null));

            var event = stack.stored(set.event()).event();

            assertThat(event.action().name()).isEqualTo("prohibition.set");
            assertThat(event.about().dataset()).isEqualTo(SPEND);
            assertThat(event.about().details())
                    .containsEntry("kind", "freeze")
                    .containsEntry("prohibition", set.value().rule().id().toString());
        }
    }

    @Nested
    class A_look_at_what_it_would_stop {
        @Test
        void counts_people_and_grants_by_agency_and_stops_nobody() {
            var stopped =
                    prohibitions
                            .preview(LEAD, ask(Prohibition.Kind.FREEZE, SPEND, null, null))
                            .value();

            assertThat(stopped.reach().agencies())
                    .containsExactly(new Reach.OfAgency(GLA, 1, 1, 1));
            assertThat(stopped.emergencies()).isZero();
            assertThat(reading()).isEmpty();
        }

        @Test
        void of_a_bar_counts_that_person_alone() {
            assertThat(
                            prohibitions
                                    .preview(LEAD, bar("GLA.OFFICER", null))
                                    .value()
                                    .reach()
                                    .grants())
                    .isEqualTo(1);
            assertThat(
                            prohibitions
                                    .preview(LEAD, bar("gla.other", null))
                                    .value()
                                    .reach()
                                    .agencies())
                    .isEmpty();
        }
    }

    @Nested
    class Whoever_may_not {
        @Test
        void is_refused_another_agency_s_data() {
            assertThatThrownBy(() ->
                            prohibitions.set(
                                    caller(GLA, Role.IG_LEAD),
                                    ask(Prohibition.Kind.FREEZE, SPEND, null, null)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("It is not about Greater London Authority's data");
            assertThat(reading()).isEmpty();
        }

        @Test
        void is_told_nothing_of_another_agency_s() {
            var id =
                    prohibitions
                            .set(LEAD, ask(Prohibition.Kind.FREEZE, SPEND, null, null))
                            .value()
                            .rule()
                            .id();
            var other = caller(GLA, Role.IG_LEAD);
            var city = caller(Agency.OVERSIGHT, Role.AUDITOR);

            assertThatThrownBy(() -> prohibitions.see(other, id))
                    .isInstanceOf(OwnerRuleException.NotFound.class);
            assertThatThrownBy(() -> prohibitions.end(other, id, "no"))
                    .isInstanceOf(OwnerRuleException.NotFound.class);
            assertThat(prohibitions.list(other, null, false, PageRequest.first()).items())
                    .isEmpty();
            assertThat(prohibitions.see(city, id).value().rule().id()).isEqualTo(id);
        }

        @Test
        void cannot_lift_a_bar_on_themselves() {
            var id =
                    prohibitions
                            .set(LEAD, bar(caller(BRENT, Role.IG_LEAD).username(), null))
                            .value()
                            .rule()
                            .id();

            assertThatThrownBy(() -> prohibitions.end(LEAD, id, "I want in"))
                    .isInstanceOf(RefusedException.class);

            prohibitions.end(caller("brent.other", BRENT, Role.IG_LEAD), id, "end of the test");
        }
    }

    @Test
    void lasts_to_the_end_of_the_day_in_ten_years_at_most() {
        var set = prohibitions.set(LEAD, ask(Prohibition.Kind.FREEZE, SPEND, null, TEN_YEARS));

        assertThat(set.value().rule().until()).isEqualTo(TEN_YEARS);
    }

    @Nested
    class What_is_filled_in_wrongly {
        @Test
        void names_the_field() {
            assertField("person", ask(Prohibition.Kind.BAR, SPEND, null, null));
            assertField("person", ask(Prohibition.Kind.FREEZE, SPEND, "gla.officer", null));
            assertField("dataset", ask(Prohibition.Kind.FREEZE, null, null, null));
            assertField("until", ask(Prohibition.Kind.EMBARGO, SPEND, null, null));
            assertField("until", ask(Prohibition.Kind.FREEZE, SPEND, null, NOW));
            assertField(
                    "until", ask(Prohibition.Kind.FREEZE, SPEND, null, TEN_YEARS.plusMillis(1)));
            assertField(
                    "reason",
                    new ProhibitionAsk(Prohibition.Kind.FREEZE, SPEND, null, null, " \n"));
            assertField(
                    "reason",
                    new ProhibitionAsk(
                            Prohibition.Kind.FREEZE, SPEND, null, null, "x".repeat(2001)));
        }
    }

    @Nested
    class What_was_set {
        private final ProhibitionId id =
                prohibitions
                        .set(LEAD, ask(Prohibition.Kind.FREEZE, SPEND, null, null))
                        .value()
                        .rule()
                        .id();

        @Test
        void is_lifted_once() {
            prohibitions.end(LEAD, id, "over");

            assertThatThrownBy(() -> prohibitions.end(LEAD, id, "again"))
                    .isInstanceOf(OwnerRuleException.WrongState.class);
        }

        @Test
        void is_not_changed_or_deleted_behind_the_platform_s_back() {
            var app = stack.as(PostgresServer.APP);

            for (var sql :
                    List.of(
                            "DELETE FROM access.prohibition",
                            "UPDATE access.prohibition SET until_at = now()",
                            "TRUNCATE access.prohibition")) {
                assertThatThrownBy(() -> app.sql(sql).update())
                        .isInstanceOf(DataAccessException.class);
            }
            prohibitions.end(LEAD, id, "over");
            assertThatThrownBy(() ->
                            stack.as(PostgresServer.OWNER)
                                    .sql(
                                            "UPDATE access.prohibition SET lifted_by = NULL,"
                                                    + " lifted_by_name = NULL, lifted_at = NULL,"
                                                    + " lifted_reason = NULL WHERE id = ?")
                                    .param(id.value())
                                    .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("final");
        }
    }

    /** The codes of what is missing for the usual reading, none where it is allowed. */
    private static List<String> reading() {
        return reading(asked());
    }

    private static List<String> reading(Question asked) {
        return switch (gate.explain(asked)) {
            case Judgement.Allowed _ -> List.of();
            case Judgement.Refused refused -> refused.missing().stream().map(Reason::code).toList();
        };
    }

    private static Question asked() {
        return Worlds.reading();
    }

    private static ProhibitionAsk bar(String person, @Nullable DatasetId dataset) {
        return ask(Prohibition.Kind.BAR, dataset, person, null);
    }

    private static ProhibitionAsk ask(
            Prohibition.Kind kind,
            @Nullable DatasetId dataset,
            @Nullable String person,
            @Nullable Instant until) {
        return new ProhibitionAsk(kind, dataset, person, until, "Because of an inquiry.");
    }

    private static void assertField(String field, ProhibitionAsk ask) {
        assertThatThrownBy(() -> prohibitions.set(LEAD, ask))
                .isInstanceOfSatisfying(
                        OwnerRuleException.BadField.class,
                        fault -> assertThat(fault.field()).isEqualTo(field));
    }
}
