package city.datastore.platform.api;

import city.datastore.access.emergency.DutyAsk;
import org.jspecify.annotations.Nullable;

/**
 * Whom a lead wants to appoint to a duty role.
 *
 * @param person user name
 * @param until at most 12 months from now
 */
record DutyAskJson(@Nullable String person, @Nullable String role, @Nullable String until) {
    private static final int MAX_NAME = 128;
    private static final int MAX_WORD = 64;

    DutyAsk read() {
        var fields = new Fields();
        var whom = fields.text("person", person, MAX_NAME);
        var what = fields.text("role", role, MAX_WORD);
        var end = fields.until("until", until);
        fields.check();
        return new DutyAsk(whom.get(), what.get(), end.get());
    }
}
