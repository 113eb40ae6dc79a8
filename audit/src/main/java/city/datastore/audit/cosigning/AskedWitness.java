package city.datastore.audit.cosigning;

import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.log.NoteSignature;
import city.datastore.audit.log.SignedNote;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One witness over time: asks it, lets it rest a while after it failed, and says aloud when it
 * changes its mind.
 */
final class AskedWitness {
    private static final Logger LOG = LoggerFactory.getLogger(AskedWitness.class);
    private static final Duration REST = Duration.ofSeconds(5);

    private final WitnessClient client;
    private final CosigningMetrics.OfWitness metrics;
    private final LogAlarm alarm;
    private volatile String outcome = "";
    private volatile long restsUntil = System.nanoTime();

    AskedWitness(WitnessClient client, CosigningMetrics.OfWitness metrics, LogAlarm alarm) {
        this.client = client;
        this.metrics = metrics;
        this.alarm = alarm;
    }

    WitnessClient client() {
        return client;
    }

    boolean isDue() {
        return System.nanoTime() - restsUntil >= 0;
    }

    Optional<NoteSignature> ask(long size, SignedNote checkpoint) throws InterruptedException {
        WitnessAnswer answer;
        try {
            answer = client.ask(size, checkpoint);
        } catch (InterruptedException e) {
            nothing(new WitnessAnswer.Nothing("took_too_long"));
            throw e;
        }
        return switch (answer) {
            case WitnessAnswer.Cosigned(NoteSignature signature) -> {
                metrics.size().set(size);
                changed(answer);
                yield Optional.of(signature);
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
                yield Optional.empty();
            }
            case WitnessAnswer.Nothing nothing -> {
                nothing(nothing);
                yield Optional.empty();
            }
        };
    }

    private void nothing(WitnessAnswer.Nothing answer) {
        metrics.failed().increment();
        restsUntil = System.nanoTime() + REST.toNanos();
        changed(answer);
    }

    private boolean changed(WitnessAnswer answer) {
        if (answer.outcome().equals(outcome)) {
            return false;
        }
        outcome = answer.outcome();
        if (answer instanceof WitnessAnswer.Nothing) {
            LOG.warn("event=witness_did_not_cosign witness={} why={}", client.name(), outcome);
        } else {
            LOG.info("event=witness_answers witness={} outcome={}", client.name(), outcome);
        }
        return true;
    }
}
