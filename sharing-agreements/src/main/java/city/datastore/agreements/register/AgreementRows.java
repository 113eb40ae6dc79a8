package city.datastore.agreements.register;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Move;
import city.datastore.agreements.Offices;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Step;
import city.datastore.agreements.signing.Seal;
import city.datastore.agreements.signing.SealedSignature;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The register of agreements in PostgreSQL. */
public final class AgreementRows implements AgreementRegister {
    private final EntityManager rows;
    private final TransactionOperations reading;
    private final Editions editions;
    private final Assembly assembly;

    /**
     * @param rows shared by all threads, bound to the transaction of each
     * @param reading read-only transactions that see one snapshot (repeatable read): an agreement
     *     is read in several statements
     */
    public AgreementRows(EntityManager rows, TransactionOperations reading) {
        this.rows = rows;
        this.editions = new Editions(rows);
        this.assembly = new Assembly(rows, editions);
        this.reading = reading;
    }

    @Override
    public AgreementRef nextReference(int year) {
        Object next =
                rows.createNativeQuery(
                                """
                                INSERT INTO agreements.reference_counter AS counter (year, last)
                                VALUES (:year, 1)
                                ON CONFLICT (year) DO UPDATE SET last = counter.last + 1
                                RETURNING last\
                                """,
                                Integer.class)
                        .setParameter("year", year)
                        .getSingleResult();
        return new AgreementRef("DSA-%04d-%04d".formatted(year, (Integer) next));
    }

    @Override
    public int drafts(AgencyCode agency) {
        return read(() ->
                rows.createQuery(
                                "select count(*) from AgreementRow where state = 'draft' and"
                                        + " draftedBy = :agency",
                                Long.class)
                        .setParameter("agency", agency.value())
                        .getSingleResult()
                        .intValue());
    }

    @Override
    public void add(Draft draft, Signature by) {
        AgreementRef reference = draft.head().reference();
        var row =
                new AgreementRow(
                        draft, Position.year(reference), Position.number(reference), by.at());
        rows.persist(row);
        editions.write(row.reference(), row.edition(), draft.head(), by);
        rows.persist(new StepRow(row.reference(), row.steps(), "drafted", draft, by, ""));
        rows.flush();
        editions.index(row.reference(), row.edition());
    }

    @Override
    public void save(Agreement before, Agreement after, Move move) {
        AgreementRow row =
                Objects.requireNonNull(
                        rows.find(AgreementRow.class, after.head().reference().value()));
        if (row.revision() != before.head().revision()) {
            throw changedMeanwhile(row);
        }
        boolean rewritten = !before.head().terms().equals(after.head().terms());
        if (rewritten) {
            row.takeEdition(after.head().terms());
            editions.write(row.reference(), row.edition(), after.head(), move.by());
        }
        switch (move) {
            case Move.Propose(var by, var demanded) -> {
                row.startRound(demanded);
                rows.persist(new SignatureRow(row, 1, by, Signatories.LEAD));
            }
            case Move.Approve(var by) ->
                    rows.persist(new SignatureRow(row, count(after), by, Signatories.LEAD));
            case Move.SignOff(var by, var office) ->
                    rows.persist(new SignatureRow(row, count(after), by, office));
            case Move.Edit _, Move.SendBack _, Move.Nudge _, Move.Invite _, Move.Leave _ -> {}
            case Move.Suspend _, Move.Resume _, Move.Terminate _, Move.Supersede _ -> {}
            case Move.Review _ -> {}
        }
        row.become(after);
        rows.persist(
                new StepRow(
                        row.reference(), row.steps(), move.what(), after, move.by(), move.about()));
        try {
            // one flush: each raises the revision of a changed row
            rows.flush();
        } catch (OptimisticLockException e) {
            ChangedMeanwhile lost = changedMeanwhile(row);
            lost.initCause(e);
            throw lost;
        }
        if (row.revision() != after.head().revision()) {
            throw new IllegalStateException(
                    row.reference() + " was stored as revision " + row.revision());
        }
        if (rewritten) {
            editions.index(row.reference(), row.edition());
        }
    }

    private static int count(Agreement after) {
        return ((Offered) after).signatories().count();
    }

