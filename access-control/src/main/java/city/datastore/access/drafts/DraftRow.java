package city.datastore.access.drafts;

import city.datastore.access.requests.AccessRequest;
import city.datastore.audit.names.AccessRequestId;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of {@code access.request_draft}. */
@Entity
@Table(schema = "access", name = "request_draft")
class DraftRow {
    @Id private UUID id;

    @Version
    @Column(name = "revision", nullable = false)
    private @Nullable Long revision;

    @Column(updatable = false, nullable = false)
    private String requester;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(nullable = false)
    private String[] datasets;

    @Column private @Nullable String agreement;

    @Column private @Nullable String purpose;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(nullable = false)
    private String[] actions;

    @Column(name = "until_at")
    private @Nullable Instant until;

    @Column(nullable = false)
    private String justification;

    @Column(updatable = false)
    private @Nullable UUID follows;

    @Column(updatable = false)
    private @Nullable UUID renews;

    @Column(name = "begun_at", updatable = false, nullable = false)
    private Instant begunAt;

    @Column(name = "saved_at", nullable = false)
    private Instant savedAt;

    /** For Hibernate, which fills in what it read. */
    @SuppressWarnings("NullAway.Init")
    protected DraftRow() {}

    @SuppressWarnings("NullAway.Init") // save() fills in the rest
    DraftRow(Draft draft) {
        var ties = draft.ties();
        this.id = draft.id().value();
        this.requester = draft.requester().value();
        this.follows = ties.follows() == null ? null : ties.follows().value();
        this.renews = ties.renews() == null ? null : ties.renews().value();
        this.begunAt = draft.begunAt();
        save(draft.content(), draft.savedAt());
    }

    final void save(Draft.Content content, Instant at) {
        var under = content.agreement();
        var aim = content.purpose();
        datasets = content.datasets().stream().map(DatasetId::toString).toArray(String[]::new);
        agreement = under == null ? null : under.value();
        purpose = aim == null ? null : aim.value();
        actions =
                content.actions().stream()
                        .map(PermittedAction::value)
                        .sorted()
                        .toArray(String[]::new);
        until = content.until();
        justification = content.justification();
        savedAt = at;
    }

    Draft toRecord() {
        return new Draft(
                new AccessRequestId(id),
                new PersonId(requester),
                new Draft.Content(
                        Arrays.stream(datasets).map(DatasetId::parse).toList(),
                        agreement == null ? null : new AgreementRef(agreement),
                        purpose == null ? null : new PurposeCode(purpose),
                        Arrays.stream(actions)
                                .map(PermittedAction::new)
                                .collect(Collectors.toUnmodifiableSet()),
                        until,
                        justification),
                new AccessRequest.Ties(
                        follows == null ? null : new AccessRequestId(follows),
                        renews == null ? null : new GrantId(renews),
                        null),
                begunAt,
                savedAt);
    }
}
