package city.datastore.access.prohibitions;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Prohibition;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code access.prohibition}; written once, lifted at most once. */
@Entity
@Table(schema = "access", name = "prohibition")
class ProhibitionRow {
    @Id private UUID id;

    @Version
    @Column(name = "revision", nullable = false)
    private @Nullable Long revision;

    @Column(updatable = false, nullable = false)
    private String kind;

    @Column(updatable = false, nullable = false)
    private String owner;

    @Column(updatable = false)
    private @Nullable String dataset;

    @Column(updatable = false)
    private @Nullable String person;

    @Column(name = "until_at", updatable = false)
    private @Nullable Instant until;

    @Column(updatable = false, nullable = false)
    private String reason;

    @Column(name = "set_by", updatable = false, nullable = false)
    private String setBy;

    @Column(name = "set_by_name", updatable = false, nullable = false)
    private String setByName;

    @Column(name = "set_at", updatable = false, nullable = false)
    private Instant setAt;

    @Column(name = "lifted_by")
    private @Nullable String liftedBy;

    @Column(name = "lifted_by_name")
    private @Nullable String liftedByName;

    @Column(name = "lifted_at")
    private @Nullable Instant liftedAt;

    @Column(name = "lifted_reason")
    private @Nullable String liftedReason;

    /** For Hibernate, which fills in what it read. */
    @SuppressWarnings("NullAway.Init")
    protected ProhibitionRow() {}

    ProhibitionRow(Prohibition prohibition, String reason, Caller by, Instant at) {
        var on = prohibition.dataset();
        this.id = prohibition.id().value();
        this.kind = prohibition.kind().code();
        this.owner = prohibition.owner().value();
        this.dataset = on == null ? null : on.toString();
        this.person = prohibition.person();
        this.until = prohibition.until();
        this.reason = reason;
        this.setBy = by.person().value();
        this.setByName = by.username();
        this.setAt = at;
    }

    void lift(Caller by, Instant at, String why) {
        if (liftedAt != null) {
            throw new ProhibitionException.WrongState(
                    "prohibition " + id + " has already been lifted, on " + liftedAt);
        }
        if (until != null && !at.isBefore(until)) {
            throw new ProhibitionException.WrongState(
                    "prohibition " + id + " has already ended, on " + until);
        }
        liftedBy = by.person().value();
        liftedByName = by.username();
        liftedAt = at;
        liftedReason = why;
    }

    Prohibition prohibition() {
        return new Prohibition(
                new ProhibitionId(id),
                Prohibition.Kind.of(kind).orElseThrow(),
                new AgencyCode(owner),
                dataset == null ? null : DatasetId.parse(dataset),
                person,
                until);
    }

    ProhibitionEntry toRecord() {
        return new ProhibitionEntry(
                prohibition(), reason, new PersonId(setBy), setByName, setAt, lifting());
    }

    private ProhibitionEntry.@Nullable Lifting lifting() {
        return liftedAt == null || liftedBy == null || liftedByName == null || liftedReason == null
                ? null
                : new ProhibitionEntry.Lifting(
                        new PersonId(liftedBy), liftedByName, liftedAt, liftedReason);
    }
}
