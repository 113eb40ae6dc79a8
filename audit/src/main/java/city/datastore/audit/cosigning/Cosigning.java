package city.datastore.audit.cosigning;

import city.datastore.audit.alerts.LogAlarm;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.NoteSignature;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.pipeline.Looping;
import city.datastore.audit.pipeline.NamedLoop;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code audit-cosigning}: at most once a second, when the log has grown, it adds the
 * log's slower signature and those of the witnesses to the newest checkpoint.
 *
 * <p>It holds nothing up, and nothing holds it up: a witness that is away is passed over. Several
 * platforms do no harm, since only one of them gets to store what it collected.
 */
public final class Cosigning implements Looping {
    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration JUST_NOW = Duration.ofMillis(800);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final Duration ALL_ANSWER_WITHIN = Duration.ofMillis(2_500);

    private final LogTables tables;
    private final CosignedRow row;
    private final CheckpointSigner signer;
    private final TlogPolicy policy;
    private final List<AskedWitness> witnesses;
    private final CosigningMetrics metrics;
    private final LogAlarm alarm;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_WITHIN)
                    .build();
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final NamedLoop loop = new NamedLoop("audit-cosigning", this::run);
    private Optional<LogHead> seen = Optional.empty();
    private boolean rewritten;
    private boolean stoodBack;

    public Cosigning(
            DataSource audit,
            CheckpointSigner signer,
            WitnessPolicy policy,
            MeterRegistry registry,
            Clock clock) {
        this.tables = new LogTables(audit);
        this.row = new CosignedRow(audit);
        this.signer = signer;
        this.policy = policy.policy();
        this.metrics = new CosigningMetrics(registry);
        this.alarm = new LogAlarm(audit, registry, clock);
        this.clock = clock;
        this.witnesses =
                this.policy.witnesses().stream()
                        .map(witness ->
                                new AskedWitness(
                                        new WitnessClient(http, witness, tables),
                                        metrics.witness(witness.name()),
                                        alarm,
                                        clock))
                        .toList();
    }

    private void run(NamedLoop thread) throws InterruptedException {
        while (thread.running()) {
            round();
            thread.progressed();
            thread.rest(BETWEEN);
        }
    }

    /** Looks at the log once, and has it cosigned if there is anything new. */
    void round() throws InterruptedException {
        Optional<LogHead> before = tables.cosigned();
        LogHead head = tables.head();
        metrics.published(head.size());
        if (!continued(before, head) || head.size() == 0 || justNow(before)) {
            return;
        }
        boolean grown = before.isEmpty() || before.get().size() < head.size();
        SignedNote note =
                grown
                        ? signer.cosign(
                                SignedNote.parse(Objects.requireNonNull(head.checkpoint())),
                                clock.instant())
                        : SignedNote.parse(Objects.requireNonNull(before.get().checkpoint()));
        List<WitnessAnswer> answers = ask(head.size(), note);
        if (standsBack(answers)) {
            return;
        }
        List<NoteSignature> more = signatures(answers);
        SignedNote cosigned = note.with(more);
        if (!grown && more.isEmpty()) {
            witnessed(head, cosigned);
        } else if (row.replace(before, head, cosigned, clock.instant())
                && witnessed(head, cosigned)) {
            metrics.untilWitnessed(
                    Duration.between(Objects.requireNonNull(head.signedAt()), clock.instant()));
        }
    }

    /**
     * Whether another node has shown a witness a later checkpoint meanwhile, and stores that. Once
     * only: a witness that says so again and again may not hold up what is served.
     */
    private boolean standsBack(List<WitnessAnswer> answers) {
        stoodBack = !stoodBack && answers.contains(new WitnessAnswer.Later());
        return stoodBack;
    }

    /** Whether another node did this work a moment ago. */
    private boolean justNow(Optional<LogHead> before) {
        Instant at = before.map(LogHead::signedAt).orElse(Instant.MIN);
        Instant now = clock.instant();
        return at.isAfter(now.minus(JUST_NOW)) && !at.isAfter(now);
    }

    /**
     * Whether the log is still the one that was cosigned, and that this platform saw last. If not,
     * its signature is not given to what took its place.
     */
    private boolean continued(Optional<LogHead> before, LogHead head) {
        boolean continued = follows(seen, head) && follows(before, head) && ours(head);
        if (continued) {
            seen = Optional.of(head);
        } else {
            long size =
                    Stream.of(seen, before)
                            .flatMap(Optional::stream)
                            .mapToLong(LogHead::size)
                            .max()
                            .orElse(0);
            metrics.refused(CosigningMetrics.SELF).increment();
            if (!rewritten) {
                LOG.error(
                        "event=log_does_not_continue_what_was_seen seen={} size={}",
                        size,
                        head.size());
            }
            alarm.notContinued(size, head.size());
        }
        rewritten = !continued;
        return continued;
    }

    /** Nobody but the log itself says what came before. */
    private boolean follows(Optional<LogHead> earlier, LogHead head) {
        return earlier.isEmpty()
                || (ours(earlier.get())
                        && tables.continued(earlier.get().size(), earlier.get().root(), head));
    }

    /** Before its first entry the log has signed nothing. */
    private boolean ours(LogHead tree) {
        return tree.size() == 0 || signer.signed(tree.checkpoint(), tree.size(), tree.root());
    }

    private List<WitnessAnswer> ask(long size, SignedNote note) throws InterruptedException {
        List<Callable<WitnessAnswer>> questions = new ArrayList<>();
        SignedNote ours = ours(note);
        for (AskedWitness witness : witnesses) {
            if (!witness.client().signed(note) && witness.isDue()) {
                questions.add(() -> witness.ask(size, ours));
            }
        }
        List<WitnessAnswer> answers = new ArrayList<>();
        if (!questions.isEmpty()) {
            long within = ALL_ANSWER_WITHIN.toMillis();
            for (var answer : asking.invokeAll(questions, within, TimeUnit.MILLISECONDS)) {
                answered(answer).ifPresent(answers::add);
            }
        }
        return answers;
    }

    private static List<NoteSignature> signatures(List<WitnessAnswer> answers) {
        return answers.stream()
                .filter(WitnessAnswer.Cosigned.class::isInstance)
                .map(answer -> ((WitnessAnswer.Cosigned) answer).signature())
                .toList();
    }

    /** What a witness is shown: the checkpoint and the log's own signatures. */
    private SignedNote ours(SignedNote note) {
        return new SignedNote(
                note.text(),
                note.signatures().stream()
                        .filter(line -> line.name().equals(signer.origin()))
                        .toList());
    }

    private static Optional<WitnessAnswer> answered(Future<WitnessAnswer> answer)
            throws InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (CancellationException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.warn(
                    "event=witness_could_not_be_asked cause={}",
                    Objects.requireNonNull(e.getCause()).getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private boolean witnessed(LogHead head, SignedNote cosigned) {
        List<VerifierKey> cosigners =
                witnesses.stream()
                        .map(AskedWitness::client)
                        .filter(witness -> witness.signed(cosigned))
                        .map(WitnessClient::key)
                        .toList();
        boolean witnessed = policy.witnessed(cosigners);
        if (witnessed) {
            metrics.witnessed(head.size());
        }
        return witnessed;
    }

    @Override
    public NamedLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        stop();
        asking.shutdownNow();
        http.shutdownNow();
    }
}
