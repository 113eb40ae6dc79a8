package city.datastore.audit.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.trail.DayOfDecisions;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.PostgresServer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Decisions by day, from what is counted of them and from the events themselves. */
class DecisionsByDayIT extends AlertsRoom {
    @Nested
    class Decisions_by_day {
        private static final ZoneId KEPT = ZoneId.of("Europe/London");

        /** The same time under a name that no counts are kept for. */
        private static final ZoneId COUNTED = ZoneId.of("Europe/Belfast");

        @Test
        void are_the_same_from_the_counts_as_from_the_events() {
            assertThat(rows("activity")).isPositive();
            assertThatCountsAgree();
        }

        @Test
        void that_the_follower_has_not_seen_yet_are_counted_too() {
            var audit = stack.as(PostgresServer.AUDIT);
            audit.sql("UPDATE audit.alert_progress SET sequence = 0").update();
            audit.sql("DELETE FROM audit.alert_tally").update();
            audit.sql("DELETE FROM audit.activity").update();
            audit.sql("DELETE FROM audit.agreement_use").update();
            audit.sql("DELETE FROM audit.agreement_use_month").update();
            assertThatCountsAgree();

            followToTheEnd(new AlertFollower(stack.audit(), LIMITS, OWN));

            assertThatCountsAgree();
        }

        /** Counts that are wrong are believed, so these are answered from counts. */
        @Test
        void would_differ_if_the_counts_were_wrong() {
            var audit = stack.as(PostgresServer.AUDIT);
            audit.sql("UPDATE audit.activity SET allowed = allowed + 1").update();

            kept().forEach(one ->
                    assertThat(decisions(one.scope(), one.query(), KEPT))
                            .as("%s", one)
                            .isNotEqualTo(decisions(one.scope(), one.query(), COUNTED)));

            audit.sql("UPDATE audit.activity SET allowed = allowed - 1").update();
        }

        @Test
        void of_a_lead_are_those_about_their_data_and_their_own_and_each_once() {
            var lead = new PersonId("sub-lfb.officer");
            var lfb = Events.agency("lfb");
            var counted = new TreeMap<LocalDate, DayOfDecisions>();
            for (AuditEvent event : events) {
                DatasetId dataset = event.about().dataset();
                boolean concerns = dataset != null && dataset.agency().equals(lfb);
                if (concerns || event.actor().person().equals(lead)) {
                    long allowed = event.outcome() instanceof Outcome.Allowed ? 1 : 0;
                    long refused = event.outcome() instanceof Outcome.Refused ? 1 : 0;
                    LocalDate day = LocalDate.ofInstant(event.at(), KEPT);
                    counted.merge(
                            day,
                            new DayOfDecisions(day, allowed, refused),
                            (a, b) ->
                                    new DayOfDecisions(
                                            day,
                                            a.allowed() + b.allowed(),
                                            a.refused() + b.refused()));
                }
            }

            assertThat(decisions(new TrailScope.OfData(lfb, lead), TrailQuery.ANY, KEPT))
                    .containsExactlyElementsOf(counted.values());
        }

        private record Asked(TrailScope scope, TrailQuery query) {}

        private static List<Asked> kept() {
            var brent = new TrailScope.OfAgency(Events.agency("brent"));
            var lead = new TrailScope.OfData(Events.agency("lfb"), new PersonId("sub-lfb.officer"));
            return List.of(
                    new Asked(ALL, TrailQuery.ANY),
                    new Asked(ALL, query("mps", null)),
                    new Asked(ALL, about("mps.officer", null)),
                    new Asked(ALL, about("sub-mps.officer", null)),
                    new Asked(ALL, about(null, "camden/hmo")),
                    new Asked(brent, TrailQuery.ANY),
                    new Asked(brent, query("brent", null)),
                    new Asked(brent, about(null, "brent/spend")),
                    new Asked(lead, TrailQuery.ANY),
                    new Asked(lead, TrailQuery.ANY.between(day(1), day(30))),
                    new Asked(lead, TrailQuery.ANY.between(day(19), day(20))),
                    new Asked(lead, allowed()),
                    new Asked(lead, about(null, "lfb/staff")),
                    new Asked(
                            new TrailScope.OwnActs(new PersonId("sub-gla.officer")),
                            TrailQuery.ANY));
        }

        private void assertThatCountsAgree() {
            for (String agency : List.of("brent", "camden", "gla", "mps", "lfb")) {
                var ofAgency = new TrailScope.OfAgency(Events.agency(agency));
                var ofData =
                        new TrailScope.OfData(
                                Events.agency(agency), new PersonId("sub-mps.officer"));
                var ofLead =
                        new TrailScope.OfData(
                                Events.agency(agency), new PersonId("sub-lfb.officer"));
                for (TrailScope scope : List.of(ALL, ofAgency, ofData, ofLead)) {
                    agrees(scope, TrailQuery.ANY);
                    agrees(scope, query("gla", null));
                    agrees(scope, query(agency, "refused"));
                    agrees(scope, about("mps.officer", null));
                    agrees(scope, about(null, "camden/hmo"));
                    agrees(scope, about("mps.officer", "camden/hmo"));
                    agrees(scope, TrailQuery.ANY.between(day(18), day(22)));
                }
            }
            kept().forEach(one -> agrees(one.scope(), one.query()));
            agrees(ALL, TrailQuery.ANY.between(day(18), day(19)));
            agrees(ALL, TrailQuery.ANY.between(day(19), null));
            agrees(ALL, TrailQuery.ANY.between(day(18), TEN.plusSeconds(30)));
        }

        private void agrees(TrailScope scope, TrailQuery query) {
            assertThat(decisions(scope, query, KEPT)).isEqualTo(decisions(scope, query, COUNTED));
        }

        private List<DayOfDecisions> decisions(TrailScope scope, TrailQuery query, ZoneId zone) {
            return stack.trail().perDay(scope, query, zone).stream()
                    .filter(day -> day.allowed() + day.refused() > 0)
                    .toList();
        }

        private static TrailQuery query(String agency, @Nullable String outcome) {
            return new TrailQuery(
                    null, Events.agency(agency), null, null, null, null, outcome, null, null, null);
        }

        private static TrailQuery allowed() {
            return new TrailQuery(null, null, null, null, null, null, "allowed", null, null, null);
        }

        private static TrailQuery about(@Nullable String actor, @Nullable String dataset) {
            return new TrailQuery(
                    actor,
                    null,
                    dataset == null ? null : DatasetId.parse(dataset),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        private static Instant day(int number) {
            return LocalDate.of(2026, 11, number).atStartOfDay(KEPT).toInstant();
        }
    }
}
