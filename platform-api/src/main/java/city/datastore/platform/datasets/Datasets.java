package city.datastore.platform.datasets;

import city.datastore.access.identity.Caller;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;

/** The use cases of datasets: publish, store a version, find, open. */
public final class Datasets {

    /** What a steward fills in; the owning agency is the one in the id. */
    public Recorded<Dataset> create(Caller caller, Dataset wanted) {
        throw new UnsupportedOperationException();
    }

    public Recorded<Version> upload(Caller caller, DatasetId id, Upload upload) {
        throw new UnsupportedOperationException();
    }

    /**
     * Every dataset but hidden ones that the caller may not know of; by relevance, then by name.
     */
    public Page<Dataset> find(Caller caller, DatasetQuery query, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    public Dataset see(Caller caller, DatasetId id) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public Page<Version> versions(Caller caller, DatasetId id, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /**
     * Through the gate, on the record, and with everything checked that can be checked before the
     * first byte.
     */
    public Opened open(Caller caller, Reading reading) {
        throw new UnsupportedOperationException();
    }
}
