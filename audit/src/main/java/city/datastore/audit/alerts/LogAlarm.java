package city.datastore.audit.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import javax.sql.DataSource;

/**
 * Tells auditors that the log does not continue what was cosigned of it, or that a witness does not
 * work, at most once a day for each who says so.
 *
 * <p>It comes from no event and goes past the record on purpose: what the log itself can still take
 * in is not to be relied on then. Thread-safe.
 */
public final class LogAlarm {
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

    /** The platform itself found that its tables no longer give the root that it cosigned last. */
    public void notContinued(long cosigned, long size) {
        notContinued(
                "platform",
                "The platform stopped cosigning the audit log",
                "it has cosigned",
                cosigned,
                size);
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
                "The witness %s has cosigned nothing since %s: it answers %d. The audit log goes on without it. Have whoever runs it look at it."
                        .formatted(witness, Wording.moment(since), status),
                clock.instant());
    }

    private void notContinued(String subject, String who, String has, long cosigned, long size) {
        Instant now = clock.instant();
        raise(
                AlertKind.OTHER_HISTORY,
                subject,
                "%s on %s: %s a log of %s, and the log of %s now does not continue it.%s"
                        .formatted(
                                who,
                                Wording.moment(now),
                                has,
                                Wording.events(cosigned),
                                Wording.events(size),
                                WHY),
                now);
    }

    private void raise(AlertKind kind, String subject, String reason, Instant now) {
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
