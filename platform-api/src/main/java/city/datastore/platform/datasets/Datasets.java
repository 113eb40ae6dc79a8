package city.datastore.platform.datasets;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.platform.datasets.CatalogueSearch.Hit;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** The use cases of datasets: publish, store a version, find, open. */
public final class Datasets {
    /** Characters of all that the datasets of a page say; the last of them may go beyond. */
    static final int MAX_LENGTH = 1 << 20;

    /** Datasets that are fetched together; one says a million characters at most. */
    private static final int AT_A_TIME = 10;

    private final Gatekeeper gate;
    private final Catalogue catalogue;
    private final CatalogueSearch search;
    private final Uploads uploads;
    private final Readings readings;
    private final Visibility visibility;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final SeenDatasets seen = new SeenDatasets();

    Datasets(
            Gatekeeper gate,
            Catalogue catalogue,
            CatalogueSearch search,
            Uploads uploads,
            Readings readings,
            Visibility visibility,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.search = search;
        this.uploads = uploads;
        this.readings = readings;
        this.visibility = visibility;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What a steward fills in; the owning agency is the one in the id.
     *
     * @throws DatasetException.BadField if a field breaks its rule
     * @throws DatasetException.NameTaken if the agency has a dataset of that name
     */
    public Recorded<Dataset> create(Caller caller, Dataset wanted) {
        DatasetFields.check(wanted);
        gate.admit(Question.of(caller, Act.CREATE_DATASET, new Target.OfDataset(wanted.id())));
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var dataset =
                new Dataset(
                        wanted.id(),
                        wanted.title(),
                        wanted.description(),
                        wanted.classification(),
                        wanted.topics(),
                        wanted.columns(),
                        wanted.hidden(),
                        now,
                        null);
        var event =
                AuditEvent.now(
                        now,
                        caller.actor(),
                        Act.CREATE_DATASET.action(),
                        About.dataset(dataset.id()),
                        new Outcome.Done(),
                        caller.request());
        try {
            transactions.executeWithoutResult(_ -> {
                catalogue.add(new DatasetRow(dataset, caller.person().value()));
                outbox.add(event);
            });
        } catch (ConstraintViolationException | DataIntegrityViolationException e) {
            throw nameTaken(dataset.id(), e);
        } catch (PersistenceException e) {
            if (e.getCause() instanceof ConstraintViolationException) {
                throw nameTaken(dataset.id(), e);
            }
            throw e;
        }
        return new Recorded<>(dataset, event.id());
    }

    private static DatasetException nameTaken(DatasetId id, Exception cause) {
        var taken =
                new DatasetException.NameTaken(
                        id.agency()
                                + " already has a dataset called "
                                + id.name()
                                + "; choose another name");
        taken.initCause(cause);
        return taken;
    }

    /**
     * Stores the bytes as the dataset's next version.
     *
     * @throws DatasetException if they are not stored; nothing of them is then kept
     */
    public Recorded<Version> upload(Caller caller, DatasetId id, Upload upload) {
        return uploads.upload(caller, id, upload);
    }

    /**
     * Every dataset but hidden ones that the caller may not know of; by relevance, then by name. A
     * page ends early where its datasets say so much of themselves that more would be too much.
     */
    public Page<Dataset> find(Caller caller, DatasetQuery query, PageRequest page) {
        var seen = new ArrayList<Hit>();
        String cursor = page.cursor();
        int room = MAX_LENGTH;
        boolean more = true;
        while (more && room > 0 && seen.size() <= page.limit()) {
            int wanted = Math.min(page.limit() + 1, AT_A_TIME);
            List<Hit> hits = search.hits(query, cursor, wanted);
            more = hits.size() == wanted;
            for (Hit hit : hits) {
                if (room <= 0) {
                    more = true;
                    break;
                }
                cursor = hit.cursor();
                var dataset = hit.dataset();
                if (!dataset.hidden() || visibility.mayKnow(caller, dataset.key().id())) {
                    seen.add(hit);
                    room -= dataset.length();
                }
            }
        }
        boolean fits = seen.size() <= page.limit();
        boolean last = fits && !more;
        List<Hit> shown = fits ? seen : seen.subList(0, page.limit());
        var latest = catalogue.latest(shown.stream().map(hit -> hit.dataset().key()).toList());
        var items =
                shown.stream()
                        .map(Hit::dataset)
                        .map(row -> row.dataset(latest.get(row.key())))
                        .toList();
        return new Page<>(items, last ? null : shown.getLast().cursor());
    }

    /**
     * One dataset, without its content.
     *
     * @throws DatasetException.NotFound if there is none, or none that the caller may know of
     */
    public Dataset see(Caller caller, DatasetId id) {
        var row = known(caller, id);
        return row.dataset(catalogue.versions(id, null, 1).stream().findFirst().orElse(null));
    }

    /** What it is called, unrecorded; empty where there is none that the caller may know of. */
    public Optional<String> title(Caller caller, DatasetId id) {
        return catalogue
                .dataset(id)
                .filter(row -> !row.hidden() || visibility.mayKnow(caller, id))
                .map(row -> row.dataset(null).title());
    }

    /**
     * That the caller may know of it; what it is, is not read.
     *
     * @throws DatasetException.NotFound if there is none, or none that the caller may know of
     */
    public void mustKnow(Caller caller, DatasetId id) {
        if (!seen.contains(id)) {
            known(caller, id);
        }
    }

    /** Newest first. */
    public Page<ListedVersion> versions(Caller caller, DatasetId id, PageRequest page) {
        known(caller, id);
        Integer below =
                page.cursor() == null
                        ? null
                        : (int) Math.min(Cursor.number(page.cursor()), Integer.MAX_VALUE);
        var rows = catalogue.versions(id, below, page.limit() + 1);
        boolean last = rows.size() <= page.limit();
        var shown = last ? rows : rows.subList(0, page.limit());
        return new Page<>(shown, last ? null : Cursor.of(shown.getLast().id().number()));
    }

    /**
     * One version, with its columns.
     *
     * @param number null: the newest
     * @throws DatasetException.NotFound if there is none, or none that the caller may know of
     */
    public Version version(Caller caller, DatasetId id, @Nullable Integer number) {
        known(caller, id);
        return readings.row(id, number).version();
    }

    /**
     * Through the gate, on the record, and with everything checked that can be checked before the
     * first byte.
     */
    public Opened open(Caller caller, Reading reading) {
        known(caller, reading.dataset());
        return readings.open(caller, reading);
    }

    /** Asked of what is not there as of what is hidden; see {@link Visibility#mustKnow}. */
    private DatasetRow known(Caller caller, DatasetId id) {
        var row = catalogue.dataset(id);
        if (row.isPresent() && !row.get().hidden()) {
            seen.add(id);
        } else {
            visibility.mustKnow(caller, id);
        }
        return row.orElseThrow(() -> Visibility.notFound(id));
    }
}
