package city.datastore.platform.portal;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.policy.Demand;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The form by which an owner says on what condition its data can be read, as it was sent.
 *
 * @param windows always two; the second is left out where there is nothing in it
 */
record ConditionForm(
        String kind,
        String dataset,
        List<Window> windows,
        String zone,
        String networks,
        String reason)
        implements OwnerRuleForm<ConditionAsk> {
    static final List<String> FIELDS =
            List.of(
                    "kind",
                    "dataset",
                    "windows-0-days",
                    "windows-0-from",
                    "windows-0-until",
                    "windows-1-days",
                    "windows-1-from",
                    "windows-1-until",
                    "zone",
                    "networks",
                    "reason");

    private static final int WINDOWS = 2;

    /** A span of the day as it was sent. */
    record Window(List<String> days, String from, String until) {
        private boolean any() {
            return !days.isEmpty() || !from.isEmpty() || !until.isEmpty();
        }
    }

    ConditionForm {
        windows = List.copyOf(windows);
    }

    /** An empty form of that kind, about that dataset where one is named. */
    static ConditionForm about(@Nullable String kind, @Nullable String dataset) {
        var none = new Window(List.of(), "", "");
        return new ConditionForm(
                kind == null ? "" : kind,
                dataset == null ? "" : dataset,
                List.of(none, none),
                "",
                "",
                "");
    }

    static ConditionForm of(Fields fields) {
        return new ConditionForm(
                fields.text("kind"),
                fields.text("dataset"),
                IntStream.range(0, WINDOWS)
                        .mapToObj(i -> "windows-" + i + "-")
                        .map(path ->
                                new Window(
                                        fields.all(path + "days"),
                                        fields.text(path + "from"),
                                        fields.text(path + "until")))
                        .toList(),
                fields.text("zone"),
                fields.text("networks"),
                fields.text("reason"));
    }

    static List<Choice> kinds(Words words) {
        return Arrays.stream(Demand.Kind.values())
                .map(Demand.Kind::code)
                .map(code ->
                        new Choice(
                                code,
                                words.say("condition.kind." + code),
                                words.say("condition.kind." + code + ".hint")))
                .toList();
    }

    static List<Choice> days(Words words) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> day.name().toLowerCase(Locale.ROOT))
                .map(code -> new Choice(code, words.say("condition.day." + code)))
                .toList();
    }

    /** Whether there are questions of that kind to ask. */
    boolean knownKind() {
        return Demand.Kind.of(kind).isPresent();
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public @Nullable ConditionAsk read(FormErrors errors, Words words) {
        DatasetId on = null;
        try {
            on = dataset.isEmpty() ? null : DatasetId.parse(dataset);
        } catch (NameException e) {
            errors.add("dataset", Words.sentence(e.getMessage()));
        }
        var wanted = Demand.Kind.of(kind);
        if (wanted.isEmpty()) {
            return null;
        }
        var ask =
                switch (wanted.get()) {
                    case HOURS -> ask(wanted.get(), on, between(), null, List.of());
                    case SECOND_FACTOR -> ask(wanted.get(), on, List.of(), null, List.of());
                    case NETWORKS -> ask(wanted.get(), on, List.of(), zone, lines());
                };
        for (var fault : ask.faults()) {
            errors.add(
                    FormErrors.field(fault.field(), FIELDS, "dataset"),
                    Words.sentence(fault.getMessage()));
        }
        AskForm.checkText(errors, "reason", reason, "condition.reason.missing", words);
        return errors.any() ? null : ask;
    }

    private ConditionAsk ask(
            Demand.Kind wanted,
            @Nullable DatasetId on,
            List<ConditionAsk.Between> between,
            @Nullable String called,
            List<String> blocks) {
        return new ConditionAsk(wanted, on, between, called, blocks, reason);
    }

    /** The first one counts even when it is empty, so that what is missing is said beside it. */
    private List<ConditionAsk.Between> between() {
        var read = new ArrayList<ConditionAsk.Between>();
        for (var window : windows) {
            if (read.isEmpty() || window.any()) {
                read.add(new ConditionAsk.Between(window.days, window.from, window.until));
            }
        }
        return read;
    }

    private List<String> lines() {
        return networks.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
