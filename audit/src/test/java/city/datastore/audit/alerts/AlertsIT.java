package city.datastore.audit.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What alerts say, who sees them, and what comes of them. */
class AlertsIT extends AlertsRoom {
    @Nested
    class What_a_reader_sees {
        @Test
        void is_every_alert_for_an_auditor_of_the_city() {
            assertThat(kinds(ALL))
                    .containsExactly(
                            "break-in-volume brent/trees",
                            "bulk-reading sub-gla.officer",
                            "many-emergencies sub-mps.ig",
                            "many-refusals sub-gla.officer",
                            "many-refusals sub-mps.officer",
                            "out-of-hours sub-camden.officer camden/hmo",
                            "own-records sub-lfb.officer lfb/staff");
        }

        @Test
        void is_the_agency_s_data_and_staff_for_its_auditor() {
            assertThat(kinds(new TrailScope.OfAgency(Events.agency("gla"))))
                    .containsExactly(
                            "bulk-reading sub-gla.officer", "many-refusals sub-gla.officer");
        }

        @Test
        void is_the_agency_s_data_for_its_lead_and_not_what_concerns_the_data_of_others_too() {
            assertThat(
                            kinds(
                                    new TrailScope.OfData(
                                            Events.agency("brent"), new PersonId("sub-brent.ig"))))
                    .containsExactly("break-in-volume brent/trees", "bulk-reading sub-gla.officer");
        }

        @Test
        void is_nothing_for_somebody_who_sees_only_their_own_acts() {
            assertThat(kinds(new TrailScope.OwnActs(new PersonId("sub-gla.officer")))).isEmpty();
            assertThat(alerts.open(new TrailScope.OwnActs(new PersonId("sub-gla.officer"))))
                    .isZero();
        }

        @Test
        void is_found_by_kind_person_and_dataset_and_page_by_page() {
            var first = alerts.find(ALL, AlertQuery.ANY, new PageRequest(2, null));
            var second = alerts.find(ALL, AlertQuery.ANY, new PageRequest(5, first.next()));

            assertThat(first.items()).hasSize(2).doesNotContainAnyElementsOf(second.items());
            assertThat(second.items()).hasSize(5);
            assertThat(second.next()).isNull();
            assertThat(found(new AlertQuery(null, null, "mps.officer", null))).isOne();
            assertThat(found(new AlertQuery(null, null, "sub-mps.officer", null))).isOne();
            assertThat(found(new AlertQuery(null, null, null, DatasetId.parse("brent/trees"))))
                    .isOne();
        }

