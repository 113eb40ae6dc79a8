package city.datastore.platform.subjects;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.TrailScopes;
import city.datastore.agreements.DatasetKnowledge;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases around the people whom the data are about: declaring what identifies them, and
 * asking who saw data about one of them. Values are hashed at once and neither kept, logged nor
 * recorded. Thread-safe.
 */
public final class Subjects {
    /** Most columns of a dataset that identify people. */
    public static final int MAX_COLUMNS = 20;

    /** Most accesses in a copy for the person concerned. */
    public static final int MAX_COPIED = 10_000;

    /** Most versions in an answer of those that hold somebody, and of those that may. */
    public static final int MAX_VERSIONS = 1_000;

    private static final int AT_A_TIME = 1_000;

    private final Gatekeeper gate;
    private final SubjectIndex index;
    private final SubjectHasher hasher;
    private final Withholdings withholdings;
    private final Trail trail;
    private final DatasetKnowledge datasets;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final int maxCopied;
    private final int maxVersions;

    /**
     * @param maxCopied most accesses in a copy for the person concerned
     * @param maxVersions most versions in an answer of those that hold somebody, and of those that
     *     may
     */
    public Subjects(
            Gatekeeper gate,
            SubjectIndex index,
            SubjectHasher hasher,
            Withholdings withholdings,
            Trail trail,
            DatasetKnowledge datasets,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock,
            int maxCopied,
            int maxVersions) {
        this.gate = gate;
        this.index = index;
        this.hasher = hasher;
        this.withholdings = withholdings;
        this.trail = trail;
        this.datasets = datasets;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.maxCopied = maxCopied;
        this.maxVersions = maxVersions;
    }

    /**
     * What was found about a person.
     *
     * @param subject the keyed hash under which the question is on the record
     * @param holding the versions that hold the person, within the reader's scope, by name
     * @param holdingLeftOut whether there are more of them, which did not fit
     * @param unsure versions within that scope whose file could not be taken in whole
     * @param unsureLeftOut whether there are more of them, which did not fit
     */
    public record Traced(
            String subject,
            List<VersionId> holding,
            boolean holdingLeftOut,
            List<VersionId> unsure,
            boolean unsureLeftOut,
            Page<Access> accesses) {
        public Traced {
            holding = List.copyOf(holding);
            unsure = List.copyOf(unsure);
        }
    }

    /**
     * What the person concerned gets to see.
     *
     * @param olderLeftOut whether there are older accesses, which did not fit
     */
    public record Copy(List<Access> accesses, boolean olderLeftOut) {
        public Copy {
            accesses = List.copyOf(accesses);
        }
    }

    public List<IdentifierKind> kinds() {
        return index.kinds();
    }

    /** The columns of a dataset that identify people, each with its kind. */
    public Map<String, String> declared(DatasetId dataset) {
        return index.declared(dataset);
    }

    /** Replaces what was declared, whatever that is; see the other. */
    public Recorded<Map<String, String>> declare(
            Caller caller, DatasetId dataset, Map<String, String> columns) {
        return declare(caller, dataset, null, columns);
    }

    /**
     * Replaces what was declared; it counts for versions that are uploaded from now on.
     *
     * @param seen what was declared when the caller looked; null, whatever is
     * @throws SubjectException when there is no such dataset, column or kind, or something else is
     *     declared by now
     */
    public Recorded<Map<String, String>> declare(
            Caller caller,
            DatasetId dataset,
            @Nullable Map<String, String> seen,
            Map<String, String> columns) {
        if (columns.size() > MAX_COLUMNS) {
            throw new SubjectException.BadField(
                    "identifiers", "at most " + MAX_COLUMNS + " columns can identify people");
        }
        gate.admit(Question.of(caller, Act.DECLARE_IDENTIFIERS, new Target.OfDataset(dataset)));
        List<String> known =
                datasets.of(caller, Set.of())
                        .columns(dataset)
                        .orElseThrow(() -> new SubjectException.NotFound("dataset " + dataset));
        Map<String, String> wanted = new TreeMap<>();
        columns.forEach((column, kind) -> {
            if (!known.isEmpty() && !known.contains(column)) {
                throw new SubjectException.BadField(
                        "identifiers", "the dataset declares no column \"" + column + "\"");
            }
            if (known.isEmpty()) {
                ColumnName.fault(column)
                        .ifPresent(fault -> {
                            throw new SubjectException.BadField(
                                    "identifiers", "the column name \"" + column + "\" " + fault);
                        });
            }
            if (index.kind(kind).isEmpty()) {
                throw new SubjectException.BadField(
                        "identifiers", "there is no kind of identifier \"" + kind + "\"");
            }
            wanted.put(column, kind);
        });
        var event =
                AuditEvent.now(
                        clock.instant(),
                        caller.actor(),
                        Act.DECLARE_IDENTIFIERS.action(),
                        About.dataset(dataset).withColumns(List.copyOf(wanted.keySet())),
                        new Outcome.Done(),
                        caller.request());
        transactions.executeWithoutResult(_ -> {
            var before = index.held(dataset);
            if (seen != null && !seen.equals(before)) {
                throw new SubjectException.ChangedMeanwhile(
                        "somebody else has changed which columns of "
                                + dataset
                                + " identify people since you looked: look at it again");
            }
            index.declare(dataset, wanted, event.at(), caller.person().value());
            outbox.add(event);
        });
        return new Recorded<>(wanted, event.id());
    }

