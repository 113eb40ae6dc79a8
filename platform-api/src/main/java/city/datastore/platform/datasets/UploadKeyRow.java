package city.datastore.platform.datasets;

import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.VersionId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** What a person called an upload that is stored. */
@Entity
@Immutable
@Table(schema = "platform", name = "upload_key")
class UploadKeyRow {
    @EmbeddedId private Key key;
    private int number;

    @SuppressWarnings("NullAway.Init")
    protected UploadKeyRow() {}

    UploadKeyRow(Key key, int number) {
        this.key = key;
        this.number = number;
    }

    VersionId version() {
        return new VersionId(new DatasetKey(key.agency(), key.name()).id(), number);
    }

    /** Unique for each dataset and person. */
    @Embeddable
    record Key(String agency, String name, String person, String key) {
        static Key of(DatasetId dataset, PersonId person, String key) {
            return new Key(dataset.agency().value(), dataset.name(), person.value(), key);
        }
    }
}
