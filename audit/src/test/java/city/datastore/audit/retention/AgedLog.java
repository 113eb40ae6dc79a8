package city.datastore.audit.retention;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.pipeline.TopicBeginning;
import city.datastore.audit.trail.Receipts;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.TrailScope;
import city.datastore.audit.verify.Report;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A log of this month that went through Kafka and the pipeline, in a database for which it can be
 * any time.
 */
final class AgedLog implements AutoCloseable {
    static final Period SIX_YEARS = Period.ofYears(6);

    final AuditStack stack;
    final Pipeline pipeline;
    private final LocalStack servers;
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC);

    /** Where the clock of pruning and of its functions stands. */
    private Instant now = Instant.now();

    AgedLog(LocalStack servers) {
        this.servers = servers;
        this.stack = new AuditStack(servers);
        this.pipeline = stack.started();
        AuditStack.until(
                "the topic stands", () -> stack.count("SELECT count(*) FROM audit.progress") == 3);
        term(SIX_YEARS);
    }

    void term(Period kept) {
        RetentionTerm.set(stack.database(), kept);
    }

    /** The partition that the events lie in. */
    String partition() {
        return "event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    /** From this instant on, nothing of this month is within six years. */
    Instant termIsOver() {
        return termIsOver(SIX_YEARS);
    }

    /** The same for another term. */
    Instant termIsOver(Period kept) {
        return month.plusMonths(1)
                .atDay(1)
                .atStartOfDay()
                .atOffset(ZoneOffset.UTC)
                .plus(kept)
                .toInstant();
    }

    void itIs(Instant instant) {
        now = instant;
        databaseSays(instant);
    }

    /** Sets the database's clock alone. */
    void databaseSays(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        owner(
                "CREATE OR REPLACE FUNCTION audit.retention_now() RETURNS timestamptz LANGUAGE sql"
                        + " STABLE SET search_path = pg_catalog AS $$ SELECT timestamptz '"
                        + utc
                        + "' $$");
    }

    /** Records readings of these datasets, by this person, in the first hours of the month. */
    List<AuditEvent> record(String username, int each, String... datasets) throws Exception {
        Instant first = month.atDay(1).atTime(1, 0).toInstant(ZoneOffset.UTC);
        List<AuditEvent> events = new ArrayList<>();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            for (String dataset : datasets) {
                AuditEvent event =
                        AuditEvent.now(
                                first.plusSeconds(i),
                                Events.actor(username),
                                Events.READ,
                                About.dataset(DatasetId.parse(dataset)),
                                new Outcome.Allowed(List.of()),
                                new RequestId("r-" + i));
                events.add(event);
                calls.add(() -> {
                    pipeline.recorder().record(event);
                    return true;
                });
            }
        }
        long before = size();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : callers.invokeAll(calls)) {
                var _ = call.get();
            }
        }
        AuditStack.until("all are stored", () -> size() == before + events.size());
        return events;
    }

    long size() {
        return stack.count("SELECT size FROM audit.head");
    }

    long bodies() {
        return stack.count("SELECT count(*) FROM audit.event");
    }

    /** By whoever may delete records in Kafka. */
    Pruning pruning() {
        return pruning(topic());
    }

    TopicBeginning topic() {
        return new TopicBeginning(stack.kafka(), stack.topic());
    }

    Pruning pruning(@Nullable TopicBeginning topic) {
        return new Pruning(
                stack.audit(),
                pipeline.recorder(),
                topic,
                stack.alarm(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Its events happen when the others are past their term, so that they are not among those. */
    Holds holds() {
        return new Holds(
                stack.app(),
                stack.transactions(),
                pipeline.outbox(),
                Clock.fixed(termIsOver(), ZoneOffset.UTC));
    }

    Hold hold(@Nullable String agency, HoldKind kind, String value) {
        Actor auditor = Events.actor("city.auditor");
        return holds().set(
                        auditor,
                        new RequestId("hold"),
                        agency == null ? null : new AgencyCode(agency),
                        kind,
                        value,
                        "A court asked for it.");
    }

    Hold lift(Hold hold) {
        return holds().lift(
                        Events.actor("city.auditor"),
                        new RequestId("lift"),
                        hold.id(),
                        "It is over.");
    }

    StoredEvent found(AuditEvent event) {
        return stack.trail().find(new TrailScope.Everything(), event.id()).orElseThrow();
    }

    Receipt receipt(AuditEvent event) {
        return new Receipts(new LogTables(stack.audit())).of(found(event)).orElseThrow();
    }

    Report secondOpinion() throws Exception {
        // what Kafka acknowledged last may still be on its way to the tables
        AuditStack.until(
                "nothing waits", () -> stack.count("SELECT count(*) FROM audit.outbox") == 0);
        return new SecondOpinion(
                        stack.database().url(),
                        servers.postgres().password(PostgresServer.AUDIT),
                        List.of(TrustedKey.parse(AuditStack.SIGNER.keys().getFirst().text())),
                        Clock.fixed(now, ZoneOffset.UTC))
                .check(null, new SecondOpinion.Topic(stack.topic(), stack.kafkaSettings()));
    }

    /** Does what only the owner of the database can do. */
    void owner(String sql, Object... values) {
        stack.as(PostgresServer.OWNER).sql(sql).params(values).update();
    }

    @Override
    public void close() {
        stack.close();
    }
}
