package city.datastore.platform.vault;

import city.datastore.audit.names.AgencyCode;

/** Which key of an agency: generations count from 1, the highest one seals new versions. */
public record AgencyKeyId(AgencyCode agency, int generation) {
    public AgencyKeyId {
        if (generation < 1) {
            throw new IllegalArgumentException(
                    "a key generation is a whole number from 1: " + generation);
        }
    }

    @Override
    public String toString() {
        return agency + "#" + generation;
    }
}
