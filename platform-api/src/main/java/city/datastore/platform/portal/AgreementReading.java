package city.datastore.platform.portal;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads terms out of a form, and says everything at once that is missing or cannot be read. */
final class AgreementReading {
    private final AgreementForm form;
    private final @Nullable Terms stored;
    private final FormErrors errors;
    private final Words words;

    private AgreementReading(
            AgreementForm form, @Nullable Terms stored, FormErrors errors, Words words) {
        this.form = form;
        this.stored = stored;
        this.errors = errors;
        this.words = words;
    }

    /**
     * The terms, or null with errors.
     *
     * @param stored what the form was filled with, null where it was blank: a form knows days, and
     *     the stored instant stays where its day is the same
     */
    static @Nullable Terms read(
            AgreementForm form, @Nullable Terms stored, FormErrors errors, Words words) {
        return new AgreementReading(form, stored, errors, words).terms();
    }

    private @Nullable Terms terms() {
        if (form.title().isEmpty()) {
            errors.add("title", words.say("agreement-form.title.missing"));
        }
        var parties = parties();
        var scopes = scopes();
        var purposes = purposes();
        var actions = actions();
        if (!form.extent().equals("full") && !form.extent().equals("condensed")) {
            errors.add("extent", words.say("agreement-form.extent.missing"));
        }
        if (form.article6().isEmpty()) {
            errors.add("article6", words.say("agreement-form.article6.missing"));
        }
        var starts =
                kept(
                        words.startOf(
                                errors, "starts", form.starts(), "agreement-form.starts.name"),
                        Terms::starts,
                        DateInput::firstDay);
        var ends =
                kept(
                        words.endOf(errors, "ends", form.ends(), "agreement-form.ends.name"),
                        Terms::ends,
                        DateInput::lastDay);
        var review =
                kept(
                        words.startOf(
                                errors,
                                "reviewDue",
                                form.reviewDue(),
                                "agreement-form.reviewDue.name"),
                        Terms::reviewDue,
                        DateInput::firstDay);
        if (starts != null && ends != null && !starts.isBefore(ends)) {
            errors.add("ends", words.say("agreement-form.ends.before-starts"));
        } else if (starts != null
                && ends != null
                && review != null
                && (!review.isAfter(starts) || review.isAfter(ends))) {
            errors.add("reviewDue", words.say("agreement-form.reviewDue.outside"));
        }
        if (errors.any() || starts == null || ends == null || review == null) {
            return null;
        }
        return new Terms(
                form.title(),
                parties,
                scopes,
                purposes,
                actions,
                law(),
                starts,
                ends,
                review,
                Particulars.NONE.ofExtent(
                        form.extent().equals("full") ? Extent.FULL : Extent.CONDENSED));
    }

    private @Nullable Instant kept(
            @Nullable Instant typed,
            Function<Terms, Instant> instant,
            Function<Instant, DateInput> day) {
        if (typed == null || stored == null) {
            return typed;
        }
        var before = instant.apply(stored);
        return day.apply(typed).equals(day.apply(before)) ? before : typed;
    }

    private List<Terms.Party> parties() {
        var parties = new ArrayList<Terms.Party>();
        for (int at = 0; at < form.parties().size(); at++) {
            var row = form.parties().get(at);
            String id = "parties-" + at;
            var agency =
                    words.name(
                            errors,
                            id + "-agency",
                            row.agency(),
                            words.say("agreement-form.party.missing", at + 1),
                            AgencyCode::new);
            if (row.does().isEmpty()) {
                errors.add(id + "-does", words.say("agreement-form.does.missing", at + 1));
            }
            if (agency != null) {
                parties.add(
                        new Terms.Party(
                                agency,
                                row.role(),
                                row.does().contains("provides"),
                                row.does().contains("receives")));
            }
        }
        return parties;
    }

    private List<Terms.Scope> scopes() {
        var scopes = new ArrayList<Terms.Scope>();
        for (int at = 0; at < form.datasets().size(); at++) {
            var row = form.datasets().get(at);
            String id = "datasets-" + at;
            var dataset =
                    words.name(
                            errors,
                            id + "-dataset",
                            row.dataset(),
                            words.say("agreement-form.dataset.missing", at + 1),
                            DatasetId::parse);
            var named = ProtectionReading.lines(row.columns());
            switch (row.which()) {
                case "all" -> {
                    if (!named.isEmpty()) {
                        errors.add(id + "-which", words.say("agreement-form.which.both", at + 1));
                    }
                }
                case "some" -> {
                    if (named.isEmpty()) {
                        errors.add(
                                id + "-columns",
                                words.say("agreement-form.columns.missing", at + 1));
                    }
                }
                default ->
                        errors.add(
                                id + "-which", words.say("agreement-form.which.missing", at + 1));
            }
            var columns = row.which().equals("all") ? ColumnScope.ALL : ColumnScope.only(named);
            var protection = ProtectionReading.read(row, at, errors, words);
            if (dataset != null) {
                scopes.add(new Terms.Scope(dataset, columns, protection));
            }
        }
        return scopes;
    }

    private List<Terms.Purpose> purposes() {
        var purposes = new ArrayList<Terms.Purpose>();
        for (int at = 0; at < form.purposes().size(); at++) {
            var row = form.purposes().get(at);
            String id = "purposes-" + at;
            if (row.text().isEmpty()) {
                errors.add(id + "-text", words.say("agreement-form.purpose.missing", at + 1));
            }
            var code =
                    words.name(
                            errors,
                            id + "-code",
                            row.code(),
                            words.say("agreement-form.code.missing", at + 1),
                            PurposeCode::new);
            if (code != null) {
                purposes.add(new Terms.Purpose(code, row.text()));
            }
        }
        return purposes;
    }

    private Set<PermittedAction> actions() {
        var actions = new HashSet<PermittedAction>();
        for (String action : form.actions()) {
            try {
                actions.add(new PermittedAction(action));
            } catch (NameException e) {
                errors.add("actions", Words.sentence(e.getMessage()));
            }
        }
        if (form.actions().isEmpty()) {
            errors.add("actions", words.say("agreement-form.actions.missing"));
        }
        return actions;
    }

    private Terms.LawfulBasis law() {
        return new Terms.LawfulBasis(
                form.article6(),
                form.article9().isEmpty() ? null : form.article9(),
                form.schedule1().isEmpty() ? null : form.schedule1(),
                form.gateways().lines().map(String::strip).filter(g -> !g.isEmpty()).toList());
    }
}
