package city.datastore.agreements.register;

import city.datastore.agreements.signing.Seal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** The seal of a signature; apart from it, because the gate reads signatures at every question. */
@Entity
@Immutable
@IdClass(SignatureRow.Key.class)
@Table(schema = "agreements", name = "seal")
class SealRow {
    @Id private String reference;
    @Id private int round;
    @Id private String agency;
    @Id private String office;

    private String digest;

    @Column(name = "message")
    private byte[] message;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected SealRow() {}

    SealRow(SignatureRow.Key signature, Seal seal) {
        this.reference = signature.reference();
        this.round = signature.round();
        this.agency = signature.agency();
        this.office = signature.office();
        this.digest = seal.digest();
        this.message = seal.message();
    }

    SignatureRow.Key key() {
        return new SignatureRow.Key(reference, round, agency, office);
    }

    Seal seal() {
        return new Seal(digest, message);
    }
}
