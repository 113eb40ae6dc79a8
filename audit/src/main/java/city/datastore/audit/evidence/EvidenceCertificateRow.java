package city.datastore.audit.evidence;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The certificate that this record's packs are signed under, as the database remembers it. */
public final class EvidenceCertificateRow {
    private final JdbcClient database;

    public EvidenceCertificateRow(DataSource audit) {
        this.database = JdbcClient.create(audit);
    }

    /** The certificate in DER form; nothing before the first start. */
    public Optional<byte[]> certificate() {
        return database.sql("SELECT certificate FROM audit.evidence_certificate")
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    /** Remembers the certificate, unless there is one. */
    public void remember(byte[] certificate) {
        database.sql(
                        "INSERT INTO audit.evidence_certificate (certificate) VALUES (?)"
                                + " ON CONFLICT DO NOTHING")
                .param(certificate)
                .update();
    }
}
