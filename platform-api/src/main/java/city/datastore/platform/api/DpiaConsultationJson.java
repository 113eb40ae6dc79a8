package city.datastore.platform.api;

import city.datastore.agreements.dpia.DpiaCheck;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the regulator was consulted.
 *
 * @param asked the day on which it was sent, such as 2026-11-22
 */
record DpiaConsultationJson(
        @Nullable String reference,
        @Nullable String asked,
        @Nullable String answer,
        @Nullable String text) {

    /** The same, with everything there; the text may be empty. */
    record Read(String reference, LocalDate asked, String answer, String text) {}

    Read read() {
        var fields = new Fields();
        var theirs = fields.text("reference", reference, DpiaCheck.MAX_NAME);
        var day = day(fields);
        var word = fields.text("answer", answer, DpiaCheck.MAX_NAME);
        var said = fields.anyText("text", text, DpiaCheck.MAX_TEXT);
        fields.check();
        return new Read(theirs.get(), day.get(), word.get(), said.get());
    }

    private Supplier<LocalDate> day(Fields fields) {
        try {
            LocalDate day = LocalDate.parse(asked == null ? "" : asked);
            return () -> day;
        } catch (DateTimeException _) {
            return fields.fault("asked", "has to be a date such as 2026-11-22");
        }
    }
}
