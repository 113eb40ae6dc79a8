package city.datastore.access.requests;

import city.datastore.access.identity.Caller;
import city.datastore.access.index.Holding;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of {@code access.access_grant}; written once, revoked at most once. */
@Entity
@Table(schema = "access", name = "access_grant")
class GrantRow {
    @Id private UUID id;

    @Version
    @Column(name = "revision", nullable = false)
    private @Nullable Long revision;

    @Column(updatable = false, nullable = false)
    private UUID request;

    @Column(updatable = false, nullable = false)
    private String holder;

    @Column(name = "holder_name", updatable = false, nullable = false)
    private String holderName;

    @Column(updatable = false, nullable = false)
    private String agency;

    @Column(updatable = false, nullable = false)
    private String dataset;

    @Column(updatable = false, nullable = false)
    private String owner;

    @Column(updatable = false, nullable = false)
    private String agreement;

    @Column(updatable = false, nullable = false)
    private String purpose;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false, nullable = false)
    private String[] actions;

    /** Null is every column. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    private String @Nullable [] columns;

    @Column(name = "from_at", updatable = false, nullable = false)
    private Instant from;

    @Column(name = "until_at", updatable = false, nullable = false)
    private Instant until;

    @Column(name = "granted_by", updatable = false, nullable = false)
    private String grantedBy;

    @Column(name = "granted_by_name", updatable = false, nullable = false)
    private String grantedByName;

    @Column(name = "granted_at", updatable = false, nullable = false)
    private Instant grantedAt;

    @Column(updatable = false)
    private @Nullable UUID renews;

    @Column(name = "revoked_by")
    private @Nullable String revokedBy;

    @Column(name = "revoked_by_name")
    private @Nullable String revokedByName;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "revoked_reason")
    private @Nullable String revokedReason;

    /** For Hibernate, which fills in what it read. */
    @SuppressWarnings("NullAway.Init")
    protected GrantRow() {}

    GrantRow(Grant grant) {
        var held = grant.held();
        this.id = held.id().value();
        this.request = grant.request().value();
        this.holder = held.holder().value();
        this.holderName = grant.holderName();
        this.agency = held.agency().value();
        this.dataset = held.dataset().toString();
        this.owner = held.dataset().agency().value();
        this.agreement = held.agreement().value();
        this.purpose = held.purpose().value();
        this.actions =
                held.actions().stream().map(PermittedAction::value).sorted().toArray(String[]::new);
        this.columns =
                switch (held.columns()) {
                    case ColumnScope.All _ -> null;
                    case ColumnScope.Only(var names) -> names.toArray(String[]::new);
                };
        this.from = held.from();
        this.until = held.until();
        this.grantedBy = grant.grantedBy().value();
        this.grantedByName = grant.grantedByName();
        this.grantedAt = grant.grantedAt();
        this.renews = grant.renews() == null ? null : grant.renews().value();
    }

    void revoke(Caller by, Instant at, String reason) {
        if (revokedAt != null) {
            throw new RequestException.WrongState(
                    "this grant has already been revoked, on " + UkTime.time(revokedAt));
        }
        if (!at.isBefore(until)) {
            throw new RequestException.WrongState(
                    "this grant has already ended, on " + UkTime.end(until));
        }
        revokedBy = by.person().value();
        revokedByName = by.username();
        revokedAt = at;
        revokedReason = reason;
    }

    /** Neither revoked nor ended. */
    boolean standing(Instant now) {
        return revokedAt == null && now.isBefore(until);
    }

    /** Whether it was revoked when the other one had been given, and not by its holder. */
    boolean revokedAfter(GrantRow other) {
        return revokedAt != null
                && !holder.equals(revokedBy)
                && !revokedAt.isBefore(other.grantedAt);
    }

    /** By the platform, as a revocation. */
    void end(PersonId by, String name, Instant at, String reason) {
        revokedBy = by.value();
        revokedByName = name;
        revokedAt = at;
        revokedReason = reason;
    }

    HeldGrant held() {
        return new HeldGrant(
                new GrantId(id),
                new PersonId(holder),
                new AgencyCode(agency),
                DatasetId.parse(dataset),
                new AgreementRef(agreement),
                new PurposeCode(purpose),
                Arrays.stream(actions)
                        .map(PermittedAction::new)
                        .collect(Collectors.toUnmodifiableSet()),
                columns == null ? ColumnScope.ALL : ColumnScope.only(List.of(columns)),
                from,
                until,
                revokedAt != null);
    }

    Holding holding() {
        return new Holding(held(), holderName);
    }

    Grant toRecord() {
        return new Grant(
                held(),
                holderName,
                new AccessRequestId(request),
                new PersonId(grantedBy),
                grantedByName,
                grantedAt,
                revocation(),
                renews == null ? null : new GrantId(renews));
    }

    private Grant.@Nullable Revocation revocation() {
        return revokedAt == null
                        || revokedBy == null
                        || revokedByName == null
                        || revokedReason == null
                ? null
                : new Grant.Revocation(
                        new PersonId(revokedBy), revokedByName, revokedAt, revokedReason);
    }
}
