package city.datastore.agreements.permits;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Terms;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agency's need for data is covered already: by which clauses of which agreement, or
 * what the nearest agreement lacks. Pure; it judges by the permit that the gate goes by.
 *
 * @param candidates the best first, at most {@value #MAX_CANDIDATES}
 */
public record Coverage(Verdict verdict, List<Candidate> candidates) {
    /** Most agreements that are named in an answer. */
    public static final int MAX_CANDIDATES = 5;

    /** An agreement that lacks more than this is not near. */
    private static final int NEAR = 2;

    public Coverage {
        candidates = List.copyOf(candidates);
    }

    /** The answer in a word. */
    public enum Verdict {
        YES,
        NEARLY,
        NO
    }

    /**
     * What somebody needs.
     *
     * @param columns null where any will do
     * @param purpose null where they do not know its code
     */
    public record Need(
            AgencyCode receiver,
            DatasetId dataset,
            @Nullable ColumnScope columns,
            @Nullable PurposeCode purpose,
            PermittedAction action) {}

    /**
     * One agreement, held against the need.
     *
     * @param clauses paths in its terms that cover the need, such as {@code datasets[0]}
     * @param missing what it lacks; nothing where it covers the need
     */
    public record Candidate(
            AgreementRef agreement,
            int version,
            String title,
            List<String> clauses,
            List<Terms.Purpose> purposes,
            List<Reason> missing) {
        public Candidate {
            clauses = List.copyOf(clauses);
            purposes = List.copyOf(purposes);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Holds agreements that name the dataset and the receiver against the need.
     *
     * @param agreements in any state
     */
    public static Coverage of(Need need, List<Agreement> agreements, Instant now) {
        List<Candidate> candidates =
                agreements.stream()
                        .map(each -> candidate(need, each, now))
                        .sorted(Comparator.comparingInt(each -> each.missing().size()))
                        .limit(MAX_CANDIDATES)
                        .toList();
        if (candidates.isEmpty() || candidates.getFirst().missing().size() > NEAR) {
            return new Coverage(Verdict.NO, candidates);
        }
        return new Coverage(
                candidates.getFirst().missing().isEmpty() ? Verdict.YES : Verdict.NEARLY,
                candidates);
    }

    private static Candidate candidate(Need need, Agreement agreement, Instant now) {
        Permit permit = Permits.of(agreement);
        Terms terms = agreement.head().terms();
        var clauses = new ArrayList<String>();
        var missing = new ArrayList<Reason>();
        standing(permit, now, missing);
        if (!permit.receivers().contains(need.receiver())) {
            missing.add(absence(permit, need.receiver(), "does not receive data under it"));
        }
        columns(need, permit, terms, clauses, missing);
        purpose(need, terms, clauses, missing);
        if (permit.actions().contains(need.action())) {
            clauses.add("actions");
        } else {
            missing.add(new Reason("action", "it does not allow \"" + need.action() + "\""));
        }
        return new Candidate(
                permit.agreement(),
                permit.version(),
                terms.title(),
                clauses,
                terms.purposes(),
                missing);
    }

    private static void standing(Permit permit, Instant now, List<Reason> missing) {
        if (permit.inForceAt(now)) {
            return;
        }
        String why =
                switch (permit.standing()) {
                    case NOT_APPROVED -> "the parties have not all approved it yet";
                    case SUSPENDED -> "it is suspended";
                    case TERMINATED -> "it was terminated";
                    case SUPERSEDED -> "another agreement has taken its place";
                    case ACTIVE ->
                            now.isBefore(permit.from())
                                    ? "it starts only at " + permit.from()
                                    : "it ended at " + permit.until();
                };
        missing.add(new Reason("not-in-force", why));
    }

    /** That a party is named and not in it, or else that it is not named for this. */
    private static Reason absence(Permit permit, AgencyCode agency, String otherwise) {
        Permit.Absence absence = permit.absent().get(agency);
        if (absence == null) {
            return new Reason("party", agency + " " + otherwise);
        }
        return absence.left()
                ? new Reason("left", agency + " has left it")
                : new Reason("not-signed", agency + " has not signed it yet");
    }

    private static void columns(
            Need need, Permit permit, Terms terms, List<String> clauses, List<Reason> missing) {
        ColumnScope given = permit.datasets().get(need.dataset());
        if (given == null) {
            missing.add(
                    absence(
                            permit,
                            need.dataset().agency(),
                            "does not give " + need.dataset() + " under it"));
            return;
        }
        ColumnScope wanted = need.columns();
        if (wanted == null || given.covers(wanted)) {
            IntStream.range(0, terms.datasets().size())
                    .filter(at -> terms.datasets().get(at).dataset().equals(need.dataset()))
                    .forEach(at -> clauses.add("datasets[" + at + "]"));
            return;
        }
        String lacking =
                switch (wanted) {
                    case ColumnScope.All _ -> "columns other than those it names";
                    case ColumnScope.Only(var names) -> {
                        var left = new TreeSet<>(names);
                        if (given instanceof ColumnScope.Only(var ours)) {
                            left.removeAll(ours);
                        }
                        yield "the columns " + String.join(", ", left);
                    }
                };
        missing.add(new Reason("columns", "it does not cover " + lacking));
    }

    private static void purpose(
            Need need, Terms terms, List<String> clauses, List<Reason> missing) {
        PurposeCode wanted = need.purpose();
        for (int at = 0; at < terms.purposes().size(); at++) {
            if (wanted == null || terms.purposes().get(at).code().equals(wanted)) {
                clauses.add("purposes[" + at + "]");
            }
        }
        if (clauses.stream().noneMatch(each -> each.startsWith("purposes"))) {
            missing.add(new Reason("purpose", "it does not allow the purpose " + wanted));
        }
    }
}