        @Test
        void cannot_be_asked_for_with_a_cursor_of_another_list() {
            assertThatThrownBy(() -> alerts.find(ALL, AlertQuery.ANY, new PageRequest(2, "MTI")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        private int found(AlertQuery query) {
            return alerts.find(ALL, query, PageRequest.first()).items().size();
        }
    }

    @Nested
    class An_alert {
        @Test
        void names_its_events_and_finds_them_in_the_trail() {
            Alert refusals = alert(AlertKind.MANY_REFUSALS, "sub-mps.officer").alert();

            assertThat(refusals.first()).isEqualTo(events.get(0).id());
            assertThat(refusals.last()).isEqualTo(events.get(8).id());
            assertThat(refusals.events()).isEqualTo(5);
            assertThat(
                            stack.trail()
                                    .search(ALL, refusals.inTheTrail(), PageRequest.first())
                                    .items())
                    .hasSize(7);
        }

        @Test
        void is_about_nobody_who_was_refused_because_the_platform_was_in_doubt() {
            assertThat(events)
                    .filteredOn(event -> event.actor().username().equals("brent.officer"))
                    .hasSizeGreaterThan(LIMITS.refusals())
                    .allMatch(event -> event.outcome() instanceof Outcome.Refused);
            assertThat(
                            alerts.find(
                                            ALL,
                                            new AlertQuery(null, null, "brent.officer", null),
                                            PageRequest.first())
                                    .items())
                    .isEmpty();
        }

        @Test
        void counts_what_was_given_out_even_where_it_broke_off() {
            assertThat(alert(AlertKind.BULK_READING, "sub-gla.officer").alert().reason())
                    .contains("1.2 MB");
        }

        @Test
        void of_one_s_own_records_names_the_reading_of_the_version_that_holds_them() {
            Alert own = alert(AlertKind.OWN_RECORDS, "sub-lfb.officer lfb/staff").alert();

            assertThat(own.events()).isOne();
            assertThat(own.reason()).startsWith("lfb.officer read version 3 of lfb/staff");
            assertThat(events)
                    .filteredOn(event -> event.id().equals(own.first()))
                    .extracting(event -> event.about().datasetVersion())
                    .containsExactly(3);
        }

        @Test
        void concerns_who_acted_and_of_a_dataset_everybody_who_read_it() {
            Alert refusals = alert(AlertKind.MANY_REFUSALS, "sub-mps.officer").alert();
            Alert volume = alert(AlertKind.BREAK_IN_VOLUME, "brent/trees").alert();

            assertThat(alerts.concerns(refusals, new PersonId("sub-mps.officer"))).isTrue();
            assertThat(alerts.concerns(refusals, new PersonId("sub-gla.officer"))).isFalse();
            assertThat(alerts.concerns(volume, new PersonId("sub-reader.3"))).isTrue();
            assertThat(alerts.concerns(volume, new PersonId("sub-gla.officer"))).isFalse();
        }
    }

    @Nested
    class A_review {
        @Test
        void says_how_the_alert_stands_and_the_newest_one_counts() {
            Alert alert = alert(AlertKind.OUT_OF_HOURS, "sub-camden.officer camden/hmo").alert();
            long open = alerts.open(ALL);

            review(alert, ReviewOutcome.NEEDS_ACTION);
            assertThat(alerts.find(ALL, alert.id()).orElseThrow().state())
                    .isEqualTo(AlertState.NEEDS_ACTION);
            review(alert, ReviewOutcome.DEALT_WITH);

            var reviewed = alerts.find(ALL, alert.id()).orElseThrow();
            assertThat(reviewed.state()).isEqualTo(AlertState.CLOSED);
            assertThat(reviewed.reviews())
                    .extracting(Review::outcome)
                    .containsExactly(ReviewOutcome.NEEDS_ACTION, ReviewOutcome.DEALT_WITH);
            assertThat(alerts.open(ALL)).isEqualTo(open - 1);
            assertThat(alerts.find(ALL, AlertQuery.ANY, PageRequest.first()).items().getLast())
                    .isEqualTo(reviewed);
            assertThat(
                            alerts.find(
                                            ALL,
                                            new AlertQuery(null, AlertState.CLOSED, null, null),
                                            PageRequest.first())
                                    .items())
                    .containsExactly(reviewed);
        }

        @Test
        void is_refused_outside_a_transaction() {
            Alert alert = alert(AlertKind.MANY_REFUSALS, "sub-mps.officer").alert();

            assertThatThrownBy(() -> alerts.add(alert.id(), someReview(ReviewOutcome.EXPLAINED)))
                    .hasMessageContaining("outside a transaction");
        }

        private void review(Alert alert, ReviewOutcome outcome) {
            stack.transactions()
                    .executeWithoutResult(_ -> alerts.add(alert.id(), someReview(outcome)));
        }

        private Review someReview(ReviewOutcome outcome) {
            return new Review(
                    new PersonId("sub-city.auditor"),
                    "city.auditor",
                    Events.agency("city"),
                    TEN,
                    outcome,
                    "They told us before.",
                    EventId.at(TEN));
        }
    }

    @Nested
    class The_tables {
        @Test
        void of_alerts_and_reviews_only_grow() {
            for (String table : List.of("alert", "alert_review")) {
                for (String change : List.of("DELETE FROM audit.%s", "TRUNCATE audit.%s CASCADE")) {
                    assertThatThrownBy(() -> run(PostgresServer.OWNER, change.formatted(table)))
                            .hasMessageContaining("the record only grows");
                }
            }
            assertThatThrownBy(() ->
                            run(PostgresServer.AUDIT, "UPDATE audit.alert SET reason = 'Nothing'"))
                    .hasMessageContaining("permission denied");
        }

        @Test
        void let_the_platform_s_own_role_add_reviews_and_nothing_else() {
            assertThatThrownBy(() -> run(PostgresServer.APP, "SELECT FROM audit.alert"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(PostgresServer.APP, "DELETE FROM audit.alert_tally"))
                    .hasMessageContaining("permission denied");
        }

        private void run(String role, String sql) throws SQLException {
            try (Connection connection = stack.connect(role)) {
                connection.createStatement().execute(sql);
            }
        }
    }
}
