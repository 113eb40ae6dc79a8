package city.datastore.agreements.register;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts agreements together from their rows: a few statements, however many agreements. */
final class Assembly {
    private final EntityManager rows;
    private final Editions editions;

    Assembly(EntityManager rows, Editions editions) {
        this.rows = rows;
        this.editions = editions;
    }

    /**
     * Which of an agreement's two texts: where the row says what it is, and what happened to it.
     */
    private enum Text {
        PRESENT(
                "edition",
                "round",
                "roundStep",
                "s.what in ('proposed', 'invited', 'left', 'variation-proposed')"
                        + " or (s.what = 'nudged' and "
                        + lastOf("nudged")
                        + ")"),
        NEXT(
                "nextEdition",
                "nextRound",
                "nextStep",
                "s.what in ('left', 'variation-proposed')"
                        + " or (s.what = 'variation-nudged' and "
                        + lastOf("variation-nudged")
                        + ")");

        private final String edition;
        private final String round;
        private final String began;
        private final String happened;

        Text(String edition, String round, String began, String happened) {
            this.edition = edition;
            this.round = round;
            this.began = began;
            this.happened = happened;
        }

        private static String lastOf(String what) {
            return "not exists (select 1 from StepRow l where l.reference = s.reference"
                    + " and l.what = '"
                    + what
                    + "' and l.about = s.about and l.number > s.number)";
        }
    }

    /** What was found of one text of several agreements, by reference. */
    private record Found(
            Map<String, Terms> terms,
            Map<String, List<SignatureRow>> signatures,
            Map<String, List<Step>> steps) {
        Terms terms(AgreementRow row) {
            return Objects.requireNonNull(terms.get(row.reference()));
        }

        Signatories signatories(AgreementRow row, Set<String> demanded, int began) {
            return Rounds.signatories(
                    demanded,
                    signatures.getOrDefault(row.reference(), List.of()),
                    began,
                    steps.getOrDefault(row.reference(), List.of()));
        }
    }

    /** Each as it was left, in the order of the rows. */
    List<Agreement> agreements(List<AgreementRow> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        Found parts = find(Text.PRESENT, found);
        return found.stream()
                .map(row ->
                        row.agreement(
                                parts.terms(row),
                                () -> parts.signatories(row, row.demanded(), row.roundStep())))
                .toList();
    }

    /**
     * The next version of each, in the order of the rows.
     *
     * @param varied agreements that have one
     */
    List<Agreement> variations(List<AgreementRow> varied) {
        if (varied.isEmpty()) {
            return List.of();
        }
        Found parts = find(Text.NEXT, varied);
        return varied.stream().map(row -> variation(row, parts)).toList();
    }

    private static Agreement variation(AgreementRow row, Found parts) {
        var head = row.nextHead(parts.terms(row));
        return row.nextRound() == null
                ? new Draft(head)
                : new Proposed(head, parts.signatories(row, row.nextDemanded(), row.nextStep()));
    }

    private Found find(Text text, List<AgreementRow> found) {
        List<String> references = found.stream().map(AgreementRow::reference).toList();
        return new Found(
                terms(text, references), signatures(text, references), steps(text, references));
    }

    private Map<String, Terms> terms(Text text, List<String> references) {
        Map<String, Terms> terms = new HashMap<>();
        rows.createQuery(
                        "select e from EditionRow e, AgreementRow a where a.reference in :references"
                                + " and e.reference = a.reference and e.edition = a."
                                + text.edition,
                        EditionRow.class)
                .setParameter("references", references)
                .getResultStream()
                .forEach(each -> terms.put(each.reference(), editions.terms(each)));
        return terms;
    }

    private Map<String, List<SignatureRow>> signatures(Text text, List<String> references) {
        Map<String, List<SignatureRow>> signatures = new HashMap<>();
        rows.createQuery(
                        "select s from SignatureRow s, AgreementRow a where a.reference in"
                                + " :references and s.reference = a.reference and s.round = a."
                                + text.round
                                + " order by s.reference, s.place",
                        SignatureRow.class)
                .setParameter("references", references)
                .getResultStream()
                .forEach(each ->
                        signatures
                                .computeIfAbsent(each.reference(), _ -> new ArrayList<>())
                                .add(each));
        return signatures;
    }

    /** The steps of each round of signing that say who was asked, came and went. */
    private Map<String, List<Step>> steps(Text text, List<String> references) {
        Map<String, List<Step>> steps = new HashMap<>();
        rows.createQuery(
                        "select s from StepRow s, AgreementRow a where a.reference in :references"
                                + " and s.reference = a.reference and s.number >= a."
                                + text.began
                                + " and ("
                                + text.happened
                                + ") order by s.reference, s.number",
                        StepRow.class)
                .setParameter("references", references)
                .getResultStream()
                .forEach(each ->
                        steps.computeIfAbsent(each.reference(), _ -> new ArrayList<>())
                                .add(each.step()));
        return steps;
    }
}
