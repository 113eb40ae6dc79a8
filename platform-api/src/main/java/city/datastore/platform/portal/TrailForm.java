package city.datastore.platform.portal;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.trail.TrailQuery;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What somebody looks for in the record, as they typed it. */
record TrailForm(
        String actor,
        String agency,
        String dataset,
        String agreement,
        String purpose,
        String action,
        String outcome,
        DateInput from,
        DateInput to,
        String text) {

    static TrailForm of(Fields fields) {
        return new TrailForm(
                fields.text("actor"),
                fields.text("agency"),
                fields.text("dataset"),
                fields.text("agreement"),
                fields.text("purpose"),
                fields.text("action"),
                fields.text("outcome"),
                fields.date("from"),
                fields.date("to"),
                fields.text("text"));
    }

    /** The same for other days. */
    TrailForm between(DateInput first, DateInput last) {
        return new TrailForm(
                actor, agency, dataset, agreement, purpose, action, outcome, first, last, text);
    }

    public boolean any() {
        return !(actor + agency + dataset + agreement + purpose + action + outcome + text).isEmpty()
                || !from.isEmpty()
                || !to.isEmpty();
    }

    /** Null, with errors, where a filter cannot be read. */
    @Nullable TrailQuery read(FormErrors errors, Words words) {
        AgencyCode ofAgency = name(errors, "agency", agency, AgencyCode::new);
        DatasetId ofDataset = name(errors, "dataset", dataset, DatasetId::parse);
        AgreementRef ofAgreement = name(errors, "agreement", agreement, AgreementRef::new);
        PurposeCode ofPurpose = name(errors, "purpose", purpose, PurposeCode::new);
        Instant first =
                from.isEmpty() ? null : words.startOf(errors, "from", from, "audit.from.name");
        Instant last = to.isEmpty() ? null : words.endOf(errors, "to", to, "audit.to.name");
        if (first != null && last != null && !first.isBefore(last)) {
            errors.add("to", words.say("audit.to.before-from"));
        }
        if (text.length() > TrailQuery.MAX_TEXT) {
            errors.add("text", words.say("error.too-long", TrailQuery.MAX_TEXT, text.length()));
        }
        return errors.any()
                ? null
                : new TrailQuery(
                        blank(actor),
                        ofAgency,
                        ofDataset,
                        ofAgreement,
                        ofPurpose,
                        blank(action),
                        blank(outcome),
                        first,
                        last,
                        blank(text));
    }

    String link(@Nullable String cursor) {
        return link("/audit", cursor);
    }

    /** The same filters for another address. */
    String link(String path, @Nullable String cursor) {
        return Link.to(path)
                .with("actor", actor)
                .with("agency", agency)
                .with("dataset", dataset)
                .with("agreement", agreement)
                .with("purpose", purpose)
                .with("action", action)
                .with("outcome", outcome)
                .with("text", text)
                .with("from-day", from.day())
                .with("from-month", from.month())
                .with("from-year", from.year())
                .with("to-day", to.day())
                .with("to-month", to.month())
                .with("to-year", to.year())
                .with("cursor", cursor)
                .toString();
    }

    private static @Nullable String blank(String typed) {
        return typed.isEmpty() ? null : typed;
    }

    private static <T> @Nullable T name(
            FormErrors errors, String field, String typed, Function<String, T> make) {
        try {
            return typed.isEmpty() ? null : make.apply(typed);
        } catch (NameException e) {
            errors.add(field, Words.sentence(e.getMessage()));
            return null;
        }
    }
}
