package city.datastore.platform.api;

import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody found who looked at an emergency access afterwards. */
record EmergencyReviewJson(@Nullable String outcome, @Nullable String note) {
    private static final String OUTCOMES =
            Arrays.stream(Emergency.Outcome.values())
                    .map(Emergency.Outcome::code)
                    .collect(Collectors.joining(", "));

    /** The same, checked. */
    record Wanted(Emergency.Outcome outcome, String note) {}

    Wanted read() {
        var fields = new Fields();
        Supplier<Emergency.Outcome> found =
                Emergency.Outcome.of(outcome)
                        .<Supplier<Emergency.Outcome>>map(each -> () -> each)
                        .orElseGet(() -> fields.fault("outcome", "has to be one of " + OUTCOMES));
        var text = fields.text("note", note, EmergencyAsk.MAX_TEXT);
        fields.check();
        return new Wanted(found.get(), text.get());
    }
}
