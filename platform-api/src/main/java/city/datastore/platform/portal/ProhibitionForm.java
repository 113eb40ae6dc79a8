package city.datastore.platform.portal;

import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form by which an owner keeps somebody or everybody from its data, as it was sent. */
record ProhibitionForm(String kind, String dataset, String person, DateInput until, String reason)
        implements OwnerRuleForm<ProhibitionAsk> {
    static final List<String> FIELDS = List.of("kind", "dataset", "person", "until", "reason");

    /** An empty form, about that dataset where one is named. */
    static ProhibitionForm about(@Nullable String dataset) {
        return new ProhibitionForm("", dataset == null ? "" : dataset, "", DateInput.EMPTY, "");
    }

    static ProhibitionForm of(Fields fields) {
        return new ProhibitionForm(
                fields.text("kind"),
                fields.text("dataset"),
                fields.text("person"),
                fields.date("until"),
                fields.text("reason"));
    }

    static List<Choice> kinds(Words words) {
        return Arrays.stream(Prohibition.Kind.values())
                .map(Prohibition.Kind::code)
                .map(code ->
                        new Choice(
                                code,
                                words.say("prohibition.kind." + code),
                                words.say("prohibition.kind." + code + ".hint")))
                .toList();
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public @Nullable ProhibitionAsk read(FormErrors errors, Words words) {
        var wanted = Prohibition.Kind.of(kind);
        if (wanted.isEmpty()) {
            errors.add("kind", words.say("prohibition.kind.missing"));
        }
        boolean bar = wanted.filter(Prohibition.Kind.BAR::equals).isPresent();
        if (dataset.isEmpty() && !bar && wanted.isPresent()) {
            errors.add("dataset", words.say("prohibition.dataset.missing"));
        }
        if (bar && person.isEmpty()) {
            errors.add("person", words.say("prohibition.person.missing"));
        }
        if (!bar && wanted.isPresent() && !person.isEmpty()) {
            errors.add("person", words.say("prohibition.person.not-here"));
        }
        Instant end = null;
        if (!until.isEmpty() || wanted.filter(Prohibition.Kind.EMBARGO::equals).isPresent()) {
            end = words.endOf(errors, "until", until, "prohibition.until.name");
        }
        AskForm.checkText(errors, "reason", reason, "prohibition.reason.missing", words);
        if (errors.any() || wanted.isEmpty()) {
            return null;
        }
        return named(wanted.get(), end, errors);
    }

    private @Nullable ProhibitionAsk named(
            Prohibition.Kind wanted, @Nullable Instant end, FormErrors errors) {
        DatasetId on = null;
        String whom = null;
        try {
            on = dataset.isEmpty() ? null : DatasetId.parse(dataset);
        } catch (NameException e) {
            errors.add("dataset", Words.sentence(e.getMessage()));
        }
        try {
            whom = person.isEmpty() ? null : ProhibitionAsk.whom(person);
        } catch (NameException e) {
            errors.add("person", Words.sentence(e.getMessage()));
        }
        return errors.any() ? null : new ProhibitionAsk(wanted, on, whom, end, reason);
    }
}