    @Override
    public void seal(Agreement after, Signature by, String office, Seal seal) {
        AgreementRow row =
                Objects.requireNonNull(
                        rows.find(AgreementRow.class, after.head().reference().value()));
        rows.persist(
                new SealRow(
                        new SignatureRow.Key(
                                row.reference(), round(row, after), by.agency().value(), office),
                        seal));
        rows.flush();
    }

    /** The next version is signed in a round of its own. */
    private static int round(AgreementRow row, Agreement signed) {
        Integer next = row.nextRound();
        return next != null && signed.head().version() > row.version() ? next : row.round();
    }

    @Override
    public List<SealedSignature> signatures(AgreementRef reference, int lastVersion) {
        return read(() -> {
            var seals =
                    rows.createQuery("from SealRow where reference = :reference", SealRow.class)
                            .setParameter("reference", reference.value())
                            .getResultStream()
                            .collect(Collectors.toMap(SealRow::key, SealRow::seal));
            return rows.createQuery(
                            "select s from SignatureRow s, EditionRow e where s.reference ="
                                    + " :reference and e.reference = s.reference and e.edition ="
                                    + " s.edition and e.version <= :last order by s.round, s.place",
                            SignatureRow.class)
                    .setParameter("reference", reference.value())
                    .setParameter("last", lastVersion)
                    .getResultStream()
                    .map(each -> each.sealed(seals.get(each.key())))
                    .toList();
        });
    }

    @Override
    public Optional<Head> edition(AgreementRef reference, int edition) {
        return read(() ->
                Optional.ofNullable(
                                rows.find(
                                        EditionRow.class,
                                        new EditionRow.Key(reference.value(), edition)))
                        .map(found ->
                                Objects.requireNonNull(
                                                rows.find(AgreementRow.class, reference.value()))
                                        .head(found.version(), editions.terms(found))));
    }

    @Override
    public Optional<Integer> lastProposed(AgreementRef reference, int version) {
        return read(() ->
                Optional.ofNullable(
                        rows.createQuery(
                                        "select max(s.edition) from SignatureRow s, EditionRow e"
                                                + " where s.reference = :reference and s.place = 1"
                                                + " and e.reference = s.reference and e.edition ="
                                                + " s.edition and e.version = :version",
                                        Integer.class)
                                .setParameter("reference", reference.value())
                                .setParameter("version", version)
                                .getSingleResultOrNull()));
    }

    @Override
    public Optional<Agreement> find(AgreementRef reference) {
        return read(() -> agreement(rows.find(AgreementRow.class, reference.value())));
    }

