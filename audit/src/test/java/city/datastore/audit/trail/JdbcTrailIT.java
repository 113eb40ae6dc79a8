package city.datastore.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcTrailIT {
    private static final TrailScope ALL = new TrailScope.Everything();
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final AgreementRef AGREEMENT = new AgreementRef("DSA-2026-0001");

    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
    private final Trail trail = stack.trail();

    private final AuditEvent camdenReadsOwn = event("camden.officer", "camden/hmo", NINE, true);
    private final AuditEvent mpsReadsCamden = event("mps.officer", "camden/hmo", NINE, true);
    private final AuditEvent mpsRefusedBrent = event("mps.officer", "brent/spend", TEN, false);
    private final AuditEvent brentReadsOwn = event("brent.officer", "brent/spend", TEN, true);
    private final AuditEvent mpsProposes =
            AuditEvent.now(
                    TEN,
                    Events.actor("mps.ig"),
                    new Action("agreement.propose", Activity.UPDATE),
                    About.agreement(AGREEMENT, 1),
                    new Outcome.Done(),
                    new RequestId("r-2"));

    private static AuditEvent event(String who, String dataset, Instant at, boolean allowed) {
        return AuditEvent.now(
                at,
                Events.actor(who),
                Events.READ,
                About.dataset(DatasetId.parse(dataset)),
                allowed ? new Outcome.Allowed(List.of()) : new Outcome.Refused(List.of()),
                new RequestId("r-1"));
    }

    @BeforeAll
    void store() {
        Pipeline pipeline = stack.started();
        for (AuditEvent event :
                List.of(
                        camdenReadsOwn,
                        mpsReadsCamden,
                        mpsRefusedBrent,
                        brentReadsOwn,
                        mpsProposes)) {
            pipeline.recorder().record(event);
            stack.awaitStored(event.id());
        }
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private List<AuditEvent> seen(TrailScope scope, TrailQuery query) {
        return events(trail.search(scope, query, PageRequest.first()));
    }

    private static List<AuditEvent> events(Page<StoredEvent> page) {
        return page.items().stream().map(StoredEvent::event).toList();
    }

    private static TrailQuery query(
            @Nullable String actor,
            @Nullable String agency,
            @Nullable String dataset,
            @Nullable AgreementRef agreement,
            @Nullable String action,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new TrailQuery(
                actor,
                agency == null ? null : Events.agency(agency),
                dataset == null ? null : DatasetId.parse(dataset),
                agreement,
                null,
                action,
                outcome,
                from,
                to,
                null);
    }

    @Nested
    class Days {
        private static final ZoneId UK = ZoneId.of("Europe/London");

        @Test
        void count_what_was_allowed_and_what_was_refused() {
            assertThat(trail.perDay(ALL, TrailQuery.ANY, UK))
                    .containsExactly(new DayOfDecisions(LocalDate.of(2026, 11, 21), 3, 1));
        }

        @Test
        void show_nothing_beyond_the_readers_scope() {
            var scope = new TrailScope.OfAgency(Events.agency("camden"));

            assertThat(trail.perDay(scope, TrailQuery.ANY, UK))
                    .containsExactly(new DayOfDecisions(LocalDate.of(2026, 11, 21), 2, 0));
        }

        @Test
        void are_those_of_the_zone_asked_for() {
            assertThat(trail.perDay(ALL, TrailQuery.ANY, ZoneId.of("Pacific/Kiritimati")))
                    .extracting(DayOfDecisions::day)
                    .containsOnly(LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 22));
        }
    }

    @Nested
    class A_scope {
        @Test
        void of_everything_shows_all_of_it_newest_first() {
            assertThat(seen(ALL, TrailQuery.ANY))
                    .containsExactly(
                            mpsProposes,
                            brentReadsOwn,
                            mpsRefusedBrent,
                            mpsReadsCamden,
                            camdenReadsOwn);
        }

        @Test
        void of_an_agency_shows_its_data_and_its_staff() {
            assertThat(seen(new TrailScope.OfAgency(Events.agency("camden")), TrailQuery.ANY))
                    .containsExactly(mpsReadsCamden, camdenReadsOwn);
            assertThat(seen(new TrailScope.OfAgency(Events.agency("mps")), TrailQuery.ANY))
                    .containsExactly(mpsProposes, mpsRefusedBrent, mpsReadsCamden);
        }

        @Test
        void of_data_shows_the_owners_data_and_the_readers_own_acts() {
            TrailScope scope =
                    new TrailScope.OfData(Events.agency("brent"), new PersonId("sub-mps.ig"));

            assertThat(seen(scope, TrailQuery.ANY))
                    .containsExactly(mpsProposes, brentReadsOwn, mpsRefusedBrent);
        }

        @Test
        void of_own_acts_shows_nothing_that_others_did() {
            TrailScope scope = new TrailScope.OwnActs(new PersonId("sub-mps.officer"));

            assertThat(seen(scope, TrailQuery.ANY))
                    .containsExactly(mpsRefusedBrent, mpsReadsCamden);
        }

        @Test
        void cannot_be_widened_by_what_is_asked() {
            TrailScope scope = new TrailScope.OwnActs(new PersonId("sub-mps.officer"));

            assertThat(
                            seen(
                                    scope,
                                    query(
                                            "camden.officer",
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null)))
                    .isEmpty();
            assertThat(seen(scope, query(null, "camden", null, null, null, null, null, null)))
                    .containsExactly(mpsReadsCamden);
        }

        @Test
        void also_holds_for_a_single_event() {
            TrailScope scope = new TrailScope.OwnActs(new PersonId("sub-mps.officer"));

            assertThat(trail.find(scope, mpsReadsCamden.id())).isPresent();
            assertThat(trail.find(scope, camdenReadsOwn.id())).isEmpty();
            assertThat(trail.holds(camdenReadsOwn.id())).isTrue();
            assertThat(trail.holds(EventId.at(NINE))).isFalse();
        }
    }

    @Nested
    class A_query {
        @Test
        void finds_a_person_by_id_or_user_name() {
            assertThat(seen(ALL, query("mps.officer", null, null, null, null, null, null, null)))
                    .isEqualTo(
                            seen(
                                    ALL,
                                    query(
                                            "sub-mps.officer",
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null)))
                    .containsExactly(mpsRefusedBrent, mpsReadsCamden);
        }

        @Test
        void finds_an_agency_as_actor_and_as_owner() {
            assertThat(seen(ALL, query(null, "brent", null, null, null, null, null, null)))
                    .containsExactly(brentReadsOwn, mpsRefusedBrent);
        }

        @Test
        void finds_by_dataset_agreement_action_and_outcome() {
            assertThat(seen(ALL, query(null, null, "camden/hmo", null, null, null, null, null)))
                    .containsExactly(mpsReadsCamden, camdenReadsOwn);
            assertThat(seen(ALL, query(null, null, null, AGREEMENT, null, null, null, null)))
                    .containsExactly(mpsProposes);
            assertThat(
                            seen(
                                    ALL,
                                    query(
                                            null,
                                            null,
                                            null,
                                            null,
                                            "agreement.propose",
                                            null,
                                            null,
                                            null)))
                    .containsExactly(mpsProposes);
            assertThat(seen(ALL, query(null, null, null, null, null, "refused", null, null)))
                    .containsExactly(mpsRefusedBrent);
        }

        @Test
        void takes_the_first_instant_and_leaves_the_last() {
            assertThat(seen(ALL, query(null, null, null, null, null, null, NINE, TEN)))
                    .containsExactly(mpsReadsCamden, camdenReadsOwn);
            assertThat(seen(ALL, query(null, null, null, null, null, null, TEN, null))).hasSize(3);
        }

        @Test
        void with_quotation_marks_is_a_value_and_no_SQL() {
            assertThat(seen(ALL, query("' OR true --", null, null, null, null, null, null, null)))
                    .isEmpty();
        }
    }

    @Nested
    class A_page {
        @Test
        void leads_to_the_next_until_there_is_none() {
            List<AuditEvent> all = new ArrayList<>();
            @Nullable String cursor = null;
            int pages = 0;
            do {
                Page<StoredEvent> page =
                        trail.search(ALL, TrailQuery.ANY, new PageRequest(2, cursor));
                all.addAll(events(page));
                cursor = page.next();
                pages++;
            } while (cursor != null);

            assertThat(pages).isEqualTo(3);
            assertThat(all).isEqualTo(seen(ALL, TrailQuery.ANY));
        }

        @Test
        void that_is_full_and_last_has_no_next() {
            assertThat(trail.search(ALL, TrailQuery.ANY, new PageRequest(5, null)).next()).isNull();
        }

        @Test
        void cannot_be_asked_for_with_a_cursor_of_ones_own_making() {
            for (String cursor : List.of("x", "!!", Cursor.of("1 OR true"), Cursor.of(""))) {
                assertThatThrownBy(
                                () -> trail.search(ALL, TrailQuery.ANY, new PageRequest(2, cursor)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("cursor");
            }
        }
    }
}
