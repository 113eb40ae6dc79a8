package city.datastore.platform.api;

import city.datastore.agreements.dpia.DpiaCheck;
import org.jspecify.annotations.Nullable;

/** What an accountable person decides; they are named, or their role is. */
record DpiaOutcomeJson(
        @Nullable String decider, @Nullable String outcome, @Nullable String reasons) {

    /** The same, with everything there; the reasons may be empty. */
    record Read(String decider, String outcome, String reasons) {}

    Read read() {
        var fields = new Fields();
        var name = fields.text("decider", decider, DpiaCheck.MAX_NAME);
        var word = fields.text("outcome", outcome, DpiaCheck.MAX_NAME);
        var said = fields.anyText("reasons", reasons, DpiaCheck.MAX_TEXT);
        fields.check();
        return new Read(name.get(), word.get(), said.get());
    }
}
