package city.datastore.agreements.register;

import city.datastore.agreements.templates.TemplateDraft;
import city.datastore.agreements.templates.TemplateDraft.Content;
import city.datastore.agreements.templates.TemplateDraftRegister;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/** Drafts of templates in PostgreSQL. */
public final class TemplateDraftRows implements TemplateDraftRegister {
    private final EntityManager rows;
    private final TransactionOperations reading;
    private final TemplateDraftCodec codec = new TemplateDraftCodec();

    /**
     * @param rows shared by all threads, bound to the transaction of each
     * @param reading read-only transactions that see one snapshot
     */
    public TemplateDraftRows(EntityManager rows, TransactionOperations reading) {
        this.rows = rows;
        this.reading = reading;
    }

    @Override
    public List<TemplateDraft> of(PersonId lead) {
        return read(() -> rowsOf(lead).stream().map(row -> row.draft(codec)).toList());
    }

    private List<TemplateDraftRow> rowsOf(PersonId lead) {
        return rows.createQuery(
                        "from TemplateDraftRow where person = :person"
                                + " order by savedAt desc, number desc",
                        TemplateDraftRow.class)
                .setParameter("person", lead.value())
                .getResultList();
    }

    @Override
    public Optional<TemplateDraft> find(PersonId lead, int number) {
        return read(() ->
                Optional.ofNullable(
                                rows.find(
                                        TemplateDraftRow.class,
                                        new TemplateDraftRow.Key(lead.value(), number)))
                        .map(row -> row.draft(codec)));
    }

    @Override
    public Optional<TemplateDraft> named(PersonId lead, String template) {
        return read(() ->
                rows.createQuery(
                                "from TemplateDraftRow where person = :person"
                                        + " and template = :template",
                                TemplateDraftRow.class)
                        .setParameter("person", lead.value())
                        .setParameter("template", template)
                        .getResultStream()
                        .map(row -> row.draft(codec))
                        .findFirst());
    }

    @Override
    public void hold(PersonId lead) {
        rows.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtext(:id))", Integer.class)
                .setParameter("id", "template drafts of " + lead.value())
                .getSingleResult();
    }

    @Override
    public TemplateDraft add(PersonId lead, Content content, Instant at) {
        int number = rowsOf(lead).stream().mapToInt(TemplateDraftRow::number).max().orElse(0) + 1;
        var row = new TemplateDraftRow(lead, number, content.template(), codec.json(content), at);
        rows.persist(row);
        rows.flush();
        return row.draft(codec);
    }

    @Override
    public TemplateDraft replace(TemplateDraft stored, Content content, Instant at) {
        var row =
                Objects.requireNonNull(
                        rows.find(
                                TemplateDraftRow.class,
                                new TemplateDraftRow.Key(stored.lead().value(), stored.number())));
        row.save(content.template(), codec.json(content), at);
        rows.flush();
        return row.draft(codec);
    }

    @Override
    public void delete(PersonId lead, String template) {
        int _ =
                rows.createQuery(
                                "delete from TemplateDraftRow where person = :person"
                                        + " and template = :template")
                        .setParameter("person", lead.value())
                        .setParameter("template", template)
                        .executeUpdate();
    }

    private <T> T read(Supplier<T> work) {
        return Objects.requireNonNull(reading.execute(_ -> work.get()));
    }
}
