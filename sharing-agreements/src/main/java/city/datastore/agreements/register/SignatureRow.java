package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.signing.Seal;
import city.datastore.agreements.signing.SealedSignature;
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
import org.jspecify.annotations.Nullable;

/**
 * A party's signature in one round of proposing; its key lets each party sign once in each office.
 * A round that was sent back stays, as what it was.
 */
@Entity
@Immutable
@IdClass(SignatureRow.Key.class)
@Table(schema = "agreements", name = "signature")
class SignatureRow {
    @Id private String reference;
    @Id private int round;
    @Id private String agency;
    @Id private String office;

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

    /** Which agreement, in which round, for whom and in which office. */
    record Key(String reference, int round, String agency, String office) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected SignatureRow() {}

    /** One in the agreement's round. */
    SignatureRow(AgreementRow agreement, int place, Signature signature, String office) {
        this(
                agreement.reference(),
                agreement.round(),
                agreement.edition(),
                place,
                signature,
                office);
    }

    SignatureRow(
            String reference,
            int round,
            int edition,
            int place,
            Signature signature,
            String office) {
        this.reference = reference;
        this.round = round;
        this.edition = edition;
        this.place = place;
        this.agency = signature.agency().value();
        this.office = office;
        this.person = signature.person().value();
        this.name = signature.name();
        this.signedAt = signature.at();
        this.comment = signature.comment();
    }

    String reference() {
        return reference;
    }

    String office() {
        return office;
    }

    Key key() {
        return new Key(reference, round, agency, office);
    }

    SealedSignature sealed(@Nullable Seal seal) {
        return new SealedSignature(signature(), office, round, edition, seal);
    }

    Signature signature() {
        return new Signature(new AgencyCode(agency), new PersonId(person), name, signedAt, comment);
    }
}
