package city.datastore.platform.portal;

import city.datastore.audit.names.NameException;
import city.datastore.audit.retention.Hold;
import city.datastore.audit.retention.HoldKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that sets a legal hold, as it was sent. */
record HoldForm(String kind, String value, String reason) {
    static final HoldForm EMPTY = new HoldForm("dataset", "", "");

    /** The same in the project's words. */
    record Wanted(HoldKind kind, String value, String reason) {}

    static HoldForm of(Fields fields) {
        return new HoldForm(fields.text("kind"), fields.text("value"), fields.text("reason"));
    }

    static List<Choice> kinds(Words words) {
        return Arrays.stream(HoldKind.values())
                .map(kind -> new Choice(kind.code(), words.say("hold.kind." + kind.code())))
                .toList();
    }

    @Nullable Wanted read(FormErrors errors, Words words) {
        var known = HoldKind.of(kind);
        if (known.isEmpty()) {
            errors.add("kind", words.say("hold.kind.missing"));
        }
        if (value.isEmpty()) {
            errors.add("value", words.say("hold.value.missing"));
        } else {
            try {
                known.ifPresent(one -> one.checked(value));
            } catch (NameException e) {
                errors.add("value", Words.sentence(e.getMessage()));
            }
        }
        checkReason(errors, reason, words);
        return errors.any() ? null : new Wanted(known.orElseThrow(), value, reason);
    }

    static void checkReason(FormErrors errors, String reason, Words words) {
        if (reason.isEmpty()) {
            errors.add("reason", words.say("hold.reason.missing"));
        } else if (reason.length() > Hold.MAX_REASON) {
            errors.add("reason", words.say("error.too-long", Hold.MAX_REASON, reason.length()));
        }
    }
}
