package city.datastore.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several conditions at once, in a record whose events came at times of four partitions in no
 * order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonthlySearchIT {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** The last is too far away for a month of its own. */
    private final List<Instant> times =
            List.of(
                    now.minus(Duration.ofDays(33)),
                    now,
                    now.plus(Duration.ofDays(33)),
                    Instant.parse("2019-05-01T09:00:00Z"));

    private static final int EVENTS = 80;

    private static final Action SELDOM = new Action("dataset.release", Activity.READ);

    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
    private final Trail trail = stack.trail();

    /** To which one place is so many that it merges. */
    private final Trail merging = new JdbcTrail(stack.audit(), 1, System::nanoTime);

    /** A question, and what the events that answer it have. */
    record Question(TrailScope scope, TrailQuery query, Predicate<AuditEvent> answers) {
        /** And of that action. */
        Question of(Action action) {
            return new Question(
                    scope,
                    new TrailQuery(
                            query.actor(),
                            query.agency(),
                            query.dataset(),
                            query.agreement(),
                            query.purpose(),
                            action.name(),
                            query.outcome(),
                            query.from(),
                            query.to(),
                            query.text()),
                    answers.and(event -> event.action().equals(action)));
        }
    }

    @BeforeAll
    void store() {
        Pipeline pipeline = stack.started();
        var random = new Random(20261122);
        for (int i = 0; i < EVENTS; i++) {
            String agency = one(random, "camden", "mps");
            AuditEvent event =
                    AuditEvent.now(
                            times.get(random.nextInt(times.size())),
                            Events.actor(agency + one(random, ".officer", ".ig")),
                            random.nextInt(5) == 0 ? SELDOM : Events.READ,
                            About.dataset(
                                    DatasetId.parse(one(random, "camden/hmo", "brent/spend"))),
                            random.nextInt(6) == 0
                                    ? new Outcome.Refused(List.of())
                                    : new Outcome.Allowed(List.of()),
                            new RequestId("r-%03d".formatted(i)));
            pipeline.recorder().record(event);
            stack.awaitStored(event.id());
        }
    }

    private static String one(Random random, String often, String seldom) {
        return random.nextInt(4) == 0 ? seldom : often;
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private Stream<Question> questions() {
        var questions = new ArrayList<Question>();
        for (String agency : new String[] {null, "camden", "mps", "brent"}) {
            for (String actor : new String[] {null, "camden.officer", "mps.ig"}) {
                for (String dataset : new String[] {null, "camden/hmo", "brent/spend"}) {
                    for (String outcome : new String[] {null, "refused", "allowed"}) {
                        questions.add(question(agency, actor, dataset, outcome, null, null));
                        questions.add(question(agency, actor, dataset, outcome, now, null));
                        questions.add(question(agency, actor, dataset, outcome, null, now));
                    }
                }
            }
        }
        for (String agency : new String[] {null, "camden", "mps", "brent"}) {
            for (String dataset : new String[] {null, "brent/spend"}) {
                questions.add(question(agency, null, dataset, null, null, now).of(SELDOM));
                questions.add(question(agency, null, dataset, "allowed", null, null).of(SELDOM));
            }
        }
        return questions.stream();
    }

    private static Question question(
            @Nullable String agency,
            @Nullable String actor,
            @Nullable String dataset,
            @Nullable String outcome,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new Question(
                agency == null
                        ? new TrailScope.Everything()
                        : new TrailScope.OfAgency(new AgencyCode(agency)),
                new TrailQuery(
                        actor,
                        null,
                        dataset == null ? null : DatasetId.parse(dataset),
                        null,
                        null,
                        null,
                        outcome,
                        from,
                        to,
                        null),
                event ->
                        (agency == null
                                        || event.actor().username().startsWith(agency)
                                        || dataset(event).startsWith(agency))
                                && (actor == null || event.actor().username().equals(actor))
                                && (dataset == null || dataset(event).equals(dataset))
                                && (outcome == null || event.outcome().word().equals(outcome))
                                && (from == null || !event.at().isBefore(from))
                                && (to == null || event.at().isBefore(to)));
    }

    private static String dataset(AuditEvent event) {
        return String.valueOf(event.about().dataset());
    }

    /** Page by page, to the end. */
    private static List<StoredEvent> all(Trail trail, Question question, int limit) {
        var found = new ArrayList<StoredEvent>();
        String cursor = null;
        do {
            Page<StoredEvent> page =
                    trail.search(
                            question.scope(), question.query(), new PageRequest(limit, cursor));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    @ParameterizedTest
    @MethodSource("questions")
    void finds_each_event_that_meets_all_once_and_the_newest_first(Question question) {
        List<StoredEvent> everything =
                all(trail, new Question(new TrailScope.Everything(), TrailQuery.ANY, _ -> true), 7);
        assertThat(everything).hasSize(EVENTS);

        List<StoredEvent> answers =
                everything.stream().filter(each -> question.answers().test(each.event())).toList();
        assertThat(all(trail, question, 4)).containsExactlyElementsOf(answers);
        assertThat(all(merging, question, 4)).containsExactlyElementsOf(answers);
    }

    @Test
    void looks_for_words_among_those_that_meet_all() {
        Question camdens = question("camden", null, "brent/spend", null, null, null);
        List<StoredEvent> found = all(trail, camdens, 4);
        String words = found.getLast().event().request().value() + " camden";

        assertThat(
                        trail.search(
                                        camdens.scope(),
                                        withText(camdens.query(), words),
                                        PageRequest.first())
                                .items())
                .containsExactly(found.getLast());
    }

    private static TrailQuery withText(TrailQuery query, String words) {
        return new TrailQuery(
                query.actor(),
                query.agency(),
                query.dataset(),
                query.agreement(),
                query.purpose(),
                query.action(),
                query.outcome(),
                query.from(),
                query.to(),
                words);
    }

    @Test
    void goes_through_four_partitions_that_overlap() {
        assertThat(
                        stack.count(
                                "SELECT count(DISTINCT tableoid) FROM audit.event AS later"
                                        + " WHERE EXISTS (SELECT FROM audit.event AS earlier WHERE"
                                        + " earlier.sequence < later.sequence"
                                        + " AND earlier.at > later.at)"))
                .isGreaterThanOrEqualTo(3);
        assertThat(stack.count("SELECT count(DISTINCT tableoid) FROM audit.event")).isEqualTo(4);
    }

    @Test
    void asks_for_several_conditions_at_least_once() {
        assertThat(
                        questions()
                                .map(question ->
                                        TrailConditions.within(question.scope())
                                                .and(question.query())))
                .anyMatch(TrailConditions::several)
                .anyMatch(conditions -> !conditions.several());
    }
}
