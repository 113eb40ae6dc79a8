package city.datastore.agreements.templates;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.by;

import java.util.ArrayList;
import java.util.List;

/** Builds templates for tests. */
public final class ATemplate {
    private final List<TemplateCheck.Written> clauses = new ArrayList<>();
    private String id = "low-risk";

    public static ATemplate aTemplate() {
        return new ATemplate();
    }

    public ATemplate called(String other) {
        id = other;
        return this;
    }

    public ATemplate locking(String clause, String... says) {
        clauses.add(new TemplateCheck.Written(clause, true, List.of(says), ""));
        return this;
    }

    public ATemplate open(String clause, String... says) {
        clauses.add(new TemplateCheck.Written(clause, false, List.of(says), "Fill this in."));
        return this;
    }

    public TemplateCheck.Draft draft() {
        return new TemplateCheck.Draft(id, "Low risk", "For data about nobody.", clauses);
    }

    /** Published by Brent as version 1, unchecked. */
    Template published() {
        return new Template(
                id,
                1,
                BRENT,
                "Low risk",
                "For data about nobody.",
                clauses.stream()
                        .map(each ->
                                new Template.Clause(
                                        Slot.parse(each.clause()).orElseThrow(),
                                        each.locked(),
                                        each.texts(),
                                        each.hint()))
                        .toList(),
                by(BRENT));
    }
}
