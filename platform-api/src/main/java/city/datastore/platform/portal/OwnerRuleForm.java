package city.datastore.platform.portal;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The form by which an owner sets a rule, as it was sent. */
interface OwnerRuleForm<A> {
    /** Names of its fields, in the order of the page. */
    Collection<String> fields();

    /** Null, with errors that say what is missing, where it is not complete. */
    @Nullable A read(FormErrors errors, Words words);
}