    @Override
    public Optional<Agreement> lock(AgreementRef reference) {
        return agreement(
                rows.find(AgreementRow.class, reference.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public List<Step> history(AgreementRef reference) {
        return read(() ->
                rows.createQuery(
                                "select s from StepRow s where s.reference = :reference"
                                        + " order by s.number",
                                StepRow.class)
                        .setParameter("reference", reference.value())
                        .getResultStream()
                        .map(StepRow::step)
                        .toList());
    }

    @Override
    public List<Agreement> search(
            AgreementQuery query,
            @Nullable AgencyCode party,
            Instant now,
            @Nullable AgreementRef before,
            int limit) {
        var search = new AgreementSearch(now);
        search.inState(query.state());
        if (party != null) {
            search.withParty(party);
        }
        if (query.party() != null) {
            search.withParty(query.party());
        }
        search.flowing(query.giver(), query.receiver());
        if (query.dataset() != null) {
            search.naming(query.dataset());
        }
        if (query.reviewDueBefore() != null) {
            search.reviewDueBefore(query.reviewDueBefore());
        }
        if (before != null) {
            search.olderThan(before);
        }
        return read(() -> assembly.agreements(search.newestFirst(rows, limit)));
    }

    @Override
    public List<Agreement> draftedBy(AgencyCode agency, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.inState("draft");
        search.draftedBy(agency);
        return read(() -> assembly.agreements(search.newestFirst(rows, limit)));
    }

    @Override
    public List<Agreement> published(
            AgreementQuery query, Instant now, @Nullable AgreementRef before, int limit) {
        var search = new AgreementSearch(now);
        search.inState("active");
        search.started();
        search.published();
        search.flowing(query.giver(), query.receiver());
        if (before != null) {
            search.olderThan(before);
        }
        return read(() -> assembly.agreements(search.newestFirst(rows, limit)));
    }

    @Override
    public List<Agreement> waitingFor(AgencyCode agency, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.openForSigning();
        search.withParty(agency);
        search.notSignedBy(agency, Signatories.LEAD);
        search.notLeftBy(agency);
        search.notEnded();
        return read(() -> assembly.agreements(search.longestSigningFirst(rows, limit)));
    }

    @Override
    public List<Agreement> waitingFor(AgencyCode agency, String office, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.openForSigning();
        search.withParty(agency);
        search.taking(office);
        search.notSignedBy(agency, office);
        search.notLeftBy(agency);
        search.notEnded();
        return read(() -> assembly.agreements(search.longestSigningFirst(rows, limit)));
    }

    @Override
    public List<Agreement> unadvised(AgencyCode agency, PersonId adviser, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.beingSigned();
        search.withPartyToText(agency);
        search.textNotSignedBy(agency, Offices.ADVISER);
        search.textNotCommentedBy(adviser);
        search.notLeftBy(agency);
        search.notEnded();
        return read(() -> assembly.agreements(search.longestSigningTextFirst(rows, limit)));
    }

    @Override
    public List<Agreement> assessedWithoutAdvice(
            AgencyCode agency, String rules, Instant now, @Nullable AgreementRef after, int limit) {
        var search = new AgreementSearch(now);
        search.textOpen();
        search.withPartyToText(agency);
        search.assessedWithoutAdvice(rules);
        if (after != null) {
            search.assessedAfter(after);
        }
        search.notLeftBy(agency);
        search.notEnded();
        return read(() -> assembly.agreements(search.longestAssessedFirst(rows, limit)));
    }

    @Override
    public List<Agreement> dueBefore(AgencyCode agency, Instant now, Instant then, int limit) {
        var search = new AgreementSearch(now);
        search.standing();
        search.withParty(agency);
        search.notLeftBy(agency);
        search.dueBefore(then);
        return read(() -> assembly.agreements(search.soonestDueFirst(rows, limit)));
    }

    @Override
    public List<Agreement> naming(DatasetId dataset, AgencyCode receiver, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.naming(dataset);
        search.withReceiver(receiver);
        return read(() -> assembly.agreements(search.inForceFirst(rows, limit)));
    }

    @Override
    public Optional<Agreement> lastSignedBy(
            AgencyCode agency, AgencyCode reader, AgreementRef but, Instant now) {
        var inForce = new AgreementSearch(now);
        inForce.inState("active");
        inForce.started();
        var any = new AgreementSearch(now);
        for (AgreementSearch search : List.of(inForce, any)) {
            search.otherThan(but);
            search.signedBy(agency, Signatories.LEAD);
            search.notLeftBy(agency);
            search.withParty(reader);
        }
        return read(() ->
                assembly.agreements(inForce.newestFirst(rows, 1)).stream()
                        .findFirst()
                        .or(() ->
                                assembly.agreements(any.newestFirst(rows, 1)).stream()
                                        .findFirst()));
    }

    /** In the order of their references, those that come after one. */
    List<Agreement> after(String reference, int limit) {
        return read(() ->
                assembly.agreements(
                        rows.createQuery(
                                        "select a from AgreementRow a where a.reference > :reference"
                                                + " order by a.reference",
                                        AgreementRow.class)
                                .setParameter("reference", reference)
                                .setMaxResults(limit)
                                .getResultList()));
    }

    private Optional<Agreement> agreement(@Nullable AgreementRow row) {
        return row == null
                ? Optional.empty()
                : assembly.agreements(List.of(row)).stream().findFirst();
    }

    private static ChangedMeanwhile changedMeanwhile(AgreementRow row) {
        return new ChangedMeanwhile(
                row.reference() + " was changed in the meantime; read it again first");
    }

    private <T> T read(Supplier<T> work) {
        return Objects.requireNonNull(reading.execute(_ -> work.get()));
    }
}
