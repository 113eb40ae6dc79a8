package city.datastore.audit.names;

/** One immutable version of a dataset; numbers start at 1. */
public record VersionId(DatasetId dataset, int number) {
    public VersionId {
        if (number < 1) {
            throw new NameException("version", String.valueOf(number), "a whole number from 1");
        }
    }

    @Override
    public String toString() {
        return dataset + "@" + number;
    }
}
