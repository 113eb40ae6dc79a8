package city.datastore.audit.alerts;

import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Omissions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import javax.sql.DataSource;

/**
 * Tells auditors that the log does not continue what was cosigned of it, that the record lacks
 * something or that a witness does not work, at most once a day for each who says so and each sort
 * of fault.
 *
 * <p>It comes from no event and goes past the record on purpose: what the log itself can still take
 * in is not to be relied on then. Thread-safe.
 */
public final class LogAlarm implements Omissions {
    private static final String KEEP = " Keep everything as it is, and run ./dev verify-audit.";
    private static final String WHY =
            " The log was cut short, rewritten or split in two, or somebody else signs in its name."
                    + " Keep everything as it is: both signed checkpoints together are the proof.";

    private final AlertRows rows;
    private final RaisedAlerts raised;
    private final Clock clock;

    public LogAlarm(DataSource audit, MeterRegistry registry, Clock clock) {
        this.rows = new AlertRows(audit);
        this.raised = new RaisedAlerts(registry);
        this.clock = clock;
    }

    /**
     * A witness refused a checkpoint.
     *
     * @param cosigned how many events the checkpoint had that it cosigned last
     * @param size how many the refused one has
     */
    public void refused(String witness, long cosigned, long size) {
        notContinued(
                "witness " + witness,
                "The witness " + witness + " refused a checkpoint of the audit log",
                "the witness has cosigned",
                cosigned,
                size);
    }

    /**
     * The platform itself found that its tables no longer hold what it cosigned or saw of the log.
     *
     * @param seen how many events that had
     * @param size how many the log has now
     */
    public void notContinued(long seen, long size) {
        notContinued(
                "platform",
                "The platform stopped cosigning the audit log",
                "it has seen",
                seen,
                size);
    }

    @Override
    public void setAside(EventId event, int partition, long offset, String reason) {
        fault(
                "set aside",
                "The event %s, at offset %d of partition %d, was recorded and has no place in the record: %s."
                                .formatted(event, offset, partition, reason)
                        + " It lies in audit.unreadable, with others of this day if there are any."
                        + " The platform sends no such event: somebody changed the database, or"
                        + " wrote to the topic."
                        + KEEP);
    }

    @Override
    public void skipped(int partition, long from, long to) {
        fault(
                "gap in partition " + partition,
                "Partition %d of the topic %s. What was recorded there and not yet stored is lost from the record.%s"
                        .formatted(
                                partition,
                                to < from
                                        ? "ended before offset %d, up to which it had been read"
                                                .formatted(from)
                                        : "no longer held offsets %d to %d when they were to be read"
                                                .formatted(from, to - 1),
                                KEEP));
    }

    @Override
    public void madeAnew() {
        fault(
                "another topic",
                "The topic was made anew. What was recorded in the one before and not yet stored is"
                        + " lost from the record."
                        + KEEP);
    }

    /** What is due by time alone was not done, because nobody knows what time it is. */
    public void clocksDisagree(Instant platform, Instant database) {
        fault(
                "clocks",
                "The database's clock says %s, the platform's %s. No bodies are deleted under the retention policy, and no requests or grants ended by the platform, until they agree within two days: set the one that is wrong."
                        .formatted(Wording.moment(database), Wording.moment(platform)));
    }

    /** What depends on the time is refused, because the clock of a node is not to be believed. */
    public void clockOfNodeDisagrees(Instant node, Instant database) {
        fault(
                "clock of a node",
                "The clock of a node of the platform was %,d seconds %s the database's, which said %s. While they disagree that node lets nobody read: set the one that is wrong."
                        .formatted(
                                Duration.between(node, database).abs().plusMillis(500).toSeconds(),
                                node.isBefore(database) ? "behind" : "ahead of",
                                Wording.moment(database)));
    }

    private void fault(String subject, String what) {
        raise(AlertKind.RECORD_FAULT, subject, clock.instant(), what);
    }

    /**
     * A witness answers for long that it does not work, so that nobody else watches in its place.
     *
     * @param since when it said so first
     * @param status what it answered over HTTP
     */
    public void broken(String witness, Instant since, int status) {
        raise(
                AlertKind.WITNESS_BROKEN,
                "witness " + witness,
                clock.instant(),
                "The witness %s has cosigned nothing since %s: it answers %d. The audit log goes on without it. Have whoever runs it look at it."
                        .formatted(witness, Wording.moment(since), status));
    }

    private void notContinued(String subject, String who, String has, long cosigned, long size) {
        Instant now = clock.instant();
        raise(
                AlertKind.OTHER_HISTORY,
                subject,
                now,
                "%s on %s: %s a log of %s, and the log of %s now does not continue it.%s"
                        .formatted(
                                who,
                                Wording.moment(now),
                                has,
                                Wording.events(cosigned),
                                Wording.events(size),
                                WHY));
    }

    private void raise(AlertKind kind, String subject, Instant now, String reason) {
        LocalDate day = LocalDate.ofInstant(now, Wording.UK);
        Alert alert =
                new Alert(
                        kind,
                        subject,
                        day.atStartOfDay(Wording.UK).toInstant(),
                        day.plusDays(1).atStartOfDay(Wording.UK).toInstant(),
                        now,
                        reason,
                        null,
                        null,
                        null,
                        0,
                        null,
                        null);
        if (rows.raise(alert)) {
            raised.count(alert);
        }
    }
}
