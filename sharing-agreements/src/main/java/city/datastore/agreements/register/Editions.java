package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;

/** Every text that terms ever had, and what is searched for in them. */
final class Editions {
    private final EntityManager rows;
    private final TermsCodec codec = new TermsCodec();

    Editions(EntityManager rows) {
        this.rows = rows;
    }

    void write(String reference, int edition, Head head, Signature by) {
        rows.persist(
                new EditionRow(
                        reference,
                        edition,
                        head.version(),
                        codec.json(head.terms()),
                        TermsDigest.of(head),
                        by.agency().value(),
                        by.at()));
    }

    Terms terms(String reference, int edition) {
        return terms(
                Objects.requireNonNull(
                        rows.find(EditionRow.class, new EditionRow.Key(reference, edition))));
    }

    Terms terms(EditionRow row) {
        return codec.terms(row.terms());
    }

    /** Parties and datasets come from the stored terms, so they cannot disagree with them. */
    void index(String reference, int edition) {
        for (String insert :
                List.of(
                        """
                        INSERT INTO agreements.party (reference, edition, agency, provides, receives)
                        SELECT reference, edition, party ->> 'agency',
                               CAST(party ->> 'provides' AS boolean), CAST(party ->> 'receives' AS boolean)
                        FROM agreements.edition, jsonb_array_elements(terms -> 'parties') AS party
                        WHERE reference = :reference AND edition = :edition\
                        """,
                        """
                        INSERT INTO agreements.scope (reference, edition, dataset)
                        SELECT reference, edition, scope ->> 'dataset'
                        FROM agreements.edition, jsonb_array_elements(terms -> 'datasets') AS scope
                        WHERE reference = :reference AND edition = :edition\
                        """)) {
            rows.createNativeQuery(insert)
                    .setParameter("reference", reference)
                    .setParameter("edition", edition)
                    .executeUpdate();
        }
    }
}
