package city.datastore.audit.retention;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a legal hold can name. */
public enum HoldKind {
    /** Events about a dataset. */
    DATASET,
    /** What a person did, by their id or user name. */
    PERSON,
    /** Events under or about an agreement. */
    AGREEMENT,
    /** Events about an agency's data, and what its staff did. */
    AGENCY;

    private static final int MAX_PERSON = 200;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HoldKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /**
     * The name itself, held against the rule that its kind has.
     *
     * @throws NameException when it cannot be the name of such a thing
     */
    public String checked(String value) {
        switch (this) {
            case DATASET -> DatasetId.parse(value);
            case AGREEMENT -> new AgreementRef(value);
            case AGENCY -> new AgencyCode(value);
            case PERSON -> {
                if (value.isBlank()
                        || value.length() > MAX_PERSON
                        || value.chars().anyMatch(Character::isISOControl)) {
                    throw new NameException(
                            "person", value, "an id or a user name, at most 200 characters");
                }
            }
        }
        return value;
    }
}
