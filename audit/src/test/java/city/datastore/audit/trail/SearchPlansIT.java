package city.datastore.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Salt;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * By which indexes the searches of the trail go: each is asked for in a record of twenty thousand
 * events, of which few answer, and not the newest; and then once more where that index is not as it
 * should be, which has to show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPlansIT {
    private static final int EVENTS = 20_000;
    private static final TrailScope ALL = new TrailScope.Everything();
    private static final TrailScope BRENTS = new TrailScope.OfAgency(Events.agency("brent"));
    private static final DatasetId BRENT_OFTEN = DatasetId.parse("brent/often");

    /**
     * A page and what it takes to find it; where the index is missing it is five hundred or more.
     */
    private static final int FEW_ROWS = 200;

    /** So many are looked through for words at a time, of twice as many. */
    private static final int SOME_ROWS = TextSearch.NEAR + 100;

    private final AuditStack stack = new AuditStack(LocalStack.shared(Server.POSTGRES));
    private final EventId decision = EventId.at(Events.NOON);

    /** What is called "some" has hundreds of the oldest events, what is "seldom" has five. */
    private static final String EVENTS_OF_ALL_KINDS =
            """
            INSERT INTO audit.event (sequence, id, at, actor, username, actor_agency, owner_agency,
                dataset, agreement, purpose, action, outcome, canonical, digest, salt,
                topic_partition, topic_offset)
            SELECT n, gen_random_uuid(), ?, 'sub-' || person, person,
                CASE WHEN n <= 500 THEN 'mps' WHEN n > 1500 AND n % 2 = 0 THEN 'brent' ELSE 'gla' END, split_part(d, '/', 1), d,
                CASE n % 4000 WHEN 8 THEN 'DSA-2026-0009' ELSE 'DSA-2026-0001' END,
                CASE n % 4000 WHEN 10 THEN 'seldom' ELSE 'often' END,
                action, CASE n % 4000 WHEN 14 THEN 'refused' ELSE 'allowed' END,
                c, sha256(c), sha256('salt'), 0, n
            FROM generate_series(1, ?) AS n
            CROSS JOIN LATERAL (SELECT
                CASE WHEN n <= 500 THEN 'some' WHEN n % 2 = 1 THEN 'often' ELSE 'p' || n % 97 END
                    AS person,
                CASE WHEN n BETWEEN 1001 AND 1500 THEN 'lfb/some'
                    WHEN n <= 1000 AND n % 100 <> 0 THEN 'camden/some'
                    WHEN n % 2 = 1 OR n <= 1000 THEN 'brent/often' ELSE 'camden/often' END AS d,
                CASE WHEN n % 4000 = 12 THEN 'dataset.seldom' WHEN n BETWEEN 501 AND 1000
                    THEN 'dataset.some' WHEN n % 10 = 3 THEN 'dataset.release' ELSE 'dataset.read'
                    END AS action) AS kind
            CROSS JOIN LATERAL (SELECT convert_to(CASE WHEN action = 'dataset.release'
                THEN replace(?, ?, CASE n % 4000 WHEN 1003 THEN ? ELSE gen_random_uuid()::text END)
                ELSE replace(?, '"datasetVersion":3',
                    '"datasetVersion":' || CASE n % 4000 WHEN 1018 THEN 9 ELSE 3 END) END, 'UTF8')
                AS c) AS event
            """;

    @BeforeAll
    void store() {
        String release = text(released());
        stack.as(PostgresServer.AUDIT)
                .sql(EVENTS_OF_ALL_KINDS)
                .params(
                        List.of(
                                Events.NOON.atOffset(ZoneOffset.UTC),
                                EVENTS,
                                release,
                                decision.toString(),
                                decision.toString(),
                                text(Events.documented())))
                .update();
        owner("ANALYZE audit.event");
    }

    private AuditEvent released() {
        return AuditEvent.now(
                Events.NOON,
                Events.actor("gla.officer"),
                new Action("dataset.release", Activity.READ),
                About.dataset(BRENT_OFTEN).withDetails(Map.of("decision", decision.toString())),
                new Outcome.Done(),
                new RequestId("r-1"));
    }

    private static String text(AuditEvent event) {
        return new String(EventCodec.encode(event), StandardCharsets.UTF_8);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    /**
     * What is asked, and the index that answers it.
     *
     * @param most rows that one statement may read
     * @param columns the columns of an index that would not do, where it is not one that is not
     *     there
     */
    record Asked(String index, long most, @Nullable String columns, Consumer<Trail> ask) {
        Asked(String index, Consumer<Trail> ask) {
            this(index, FEW_ROWS, null, ask);
        }

        /** Where an index with these columns would not do. */
        Asked rather(String others) {
            return new Asked(index, most, others, ask);
        }

        @Override
        public String toString() {
            return columns == null ? index : index + " rather than one on " + columns;
        }
    }

    private List<Asked> questions() {
        return List.of(
                // one condition
                new Asked("event_by_actor", search(ALL, "sub-some")),
                new Asked("event_by_username", search(ALL, "some")),
                new Asked("event_by_actor_agency", search(ALL, ofAgency("mps"))),
                new Asked("event_by_owner_agency", search(ALL, ofAgency("lfb"))),
                new Asked("event_by_dataset", search(ALL, query(null, "camden/some", null, null))),
                new Asked("event_by_agreement", search(ALL, underAgreement("DSA-2026-0009", null))),
                new Asked("event_by_purpose", search(ALL, forPurpose("seldom"))),
                new Asked(
                        "event_by_action", search(ALL, query(null, null, "dataset.seldom", null))),
                new Asked("event_by_fault", search(ALL, refused())),
                // what one person did with a dataset, and with the data of an agency
                new Asked("event_by_actor_and_dataset", search(ALL, with("sub-some"))),
                new Asked("event_by_username_and_dataset", search(ALL, with("some"))),
                new Asked("event_by_actor", search(BRENTS, "sub-some"))
                        .rather("actor, sequence DESC"),
                new Asked("event_by_username", search(BRENTS, "some"))
                        .rather("username, sequence DESC"),
                // an action that is seldom, and the data of an agency
                new Asked(
                                "event_by_action",
                                search(BRENTS, query(null, null, "dataset.some", null)))
                        .rather("action, sequence DESC"),
                // two conditions of which none is a person's
                new Asked(
                        "event_by_agreement",
                        search(ALL, underAgreement("DSA-2026-0009", "camden/often"))),
                // words
                new Asked(
                        "event_by_dataset",
                        SOME_ROWS,
                        null,
                        search(ALL, query(null, "camden/some", null, "nowhere"))),
                // readings of a version, and how one ended
                new Asked(
                        "event_by_version",
                        trail ->
                                trail.readings(
                                        ALL,
                                        Set.of(new VersionId(DatasetId.parse("camden/often"), 9)),
                                        Long.MAX_VALUE,
                                        50)),
                new Asked("event_by_decision", trail -> trail.release(reading())));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void reads_little_more_than_what_is_asked_for(Asked asked) {
        List<QueryPlan> plans = plans(asked);

        assertThat(plans).flatExtracting(QueryPlan::indexes).contains(asked.index());
        assertThat(plans).allSatisfy(plan -> assertThat(plan.readsWholeTable()).isFalse());
        assertThat(plans)
                .filteredOn(plan -> !plan.counts())
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan.rows()).isLessThanOrEqualTo(asked.most()));
        assertThat(plans)
                .filteredOn(QueryPlan::counts)
                .allSatisfy(plan ->
                        assertThat(plan.rows()).isLessThanOrEqualTo(4L * MonthlySearch.FEW));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void reads_more_where_that_index_is_not_as_it_should_be(Asked asked) {
        String right = definition(asked.index());
        try {
            owner("DROP INDEX audit." + asked.index());
            if (asked.columns() != null) {
                owner(
                        "CREATE INDEX %s ON audit.event (%s)"
                                .formatted(asked.index(), asked.columns()));
            }

            assertThat(plans(asked))
                    .filteredOn(plan -> !plan.counts())
                    .anySatisfy(plan -> assertThat(plan.rows()).isGreaterThan(asked.most()));
        } finally {
            owner("DROP INDEX IF EXISTS audit." + asked.index());
            owner(right);
        }
    }

    /** Of all the statements that an answer takes. */
    private List<QueryPlan> plans(Asked asked) {
        var statements = new ExplainedStatements(stack.audit(), indexes());
        asked.ask().accept(new JdbcTrail(statements.dataSource()));
        return statements.plans();
    }

    /** The index of the record that each index of a month belongs to. */
    private Map<String, String> indexes() {
        return stack
                .as(PostgresServer.OWNER)
                .sql(
                        "SELECT part.relname AS part, whole.relname AS whole FROM pg_inherits"
                                + " JOIN pg_class AS part ON part.oid = inhrelid"
                                + " JOIN pg_class AS whole ON whole.oid = inhparent"
                                + " WHERE whole.relname LIKE 'event%'")
                .query((row, _) -> Map.entry(row.getString("part"), row.getString("whole")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String definition(String index) {
        return stack.as(PostgresServer.OWNER)
                .sql("SELECT replace(pg_get_indexdef(?::regclass), ' ON ONLY ', ' ON ')")
                .param("audit." + index)
                .query(String.class)
                .single();
    }

    private void owner(String sql) {
        var _ = stack.as(PostgresServer.OWNER).sql(sql).update();
    }

    private static Consumer<Trail> search(TrailScope scope, String actor) {
        return search(scope, query(actor, null, null, null));
    }

    private static Consumer<Trail> search(TrailScope scope, TrailQuery query) {
        return trail -> trail.searchForFile(scope, query, PageRequest.first());
    }

    private static TrailQuery with(String actor) {
        return query(actor, BRENT_OFTEN.toString(), null, null);
    }

    private static TrailQuery query(
            @Nullable String actor,
            @Nullable String dataset,
            @Nullable String action,
            @Nullable String text) {
        return new TrailQuery(
                actor,
                null,
                dataset == null ? null : DatasetId.parse(dataset),
                null,
                null,
                action,
                null,
                null,
                null,
                text);
    }

    private static TrailQuery ofAgency(String agency) {
        return new TrailQuery(
                null, Events.agency(agency), null, null, null, null, null, null, null, null);
    }

    private static TrailQuery underAgreement(String agreement, @Nullable String dataset) {
        return new TrailQuery(
                null,
                null,
                dataset == null ? null : DatasetId.parse(dataset),
                new AgreementRef(agreement),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static TrailQuery forPurpose(String purpose) {
        return new TrailQuery(
                null, null, null, null, new PurposeCode(purpose), null, null, null, null, null);
    }

    private static TrailQuery refused() {
        return new TrailQuery(null, null, null, null, null, null, "refused", null, null, null);
    }

    private StoredEvent reading() {
        var event = Events.documented();
        return new StoredEvent(
                1,
                Events.NOON,
                new AuditEvent(
                        decision,
                        event.at(),
                        event.actor(),
                        event.action(),
                        event.about(),
                        event.outcome(),
                        event.request()),
                "",
                Salt.of(new byte[32]));
    }
}
