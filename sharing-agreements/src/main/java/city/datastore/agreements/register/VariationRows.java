package city.datastore.agreements.register;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.Move;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.Varied;
import city.datastore.agreements.Varying.Adoption;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Next versions in PostgreSQL: columns of the agreement's row, and editions and rounds of theirs.
 */
public final class VariationRows implements VariationRegister {
    private final EntityManager rows;
    private final Editions editions;
    private final Assembly assembly;
    private final TransactionOperations reading;

    /**
     * @param rows shared by all threads, bound to the transaction of each
     * @param reading read-only transactions that see one snapshot
     */
    public VariationRows(EntityManager rows, TransactionOperations reading) {
        this.rows = rows;
        this.editions = new Editions(rows);
        this.assembly = new Assembly(rows, editions);
        this.reading = reading;
    }

    @Override
    public Optional<Agreement> variation(AgreementRef reference) {
        return Objects.requireNonNull(
                reading.execute(_ ->
                        Optional.ofNullable(rows.find(AgreementRow.class, reference.value()))
                                .filter(AgreementRow::varied)
                                .map(this::variation)));
    }

    private Agreement variation(AgreementRow row) {
        return assembly.variations(List.of(row)).getFirst();
    }

    @Override
    public List<Varied> waitingFor(AgencyCode agency, String office, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.nextBeingSigned();
        search.nextTaking(office);
        search.withPartyToText(agency);
        search.textNotSignedBy(agency, office);
        search.notLeftBy(agency);
        search.notEnded();
        return Objects.requireNonNull(
                reading.execute(_ ->
                        varied(search.longestSigningTextFirst(rows, limit)).stream()
                                .filter(each -> each.waitsFor(agency, office))
                                .toList()));
    }

    private List<Varied> varied(List<AgreementRow> found) {
        var present = assembly.agreements(found);
        var next = assembly.variations(found);
        return IntStream.range(0, found.size())
                .mapToObj(at -> Varied.of((Offered) present.get(at), (Offered) next.get(at)))
                .toList();
    }

    @Override
    public List<Agreement> drafts(AgencyCode agency, Instant now, int limit) {
        var search = new AgreementSearch(now);
        search.nextWrittenBy(agency);
        search.notLeftBy(agency);
        search.notEnded();
        return Objects.requireNonNull(
                reading.execute(_ -> assembly.variations(search.newestFirst(rows, limit))));
    }

    @Override
    public void begin(Agreement live, Draft variation, Signature by) {
        AgreementRow row = row(live);
        write(row, variation, by);
        step(row, "varied", live, by, "");
        rows.flush();
        editions.index(row.reference(), row.nextEdition());
    }

    private void write(AgreementRow row, Agreement variation, Signature by) {
        row.takeNextEdition(by.agency().value());
        editions.write(row.reference(), row.nextEdition(), variation.head(), by);
    }

    @Override
    public void save(Agreement live, Agreement before, Agreement after, Move move) {
        AgreementRow row = row(live);
        boolean rewritten = !before.head().terms().equals(after.head().terms());
        if (rewritten) {
            write(row, after, move.by());
        }
        sign(row, after, move);
        step(row, "variation-" + move.what(), live, move.by(), move.about());
        rows.flush();
        if (rewritten) {
            editions.index(row.reference(), row.nextEdition());
        }
    }

    private void sign(AgreementRow row, Agreement after, Move move) {
        switch (move) {
            case Move.Propose(var by, var demanded) -> {
                row.startNextRound(demanded);
                rows.persist(signature(row, 1, by, Signatories.LEAD));
            }
            case Move.Approve(var by) ->
                    rows.persist(signature(row, count(after), by, Signatories.LEAD));
            case Move.SignOff(var by, var office) ->
                    rows.persist(signature(row, count(after), by, office));
            case Move.SendBack _ -> row.endNextRound();
            default -> {}
        }
    }

    private static int count(Agreement after) {
        return ((Offered) after).signatories().count();
    }

    private static SignatureRow signature(
            AgreementRow row, int place, Signature by, String office) {
        return new SignatureRow(
                row.reference(),
                Objects.requireNonNull(row.nextRound()),
                row.nextEdition(),
                place,
                by,
                office);
    }

    @Override
    public void withdraw(Agreement live, Signature by) {
        AgreementRow row = row(live);
        row.dropNext();
        step(row, "variation-withdrawn", live, by, "");
        rows.flush();
    }

    @Override
    public void adopt(Agreement live, Adoption adoption, Offered last, Move move) {
        AgreementRow row = row(live);
        sign(row, last, move);
        step(row, "variation-" + move.what(), live, move.by(), move.about());
        adopt(live, adoption, last, move.by());
    }

    @Override
    public void adopt(Agreement live, Adoption adoption, Offered signed, Signature by) {
        AgreementRow row = row(live);
        int before = row.round();
        row.adopt(adoption.agreement());
        row.become(adoption.agreement());
        persist(row, "adopted", adoption.agreement(), by, "");
        rows.flush();
        carry(row, before, signed.signatories().count(), adoption.carried());
    }

    /**
     * Signatures that go on to count are copied into the new round, as what they are: those in
     * offices in which nobody signed anew. They come after the others, which tells their seals.
     */
    private void carry(AgreementRow row, int before, int signed, List<AgencyCode> carried) {
        if (carried.isEmpty()) {
            return;
        }
        for (String copy :
                List.of(
                        """
                        INSERT INTO agreements.signature (reference, round, agency, office, edition,
                            place, person, name, signed_at, comment)
                        SELECT reference, :now, agency, office, edition,
                            :signed + row_number() OVER (ORDER BY place),
                            person, name, signed_at, comment
                        FROM agreements.signature o
                        WHERE reference = :reference AND round = :before AND agency IN (:carried)
                        AND NOT EXISTS (SELECT 1 FROM agreements.signature n
                            WHERE n.reference = o.reference AND n.round = :now
                            AND n.agency = o.agency AND n.office = o.office)\
                        """,
                        """
                        INSERT INTO agreements.seal (reference, round, agency, office, digest, message)
                        SELECT reference, :now, agency, office, digest, message
                        FROM agreements.seal o
                        WHERE reference = :reference AND round = :before AND agency IN (:carried)
                        AND EXISTS (SELECT 1 FROM agreements.signature n
                            WHERE n.reference = o.reference AND n.round = :now
                            AND n.agency = o.agency AND n.office = o.office
                            AND n.place > :signed)\
                        """)) {
            rows.createNativeQuery(copy)
                    .setParameter("reference", row.reference())
                    .setParameter("now", row.round())
                    .setParameter("before", before)
                    .setParameter("signed", signed)
                    .setParameter("carried", carried.stream().map(AgencyCode::value).toList())
                    .executeUpdate();
        }
    }

    private AgreementRow row(Agreement live) {
        AgreementRow row =
                Objects.requireNonNull(
                        rows.find(AgreementRow.class, live.head().reference().value()));
        if (row.revision() != live.head().revision()) {
            throw new ChangedMeanwhile(
                    row.reference() + " was changed in the meantime; read it again first");
        }
        return row;
    }

    private void step(AgreementRow row, String what, Agreement live, Signature by, String about) {
        row.stepOn();
        persist(row, what, live, by, about);
    }

    private void persist(
            AgreementRow row, String what, Agreement after, Signature by, String about) {
        rows.persist(new StepRow(row.reference(), row.steps(), what, after, by, about));
    }
}
