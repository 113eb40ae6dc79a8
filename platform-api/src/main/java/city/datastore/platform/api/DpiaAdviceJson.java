package city.datastore.platform.api;

import city.datastore.agreements.dpia.DpiaCheck;
import org.jspecify.annotations.Nullable;

/** What a data protection officer advises; the adviser is named, or their role is. */
record DpiaAdviceJson(@Nullable String adviser, @Nullable String position, @Nullable String text) {

    /** The same, with everything there. */
    record Read(String adviser, String position, String text) {}

    Read read() {
        var fields = new Fields();
        var name = fields.text("adviser", adviser, DpiaCheck.MAX_NAME);
        var word = fields.text("position", position, DpiaCheck.MAX_NAME);
        var said = fields.text("text", text, DpiaCheck.MAX_TEXT);
        fields.check();
        return new Read(name.get(), word.get(), said.get());
    }
}