    /**
     * Who was let read data about this person, newest first, within the caller's scope. That it was
     * asked is on the record, with the keyed hash and not the value.
     *
     * @throws SubjectException.BadField when kind or value cannot be what they have to be
     */
    public Recorded<Traced> trace(Caller caller, String kind, String value, PageRequest page) {
        Asked asked = ask(caller, kind, value);
        String cursor = page.cursor();
        long below = cursor == null ? Long.MAX_VALUE : Cursor.number(cursor);
        var found =
                trail.readings(TrailScopes.of(caller), asked.holding(), below, page.limit() + 1);
        boolean last = found.size() <= page.limit();
        List<StoredEvent> shown = last ? found : found.subList(0, page.limit());
        List<Withholding> withheld = withholdings.inForce();
        var holding = inScope(caller, asked.holding());
        var unsure = index.incomplete(TrailScopes.cutTo(caller).orElse(null), maxVersions + 1);
        var traced =
                new Traced(
                        asked.hash().toString(),
                        holding.stream().limit(maxVersions).toList(),
                        holding.size() > maxVersions,
                        unsure.stream().limit(maxVersions).toList(),
                        unsure.size() > maxVersions,
                        new Page<>(
                                shown.stream()
                                        .map(each -> access(each, covered(each, withheld)))
                                        .toList(),
                                last ? null : Cursor.of(shown.getLast().sequence())));
        return new Recorded<>(traced, asked.pass().event());
    }

    /**
     * The same to be handed to the person concerned: what is withheld is not in it, takes no place
     * in it, and nothing tells that it is not.
     */
    public Recorded<Copy> copy(Caller caller, String kind, String value) {
        Asked asked = ask(caller, kind, value);
        List<Withholding> withheld = withholdings.inForce();
        List<StoredEvent> shown = new ArrayList<>();
        long below = Long.MAX_VALUE;
        while (shown.size() <= maxCopied) {
            var decisions =
                    trail.readings(TrailScopes.of(caller), asked.holding(), below, AT_A_TIME);
            decisions.stream().filter(each -> !covered(each, withheld)).forEach(shown::add);
            if (decisions.size() < AT_A_TIME) {
                break;
            }
            below = decisions.getLast().sequence();
        }
        boolean olderLeftOut = shown.size() > maxCopied;
        var accesses = shown.stream().limit(maxCopied).map(each -> access(each, false)).toList();
        return new Recorded<>(new Copy(accesses, olderLeftOut), asked.pass().event());
    }

    private record Asked(SubjectHash hash, List<VersionId> holding, Pass pass) {}

    private Asked ask(Caller caller, String code, String value) {
        IdentifierKind kind =
                index.kind(code)
                        .orElseThrow(() ->
                                new SubjectException.BadField(
                                        "kind", "there is no such kind of identifier"));
        SubjectHash hash =
                hasher.hash(kind, value)
                        .orElseThrow(() ->
                                new SubjectException.BadField(
                                        "value",
                                        "that cannot be an identifier of this kind, which has at"
                                                + " most "
                                                + Tidying.MAX_VALUE
                                                + " characters"));
        var pass =
                gate.admit(
                        Question.of(
                                caller,
                                Act.TRACE_SUBJECT,
                                new Target.OfSubject(kind.code(), hash.toString())));
        return new Asked(hash, index.holding(hash), pass);
    }

    private Access access(StoredEvent decision, boolean withheld) {
        return Access.by(decision, trail.release(decision).orElse(null), withheld);
    }

    private static boolean covered(StoredEvent decision, List<Withholding> withheld) {
        return withheld.stream().anyMatch(each -> each.covers(decision.event()));
    }

    private static List<VersionId> inScope(Caller caller, List<VersionId> versions) {
        Optional<AgencyCode> cut = TrailScopes.cutTo(caller);
        return versions.stream()
                .filter(each -> cut.isEmpty() || each.dataset().agency().equals(cut.get()))
                .toList();
    }
}
