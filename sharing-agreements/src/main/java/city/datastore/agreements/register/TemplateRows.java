package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.templates.Template;
import city.datastore.agreements.templates.TemplateLine;
import city.datastore.agreements.templates.TemplateRegister;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/** The register of templates in PostgreSQL. */
public final class TemplateRows implements TemplateRegister {
    private static final String LINE =
            "select t.id, t.version, t.owner, t.title, t.about, t.lockedDigest, t.person, t.name,"
                    + " t.publishedAt from TemplateRow t";

    private final EntityManager rows;
    private final TransactionOperations reading;
    private final TemplateCodec codec = new TemplateCodec();

    /**
     * @param rows shared by all threads, bound to the transaction of each
     * @param reading read-only transactions that see one snapshot
     */
    public TemplateRows(EntityManager rows, TransactionOperations reading) {
        this.rows = rows;
        this.reading = reading;
    }

    @Override
    public List<TemplateLine> latest(int limit) {
        return read(() ->
                rows.createQuery(
                                LINE
                                        + " where t.version = (select max(o.version) from"
                                        + " TemplateRow o where o.id = t.id) order by t.title, t.id",
                                Object[].class)
                        .setMaxResults(limit)
                        .getResultStream()
                        .map(TemplateRows::line)
                        .toList());
    }

    @Override
    public Optional<Template> latest(String id) {
        return read(() ->
                rows.createQuery(
                                "from TemplateRow where id = :id order by version desc",
                                TemplateRow.class)
                        .setParameter("id", id)
                        .setMaxResults(1)
                        .getResultStream()
                        .map(row -> row.template(codec))
                        .findFirst());
    }

    @Override
    public List<TemplateLine> versions(String id, int limit) {
        return read(() ->
                rows.createQuery(LINE + " where t.id = :id order by t.version desc", Object[].class)
                        .setParameter("id", id)
                        .setMaxResults(limit)
                        .getResultStream()
                        .map(TemplateRows::line)
                        .toList());
    }

    private static TemplateLine line(Object[] row) {
        var owner = new AgencyCode((String) row[2]);
        return new TemplateLine(
                (String) row[0],
                (int) row[1],
                owner,
                (String) row[3],
                (String) row[4],
                (String) row[5],
                new Signature(
                        owner,
                        new PersonId((String) row[6]),
                        (String) row[7],
                        (Instant) row[8],
                        ""));
    }

    @Override
    public Optional<Template> find(TemplateRef ref) {
        return read(() ->
                Optional.ofNullable(
                                rows.find(
                                        TemplateRow.class,
                                        new TemplateRow.Key(ref.id(), ref.version())))
                        .map(row -> row.template(codec)));
    }

    @Override
    public void hold(String id) {
        lock("template " + id);
    }

    @Override
    public void hold(AgencyCode owner) {
        lock("templates of " + owner);
    }

    private void lock(String name) {
        rows.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtext(:id))", Integer.class)
                .setParameter("id", name)
                .getSingleResult();
    }

    @Override
    public void add(Template template) {
        rows.persist(new TemplateRow(template, codec.json(template.clauses())));
        rows.flush();
    }

    @Override
    public int count(AgencyCode owner) {
        return read(() ->
                rows.createQuery(
                                "select count(distinct id) from TemplateRow where owner = :owner",
                                Long.class)
                        .setParameter("owner", owner.value())
                        .getSingleResult()
                        .intValue());
    }

    private <T> T read(Supplier<T> work) {
        return Objects.requireNonNull(reading.execute(_ -> work.get()));
    }
}
