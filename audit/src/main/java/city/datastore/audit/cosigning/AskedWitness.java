package city.datastore.audit.cosigning;

import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.log.SignedNote;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One witness over time: asks it, lets it rest a while after it failed, and says aloud when it
 * changes its mind.
 */
final class AskedWitness {
    private static final Logger LOG = LoggerFactory.getLogger(AskedWitness.class);
    private static final Duration REST = Duration.ofSeconds(5);

    /** A witness that is restarted, or whose disk is full for a while, is no alarm. */
    private static final Duration LONG = Duration.ofHours(1);

    private final WitnessClient client;
    private final CosigningMetrics.OfWitness metrics;
    private final LogAlarm alarm;
    private final Clock clock;
    private volatile String outcome = "";
    private volatile @Nullable Instant brokenSince;
    private volatile long restsUntil = System.nanoTime();

    AskedWitness(
            WitnessClient client, CosigningMetrics.OfWitness metrics, LogAlarm alarm, Clock clock) {
        this.client = client;
        this.metrics = metrics;
        this.alarm = alarm;
        this.clock = clock;
    }

    WitnessClient client() {
        return client;
    }

    boolean isDue() {
        return System.nanoTime() - restsUntil >= 0;
    }

    WitnessAnswer ask(long size, SignedNote checkpoint) throws InterruptedException {
        WitnessAnswer answer;
        try {
            answer = client.ask(size, checkpoint);
        } catch (InterruptedException e) {
            nothing(new WitnessAnswer.Nothing("took_too_long"));
            throw e;
        }
        if (!(answer instanceof WitnessAnswer.Broken)) {
            brokenSince = null;
        }
        switch (answer) {
            case WitnessAnswer.Cosigned _ -> {
                metrics.size().set(size);
                changed(answer);
            }
            case WitnessAnswer.Later _ -> {
                // it works, and is asked about the next one as soon as there is one
            }
            case WitnessAnswer.OtherHistory(int status, long seen) -> {
                metrics.refused().increment();
                restsUntil = System.nanoTime() + REST.toNanos();
                if (changed(answer)) {
                    LOG.error(
                            "event=witness_saw_another_history witness={} status={} seen={} size={}",
                            client.name(),
                            status,
                            seen,
                            size);
                }
                alarm.refused(client.name(), seen, size);
            }
            case WitnessAnswer.Broken(int status) -> {
                nothing(answer);
                broken(status);
            }
            case WitnessAnswer.Nothing _ -> nothing(answer);
        }
        return answer;
    }

    private void broken(int status) {
        Instant now = clock.instant();
        Instant since = brokenSince;
        if (since == null) {
            brokenSince = now;
        } else if (!now.isBefore(since.plus(LONG))) {
            alarm.broken(client.name(), since, status);
        }
    }

    private void nothing(WitnessAnswer answer) {
        metrics.failed().increment();
        restsUntil = System.nanoTime() + REST.toNanos();
        changed(answer);
    }

    private boolean changed(WitnessAnswer answer) {
        if (answer.outcome().equals(outcome)) {
            return false;
        }
        outcome = answer.outcome();
        if (answer instanceof WitnessAnswer.Nothing || answer instanceof WitnessAnswer.Broken) {
            LOG.warn("event=witness_did_not_cosign witness={} why={}", client.name(), outcome);
        } else {
            LOG.info("event=witness_answers witness={} outcome={}", client.name(), outcome);
        }
        return true;
    }
}
