package city.datastore.platform.portal;

import org.jspecify.annotations.Nullable;

/** One thing that can be chosen in a select, radios or checkboxes. */
record Choice(String value, String text, @Nullable String hint) {
    Choice(String value, String text) {
        this(value, text, null);
    }
}
