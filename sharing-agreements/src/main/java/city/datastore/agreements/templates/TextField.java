package city.datastore.agreements.templates;

import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.LawfulBasis;
import city.datastore.agreements.Terms.Purpose;
import city.datastore.agreements.particulars.Extent;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of terms that a template can speak of, each as a list of texts. */
public enum TextField {
    TITLE("title"),
    /** Each as {@code code: text}. */
    PURPOSES("purposes"),
    ACTIONS("actions"),
    ARTICLE_6("lawfulBasis.article6"),
    ARTICLE_9("lawfulBasis.article9"),
    SCHEDULE_1("lawfulBasis.schedule1"),
    GATEWAYS("lawfulBasis.gateways"),
    EXTENT("extent");

    private static final String AFTER_CODE = ": ";

    private final String path;

    TextField(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }

    /** Whether an agreement can say nothing there. */
    boolean canBeEmpty() {
        return switch (this) {
            case TITLE, PURPOSES, ACTIONS, ARTICLE_6, EXTENT -> false;
            case ARTICLE_9, SCHEDULE_1, GATEWAYS -> true;
        };
    }

    /** What the terms say there; empty where they say nothing. */
    public List<String> of(Terms terms) {
        LawfulBasis law = terms.lawfulBasis();
        return switch (this) {
            case TITLE -> List.of(terms.title());
            case PURPOSES -> terms.purposes().stream().map(TextField::text).toList();
            case ACTIONS -> terms.actions().stream().map(PermittedAction::value).sorted().toList();
            case ARTICLE_6 -> List.of(law.article6());
            case ARTICLE_9 -> Stream.ofNullable(law.article9()).toList();
            case SCHEDULE_1 -> Stream.ofNullable(law.schedule1()).toList();
            case GATEWAYS -> law.gateways();
            case EXTENT -> List.of(terms.particulars().extent().word());
        };
    }

    /** The terms with those fields saying that; an empty list says nothing. */
    static Terms said(Terms terms, Map<TextField, List<String>> says) {
        LawfulBasis law = terms.lawfulBasis();
        return new Terms(
                says.containsKey(TITLE) ? one(says.get(TITLE)) : terms.title(),
                terms.parties(),
                terms.datasets(),
                says.containsKey(PURPOSES)
                        ? says.get(PURPOSES).stream().map(TextField::purpose).toList()
                        : terms.purposes(),
                says.containsKey(ACTIONS) ? actions(says.get(ACTIONS)) : terms.actions(),
                new LawfulBasis(
                        says.containsKey(ARTICLE_6) ? one(says.get(ARTICLE_6)) : law.article6(),
                        says.containsKey(ARTICLE_9) ? orNull(says.get(ARTICLE_9)) : law.article9(),
                        says.containsKey(SCHEDULE_1)
                                ? orNull(says.get(SCHEDULE_1))
                                : law.schedule1(),
                        says.containsKey(GATEWAYS) ? says.get(GATEWAYS) : law.gateways()),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                says.containsKey(EXTENT)
                        ? terms.particulars().ofExtent(extent(one(says.get(EXTENT))))
                        : terms.particulars(),
                terms.template());
    }

    private static String text(Purpose purpose) {
        return purpose.code() + AFTER_CODE + purpose.text();
    }

    /**
     * Reads a purpose that is written as {@code code: text}.
     *
     * @throws city.datastore.audit.names.NameException if it does not start with a code
     */
    public static Purpose purpose(String text) {
        int stop = text.indexOf(AFTER_CODE);
        return new Purpose(
                new PurposeCode(stop < 0 ? text : text.substring(0, stop)),
                stop < 0 ? "" : text.substring(stop + AFTER_CODE.length()).strip());
    }

    private static Set<PermittedAction> actions(List<String> codes) {
        return codes.stream().map(PermittedAction::new).collect(Collectors.toSet());
    }

    private static Extent extent(String word) {
        return word.isEmpty() ? Extent.CONDENSED : Extent.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String one(List<String> texts) {
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    private static @Nullable String orNull(List<String> texts) {
        return texts.isEmpty() ? null : texts.getFirst();
    }
}
