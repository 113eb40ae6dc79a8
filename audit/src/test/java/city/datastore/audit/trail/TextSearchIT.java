package city.datastore.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching the words of events, in a record too long to look through at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextSearchIT {
    private static final TrailScope ALL = new TrailScope.Everything();

    /** So many events of the other kind lie on top of the documented one. */
    private static final int OTHERS = Trail.LOOKED_THROUGH + 10;

    private final AuditStack stack = new AuditStack(LocalStack.shared(Server.POSTGRES));

    /** With all the time in the world. */
    private final Trail trail = new JdbcTrail(stack.audit(), MonthlySearch.FEW, () -> 0);

    private final AtomicLong seconds = new AtomicLong();

    /** To which each look at the clock is a second later. */
    private final Trail hurried =
            new JdbcTrail(
                    stack.audit(),
                    MonthlySearch.FEW,
                    () -> Duration.ofSeconds(seconds.getAndIncrement()).toNanos());

    private final AuditEvent documented = Events.documented();
    private final AuditEvent other = Events.read("mps.officer", "camden/hmo");

    /** Farther down than events are read as an index gives them. */
    private static final int DEEP = OTHERS - TextSearch.NEAR - 10;

    private final AuditEvent deep = Events.read("lfb.officer", "camden/hmo");

    /** By the agency and about its data. */
    private final AuditEvent own = Events.read("tfl.officer", "tfl/stations");

    @BeforeAll
    void store() {
        insert(documented, "gla", "brent/council-spend", 1, 1);
        insert(other, "mps", "camden/hmo", 2, DEEP - 1);
        insert(deep, "mps", "camden/hmo", DEEP, DEEP + 1);
        insert(other, "mps", "camden/hmo", DEEP + 2, OTHERS + 1);
        insert(own, "tfl", "tfl/stations", OTHERS + 2, OTHERS + 4);
    }

    private void insert(AuditEvent event, String agency, String dataset, int from, int to) {
        byte[] bytes = EventCodec.encode(event);
        stack.as(PostgresServer.AUDIT)
                .sql(
                        """
                        INSERT INTO audit.event (sequence, id, at, actor, username, actor_agency,
                            owner_agency, dataset, action, outcome, canonical, digest, salt,
                            topic_partition, topic_offset)
                        SELECT n, ?, ?, ?, ?, ?, split_part(d, '/', 1), d, 'dataset.read', 'allowed',
                            c, sha256(c), sha256('salt'), 0, n
                        FROM (SELECT ?::bytea AS c, ?::text AS d) AS e, generate_series(?, ?) AS n
                        """)
                .params(
                        List.of(
                                event.id().value(),
                                event.at().atOffset(java.time.ZoneOffset.UTC),
                                event.actor().person().value(),
                                event.actor().username(),
                                agency,
                                bytes,
                                dataset,
                                from,
                                to))
                .update();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private static TrailQuery text(String text, boolean onBrentsData) {
        return new TrailQuery(
                null,
                onBrentsData ? Events.agency("brent") : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                text);
    }

    private List<EventId> found(String text, boolean onBrentsData) {
        return trail
                .search(ALL, text(text, onBrentsData), new PageRequest(5, null))
                .items()
                .stream()
                .map(stored -> stored.event().id())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Supplier",
                "supplier",
                "amount (£)",
                "COUNCIL spend",
                "grant-in-force",
                "is in force",
                "gla.officer",
                "DSA-2026-0001",
                "spend-analysis",
                "019aa6a8-0000-7abc",
                "4f1c2b7e",
            })
    void finds_what_the_event_says_of_who_what_and_why(String words) {
        assertThat(found(words, true)).containsExactly(documented.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agreementVersion",
                "reasons",
                "\"",
                "\\",
                "supplier elsewhere",
                "%",
                "suppl_er"
            })
    void does_not_find_the_names_of_fields_nor_take_any_sign_for_another(String words) {
        assertThat(found(words, true)).isEmpty();
    }

    @Test
    void looks_through_so_many_events_and_says_where_to_go_on() {
        Page<StoredEvent> first =
                trail.search(ALL, text("supplier", false), new PageRequest(5, null));

        assertThat(first.items()).isEmpty();
        assertThat(first.next()).isNotNull();

        Page<StoredEvent> second =
                trail.search(ALL, text("supplier", false), new PageRequest(5, first.next()));

        assertThat(second.items()).extracting(StoredEvent::event).containsExactly(documented);
        assertThat(second.next()).isNull();
    }

    @Test
    void looks_no_longer_than_a_reader_waits_and_goes_on_from_there() {
        var query = text("lfb.officer", false);
        Page<StoredEvent> first = hurried.search(ALL, query, new PageRequest(5, null));

        assertThat(first.items()).isEmpty();
        assertThat(first.next()).isEqualTo(Cursor.of(OTHERS + 5L - TextSearch.NEAR));

        List<StoredEvent> found = new ArrayList<>();
        String next = first.next();
        while (next != null) {
            Page<StoredEvent> page = hurried.search(ALL, query, new PageRequest(5, next));
            found.addAll(page.items());
            next = page.next();
        }

        assertThat(found).extracting(StoredEvent::sequence).containsExactly(DEEP + 1L, DEEP + 0L);
    }

    @Test
    void looks_as_long_as_it_takes_for_a_file() {
        assertThat(
                        hurried.searchForFile(
                                        ALL, text("lfb.officer", false), new PageRequest(5, null))
                                .items())
                .extracting(StoredEvent::sequence)
                .containsExactly(DEEP + 1L, DEEP + 0L);
    }

    @Test
    void finds_what_is_frequent_page_by_page() {
        Page<StoredEvent> first = trail.search(ALL, text("hmo", false), new PageRequest(5, null));
        Page<StoredEvent> second =
                trail.search(ALL, text("hmo", false), new PageRequest(5, first.next()));

        assertThat(first.items()).extracting(StoredEvent::sequence).first().isEqualTo(OTHERS + 1L);
        assertThat(second.items()).extracting(StoredEvent::sequence).first().isEqualTo(OTHERS - 4L);
    }

    @Test
    void finds_what_is_farther_down_whatever_else_is_asked_for() {
        var several =
                new TrailQuery(
                        null,
                        Events.agency("mps"),
                        DatasetId.parse("camden/hmo"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "lfb.officer");

        assertThat(List.of(text("lfb.officer", false), several))
                .allSatisfy(query -> {
                    Page<StoredEvent> first = trail.search(ALL, query, new PageRequest(1, null));
                    Page<StoredEvent> second =
                            trail.search(ALL, query, new PageRequest(1, first.next()));

                    assertThat(first.items())
                            .extracting(StoredEvent::sequence)
                            .containsExactly(DEEP + 1L);
                    assertThat(second.items())
                            .extracting(StoredEvent::sequence)
                            .containsExactly(DEEP + 0L);
                });
    }

    @Test
    void shows_nothing_beyond_the_readers_scope() {
        var scope = new TrailScope.OfAgency(Events.agency("lfb"));

        assertThat(trail.search(scope, text("supplier", false), new PageRequest(5, null)).items())
                .isEmpty();
    }

    @Test
    void finds_once_what_is_in_the_readers_scope_in_two_ways() {
        var scope = new TrailScope.OfAgency(Events.agency("tfl"));
        Page<StoredEvent> first =
                trail.search(scope, text("stations", false), new PageRequest(2, null));
        Page<StoredEvent> second =
                trail.search(scope, text("stations", false), new PageRequest(2, first.next()));

        assertThat(first.items())
                .extracting(StoredEvent::sequence)
                .containsExactly(OTHERS + 4L, OTHERS + 3L);
        assertThat(second.items()).extracting(StoredEvent::sequence).containsExactly(OTHERS + 2L);
        assertThat(second.next()).isNull();
    }
}
