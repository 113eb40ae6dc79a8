package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/**
 * A party's signature in one round of proposing; its key lets each party sign once. A round that
 * was sent back stays, as what it was.
 */
@Entity
@Immutable
@IdClass(SignatureRow.Key.class)
@Table(schema = "agreements", name = "signature")
class SignatureRow {
    @Id private String reference;
    @Id private int round;
    @Id private String agency;

    /** Which terms were signed. */
    @Column(name = "edition")
    private int edition;

    /** Place in the order of signing; the proposer's is 1. */
    @Column(name = "place")
    private int place;

    private String person;
    private String name;

    @Column(name = "signed_at")
    private Instant signedAt;

    private String comment;

    /** Which agreement, in which round, for whom. */
    record Key(String reference, int round, String agency) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected SignatureRow() {}

    SignatureRow(AgreementRow agreement, int place, Signature signature) {
        this.reference = agreement.reference();
        this.round = agreement.round();
        this.edition = agreement.edition();
        this.place = place;
        this.agency = signature.agency().value();
        this.person = signature.person().value();
        this.name = signature.name();
        this.signedAt = signature.at();
        this.comment = signature.comment();
    }

    String reference() {
        return reference;
    }

    Signature signature() {
        return new Signature(new AgencyCode(agency), new PersonId(person), name, signedAt, comment);
    }
}
