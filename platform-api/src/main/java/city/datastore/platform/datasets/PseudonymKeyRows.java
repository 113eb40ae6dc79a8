package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.vault.PseudonymKeys;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** The wrapped keys of agreements' pseudonyms, in a table: one each, made once, never changed. */
final class PseudonymKeyRows implements PseudonymKeys {
    private static final HexFormat HEX = HexFormat.of();

    private final EntityManager rows;
    private final TransactionOperations transactions;
    private final Clock clock;

    PseudonymKeyRows(EntityManager rows, TransactionOperations transactions, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Optional<Wrapped> find(AgreementRef agreement) {
        List<?> found =
                rows.createNativeQuery(
                                "select agency, generation, nonce, wrapped"
                                        + " from platform.pseudonym_key where agreement = :agreement")
                        .setParameter("agreement", agreement.value())
                        .getResultList();
        return found.stream()
                .map(row -> (Object[]) row)
                .map(row ->
                        new Wrapped(
                                new AgencyCode((String) row[0]),
                                ((Number) row[1]).intValue(),
                                HEX.formatHex((byte[]) row[2]),
                                HEX.formatHex((byte[]) row[3])))
                .findFirst();
    }

    @Override
    public Wrapped keep(AgreementRef agreement, Wrapped fresh) {
        return Objects.requireNonNull(
                transactions.execute(_ -> {
                    rows.createNativeQuery(
                                    "insert into platform.pseudonym_key"
                                            + " (agreement, agency, generation, nonce, wrapped,"
                                            + " made_at) values (:agreement, :agency, :generation,"
                                            + " :nonce, :wrapped, :madeAt) on conflict (agreement)"
                                            + " do nothing")
                            .setParameter("agreement", agreement.value())
                            .setParameter("agency", fresh.agency().value())
                            .setParameter("generation", fresh.generation())
                            .setParameter("nonce", HEX.parseHex(fresh.nonce()))
                            .setParameter("wrapped", HEX.parseHex(fresh.wrapped()))
                            .setParameter("madeAt", clock.instant())
                            .executeUpdate();
                    return find(agreement).orElseThrow();
                }));
    }
}
