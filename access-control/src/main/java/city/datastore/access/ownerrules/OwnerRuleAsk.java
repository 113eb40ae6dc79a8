package city.datastore.access.ownerrules;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import org.jspecify.annotations.Nullable;

/** What an owner fills in to set a rule. */
public interface OwnerRuleAsk {
    /** Most characters of a reason. */
    int MAX_TEXT = 2000;

    /** Null: every dataset of the owner. */
    @Nullable DatasetId dataset();

    String reason();

    /**
     * @param remedy what to do where the dataset belongs to another agency
     * @throws OwnerRuleException.BadField when it does
     */
    default void checkDataset(AgencyCode owner, String remedy) {
        var on = dataset();
        if (on != null && !on.agency().equals(owner)) {
            throw new OwnerRuleException.BadField(
                    "dataset", on + " belongs to " + on.agency() + ": " + remedy);
        }
    }

    /**
     * Text that has to be there, without the space around it.
     *
     * @throws OwnerRuleException.BadField when it is not, or is too long
     */
    static String text(String field, String text, String whatFor) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new OwnerRuleException.BadField(field, whatFor);
        }
        if (trimmed.length() > MAX_TEXT) {
            throw new OwnerRuleException.BadField(
                    field,
                    "the text is "
                            + trimmed.length()
                            + " characters long, it can have at most "
                            + MAX_TEXT);
        }
        return trimmed;
    }
}
