package city.datastore.agreements.register;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Step;
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

/** One thing that happened to an agreement; only ever added. */
@Entity
@Immutable
@IdClass(StepRow.Key.class)
@Table(schema = "agreements", name = "step")
class StepRow {
    @Id private String reference;
    @Id private int number;
    private String what;
    private String state;
    private int version;
    private String agency;
    private String person;
    private String name;

    @Column(name = "happened_at")
    private Instant happenedAt;

    private String comment;

    @Column(name = "about")
    private String about;

    /** Which agreement, and which of its steps. */
    record Key(String reference, int number) implements Serializable {}

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected StepRow() {}

    StepRow(
            String reference,
            int number,
            String what,
            Agreement after,
            Signature by,
            String about) {
        this.reference = reference;
        this.number = number;
        this.what = what;
        this.state = after.state();
        this.version = after.head().version();
        this.agency = by.agency().value();
        this.person = by.person().value();
        this.name = by.name();
        this.happenedAt = by.at();
        this.comment = by.comment();
        this.about = about;
    }

    String reference() {
        return reference;
    }

    Step step() {
        return new Step(
                number,
                what,
                state,
                version,
                new AgencyCode(agency),
                new PersonId(person),
                name,
                happenedAt,
                comment,
                about);
    }
}
