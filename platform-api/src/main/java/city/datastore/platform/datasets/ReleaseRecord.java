package city.datastore.platform.datasets;

import city.datastore.access.gate.Pass;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Puts on the record how a release ended. The decision to release is there already; if the database
 * is away the event goes straight to Kafka.
 */
public final class ReleaseRecord {
    /** How a release ended. */
    public static final Action RELEASE = new Action("dataset.release", Activity.READ);

    /** A stored file failed its integrity check. */
    public static final Action DAMAGED = new Action("dataset.damaged", Activity.READ);

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseRecord.class);
    private static final Reason FAILED_CHECK =
            new Reason("damaged", "The stored file failed its integrity check.");
    private static final Reason CUT_OFF =
            new Reason("cut-off", "The right to read it ended while it was being read.");
    private static final Reason NOT_FOUND_OUT =
            Doubt.FACTS_UNAVAILABLE.reason("Whether it may still be read could not be looked up.");
    private static final Reason TIME_IN_DOUBT =
            Doubt.CLOCKS_DISAGREE.reason(
                    "Whether it may still be read is not sure: two clocks of the platform"
                            + " disagree.");
    private static final Reason BROKEN_OFF =
            new Reason("broken-off", "The connection ended before the last byte.");
    private static final Reason NOT_PROJECTABLE =
            new Reason("not-projectable", "The file cannot be cut to the columns allowed.");

    /** Where the record looks for it: {@code docs/audit-events.md}. */
    private static final String DECISION = "decision";

    private final Outbox outbox;
    private final Recorder recorder;
    private final TransactionOperations transactions;
    private final Clock clock;

    ReleaseRecord(
            Outbox outbox, Recorder recorder, TransactionOperations transactions, Clock clock) {
        this.outbox = outbox;
        this.recorder = recorder;
        this.transactions = transactions;
        this.clock = clock;
    }

    void done(Pass pass, long bytes) {
        add(released(pass, bytes, new Outcome.Done()));
    }

    /**
     * @param doubt why nobody knows whether the right to read ended; empty where it did
     */
    void cutOff(Pass pass, long bytes, Optional<Doubt> doubt) {
        Reason why = doubt.map(ReleaseRecord::inDoubt).orElse(CUT_OFF);
        add(released(pass, bytes, new Outcome.Failed(List.of(why))));
    }

    private static Reason inDoubt(Doubt doubt) {
        return switch (doubt) {
            case FACTS_UNAVAILABLE -> NOT_FOUND_OUT;
            case CLOCKS_DISAGREE -> TIME_IN_DOUBT;
        };
    }

    void brokenOff(Pass pass, long bytes) {
        add(released(pass, bytes, new Outcome.Failed(List.of(BROKEN_OFF))));
    }

    void notProjectable(Pass pass) {
        notProjectable(pass, 0);
    }

    void notProjectable(Pass pass, long bytes) {
        add(released(pass, bytes, new Outcome.Failed(List.of(NOT_PROJECTABLE))));
    }

    /** Found before the first byte went out. */
    void damaged(Pass pass) {
        add(event(pass, DAMAGED, About.NOTHING, new Outcome.Failed(List.of(FAILED_CHECK))));
    }

    /** Found while bytes went out. */
    void damaged(Pass pass, long bytes) {
        add(released(pass, bytes, new Outcome.Failed(List.of(FAILED_CHECK))));
        damaged(pass);
    }

    private AuditEvent released(Pass pass, long bytes, Outcome outcome) {
        return event(pass, RELEASE, About.NOTHING.withBytes(bytes), outcome);
    }

    private AuditEvent event(Pass pass, Action action, About about, Outcome outcome) {
        var question = pass.question();
        var allowed = pass.judgement();
        var whole = about.withPurpose(question.purpose());
        if (question.target() instanceof Target.OfVersion(var dataset, int version)) {
            whole = whole.withDataset(dataset, version);
        }
        if (allowed.permit() != null) {
            whole = whole.withAgreement(allowed.permit().agreement(), allowed.permit().version());
        }
        if (allowed.grant() != null) {
            whole = whole.withGrant(allowed.grant().id());
        }
        whole = whole.withDetails(details(pass));
        if (allowed.columns() instanceof ColumnScope.Only(var columns)) {
            whole = whole.withColumns(List.copyOf(columns));
        }
        return AuditEvent.now(
                clock.instant(),
                question.caller().actor(),
                action,
                whole,
                outcome,
                question.caller().request());
    }

    /** What was done to the data, and which decision let it out. */
    private static Map<String, String> details(Pass pass) {
        var question = pass.question();
        var protection = pass.judgement().protection();
        var details = new TreeMap<>(protection.named(About.MAX_DETAIL));
        details.put(DECISION, pass.event().toString());
        var one = protection.subject();
        if (one != null && question.emergency() != null) {
            details.put("emergency", question.emergency().toString());
            details.put("kind", one.subject().kind());
            details.put("subject", one.subject().hash());
        }
        return details;
    }

    private void add(AuditEvent event) {
        try {
            transactions.executeWithoutResult(_ -> outbox.add(event));
        } catch (RuntimeException e) {
            LOG.warn("event {} goes to Kafka past the database: {}", event.id(), e.toString());
            record(event);
        }
    }

    private void record(AuditEvent event) {
        try {
            recorder.record(event);
        } catch (RuntimeException e) {
            LOG.error("how the release ended is not on the record: event {}", event.id(), e);
        }
    }
}
