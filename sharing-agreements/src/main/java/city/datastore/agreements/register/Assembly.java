package city.datastore.agreements.register;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Step;
import city.datastore.agreements.Terms;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts agreements together from their rows: a few statements, however many agreements. */
final class Assembly {
    private final EntityManager rows;
    private final Editions editions;

    Assembly(EntityManager rows, Editions editions) {
        this.rows = rows;
        this.editions = editions;
    }

    /** Each as it was left, in the order of the rows. */
    List<Agreement> agreements(List<AgreementRow> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<String> references = found.stream().map(AgreementRow::reference).toList();
        Map<String, Terms> terms = new HashMap<>();
        rows.createQuery(
                        "select e from EditionRow e, AgreementRow a where a.reference in :references"
                                + " and e.reference = a.reference and e.edition = a.edition",
                        EditionRow.class)
                .setParameter("references", references)
                .getResultStream()
                .forEach(each -> terms.put(each.reference(), editions.terms(each)));
        Map<String, List<SignatureRow>> signatures = new HashMap<>();
        rows.createQuery(
                        "select s from SignatureRow s, AgreementRow a where a.reference in"
                                + " :references and s.reference = a.reference and s.round = a.round"
                                + " order by s.reference, s.place",
                        SignatureRow.class)
                .setParameter("references", references)
                .getResultStream()
                .forEach(each ->
                        signatures
                                .computeIfAbsent(each.reference(), _ -> new ArrayList<>())
                                .add(each));
        Map<String, List<Step>> steps = comingsAndGoings(references);
        return found.stream()
                .map(row ->
                        row.agreement(
                                Objects.requireNonNull(terms.get(row.reference())),
                                () ->
                                        Rounds.signatories(
                                                row.demanded(),
                                                signatures.getOrDefault(row.reference(), List.of()),
                                                row.roundStep(),
                                                steps.getOrDefault(row.reference(), List.of()))))
                .toList();
    }

    /** The steps of each round of signing that say who was asked, came and went. */
    private Map<String, List<Step>> comingsAndGoings(List<String> references) {
        Map<String, List<Step>> steps = new HashMap<>();
        rows.createQuery(
                        "select s from StepRow s, AgreementRow a where a.reference in :references"
                                + " and s.reference = a.reference and s.number >= a.roundStep"
                                + " and (s.what in ('proposed', 'invited', 'left', 'variation-proposed')"
                                + " or (s.what = 'nudged' and not exists (select 1 from StepRow l"
                                + " where l.reference = s.reference and l.what = 'nudged'"
                                + " and l.about = s.about and l.number > s.number)))"
                                + " order by s.reference, s.number",
                        StepRow.class)
                .setParameter("references", references)
                .getResultStream()
                .forEach(each ->
                        steps.computeIfAbsent(each.reference(), _ -> new ArrayList<>())
                                .add(each.step()));
        return steps;
    }
}
