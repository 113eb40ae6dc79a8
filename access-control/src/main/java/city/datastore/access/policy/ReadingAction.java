package city.datastore.access.policy;

import city.datastore.access.identity.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the rules let people read, which an owner can narrow to some roles; each is called
 * by the rule that allows it.
 */
public enum ReadingAction {
    /** With a grant, by people of whichever agency. */
    READ_UNDER_AGREEMENT(Role.OFFICER, "under an agreement"),
    /** By the owner's own data stewards, who need no agreement. */
    READ_OWN_DATA(Role.DATA_STEWARD, "as its own data steward"),
    /** By people on duty, and opening it. */
    READ_IN_EMERGENCY(Role.OFFICER, "in an emergency");

    private final Role needed;
    private final String words;

    ReadingAction(Role needed, String words) {
        this.needed = needed;
        this.words = words;
    }

    /** How it is written in rows, calls and pages: as the rule that allows it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action of that code, if there is one. */
    public static Optional<ReadingAction> of(@Nullable String code) {
        return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }

    /** The role that the rule asks for, whatever any owner says. */
    public Role needed() {
        return needed;
    }

    /** In plain English, to follow "read". */
    public String words() {
        return words;
    }
}
