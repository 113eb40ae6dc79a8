package city.datastore.audit.use;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Use counted from events that went through the whole pipeline, in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsesIT {
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    private static final AgreementRef OTHER = new AgreementRef("DSA-2026-0002");
    private static final DatasetId SPEND = DatasetId.parse("brent/spend");
    private static final DatasetId TREES = DatasetId.parse("brent/trees");
    private static final GrantId GRANT = GrantId.parse("01890000-0000-7000-8000-000000000001");
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final LocalDate AUGUST = LocalDate.of(2026, 8, 1);

    /** Half past eleven in the evening in UTC, and the next day in London. */
    private static final Instant LAST_OF_JUNE = Instant.parse("2026-06-30T23:30:00Z");

    private static final Instant TENTH = Instant.parse("2026-07-10T10:00:00Z");

    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
    private final Uses uses = new JdbcUses(stack.audit());
    private long stored;

    private static AuditEvent event(
            Instant at, String who, String action, About about, Outcome outcome) {
        return AuditEvent.now(
                at,
                Events.actor(who),
                new Action(action, Activity.READ),
                about,
                outcome,
                new RequestId("r-1"));
    }

    private static AuditEvent read(
            Instant at, String who, DatasetId dataset, int version, List<String> columns) {
        return event(
                at,
                who,
                UseCounts.READ,
                About.NOTHING
                        .withDataset(dataset, version)
                        .withAgreement(DSA, 1)
                        .withPurpose(new PurposeCode("spend-analysis"))
                        .withGrant(GRANT)
                        .withColumns(columns),
                new Outcome.Allowed(List.of()));
    }

    private static AuditEvent refused(Instant at, String action, String... codes) {
        return event(
                at,
                "mps.officer",
                action,
                About.dataset(SPEND).withAgreement(DSA, null),
                new Outcome.Refused(
                        List.of(codes).stream().map(code -> new Reason(code, "No.")).toList()));
    }

    @BeforeAll
    void store() {
        var events = new ArrayList<AuditEvent>();
        events.add(read(LAST_OF_JUNE, "gla.officer", SPEND, 1, List.of("Amount", "Vendor")));
        events.add(read(TENTH, "gla.officer", SPEND, 2, List.of("Amount")));
        events.add(read(TENTH.plusSeconds(5), "gla.officer", SPEND, 2, List.of("Amount")));
        events.add(read(TENTH, "gla.analyst", SPEND, 2, List.of("Amount")));
        events.add(read(TENTH, "lfb.officer", TREES, 1, List.of()));
        events.add(read(Instant.parse("2026-08-01T10:00:00Z"), "mps.officer", TREES, 1, List.of()));
        events.add(refused(TENTH, UseCounts.READ, "no-grant", "role-missing"));
        events.add(refused(TENTH, UseCounts.ASK, "role-missing"));
        events.add(refused(TENTH, "agreement.approve", "own-proposal"));
        events.add(
                event(
                        TENTH,
                        "gla.officer",
                        "dataset.release",
                        About.dataset(SPEND).withAgreement(DSA, 1).withBytes(10L),
                        new Outcome.Done()));
        events.add(
                event(
                        TENTH,
                        "gla.officer",
                        UseCounts.READ,
                        About.dataset(TREES).withAgreement(OTHER, 1),
                        new Outcome.Allowed(List.of())));
        events.add(Events.read("brent.steward", "brent/spend"));
        Pipeline pipeline = stack.started();
        for (AuditEvent event : events) {
            pipeline.recorder().record(event);
            stack.awaitStored(event.id());
        }
        stored = events.size();
        count(0, 4);
        count(4, stored);
    }

    private void count(long after, long upTo) {
        new UseCounts(stack.audit()).count(after, upTo);
    }

    private void followed(long upTo) {
        stack.as(PostgresServer.AUDIT)
                .sql("UPDATE audit.alert_progress SET sequence = ?")
                .param(upTo)
                .update();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void counts_reads_people_versions_and_columns_of_each_dataset() {
        var found = uses.during(DSA, JULY, AUGUST);
        assertThat(found.reads()).isEqualTo(5);
        var spend = Objects.requireNonNull(found.datasets().get(SPEND));
        assertThat(spend.by())
                .containsExactly(
                        new UseOfAgreement.ByAgency(
                                Events.agency("gla"), 4, 2, TENTH.plusSeconds(5)));
        assertThat(spend.versions()).containsExactly(1, 2);
        assertThat(spend.whole()).isFalse();
        assertThat(spend.columns()).containsExactly("Amount", "Vendor");
        var trees = Objects.requireNonNull(found.datasets().get(TREES));
        assertThat(trees.whole()).isTrue();
        assertThat(trees.by()).extracting(each -> each.agency().value()).containsExactly("lfb");
        assertThat(found.purposes()).containsEntry(new PurposeCode("spend-analysis"), 5L);
        assertThat(found.people())
                .containsEntry(Events.agency("gla"), 2L)
                .containsEntry(Events.agency("lfb"), 1L);
        assertThat(found.grants()).containsExactly(GRANT);
    }

    @Test
    void counts_each_refusal_for_each_of_its_reasons_and_nothing_else_that_was_refused() {
        assertThat(uses.during(DSA, JULY, AUGUST).refused())
                .hasSize(2)
                .containsEntry("no-grant", 1L)
                .containsEntry("role-missing", 2L);
    }

    @Test
    void counts_by_days_of_london() {
        assertThat(uses.during(DSA, JULY, JULY.plusDays(1)).reads()).isEqualTo(1);
        assertThat(uses.during(DSA, LocalDate.of(2026, 6, 30), JULY).reads()).isZero();
        assertThat(uses.during(DSA, AUGUST, AUGUST.plusDays(1)).people())
                .containsOnlyKeys(Events.agency("mps"));
    }

    @Test
    void tells_agreements_apart() {
        assertThat(uses.during(OTHER, JULY, AUGUST).reads()).isEqualTo(1);
        assertThat(uses.during(new AgreementRef("DSA-2026-0003"), JULY, AUGUST))
                .isEqualTo(UseOfAgreement.NONE);
    }

    @Test
    void counts_whole_months_and_the_days_around_them_once_each() {
        var from = LocalDate.of(2026, 5, 20);
        var whole = uses.during(DSA, from, LocalDate.of(2026, 8, 2));
        assertThat(whole.reads()).isEqualTo(6);
        assertThat(whole.people())
                .containsEntry(Events.agency("gla"), 2L)
                .containsEntry(Events.agency("lfb"), 1L)
                .containsEntry(Events.agency("mps"), 1L);
        assertThat(uses.during(DSA, from, AUGUST)).isEqualTo(uses.during(DSA, JULY, AUGUST));
        assertThat(uses.during(DSA, LocalDate.of(2026, 7, 2), AUGUST).reads()).isEqualTo(4);
        assertThat(uses.during(DSA, LocalDate.of(2026, 7, 10), LocalDate.of(2026, 7, 11)).reads())
                .isEqualTo(4);
    }

    @Test
    void lets_go_of_what_is_past_its_term_with_the_people_who_are_in_nothing_else() {
        stack.as(PostgresServer.OWNER)
                .sql("INSERT INTO audit.retention (kept) VALUES (interval '6 years')")
                .update();
        var audit = stack.as(PostgresServer.AUDIT);
        audit.sql("INSERT INTO audit.use_reader (person, held_grant) VALUES ('long-ago', '')")
                .update();
        audit.sql(
                        """
                        INSERT INTO audit.agreement_use (kind, day, reader, events, last_at)
                        SELECT kind.id, date '2010-01-31', reader.id, 1, '2010-01-31T12:00:00Z'
                        FROM (SELECT min(id) AS id FROM audit.use_kind
                            WHERE agreement = 'DSA-2026-0001' AND refused = '') AS kind,
                            audit.use_reader AS reader
                        WHERE reader.person = 'long-ago'\
                        """)
                .update();
        audit.sql(
                        """
                        INSERT INTO audit.agreement_use_month (kind, month, reader, events, last_at)
                        SELECT kind, date '2010-01-01', reader, events, last_at
                        FROM audit.agreement_use WHERE day = date '2010-01-31'\
                        """)
                .update();
        var before = uses.during(DSA, JULY, AUGUST);
        var longAgo = LocalDate.of(2010, 1, 1);
        assertThat(uses.during(DSA, longAgo, longAgo.plusMonths(1)).reads()).isEqualTo(1);

        assertThat(new UseCounts(stack.audit()).letGo(JULY)).isEqualTo(1);

        assertThat(people()).isNotEmpty().doesNotContain("long-ago");
        assertThat(uses.during(DSA, longAgo, longAgo.plusMonths(1)).reads()).isZero();
        assertThat(uses.during(DSA, JULY, AUGUST)).isEqualTo(before);
        assertThat(new UseCounts(stack.audit()).letGo(JULY)).isZero();
    }

    private List<String> people() {
        return stack.as(PostgresServer.AUDIT)
                .sql("SELECT person FROM audit.use_reader")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void says_while_something_is_not_counted_yet() {
        followed(stored - 4);
        assertThat(uses.during(OTHER, JULY, AUGUST).complete()).isFalse();
        followed(stored);
        assertThat(uses.during(OTHER, JULY, AUGUST).complete()).isTrue();
        followed(0);
    }
}
