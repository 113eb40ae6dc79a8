package city.datastore.agreements;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.PermittedAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two texts of an agreement, thing by thing. Pure. */
public final class TermsDiff {
    private TermsDiff() {}

    /** What a change is about. */
    public enum What {
        TITLE,
        PARTY,
        DATASET,
        COLUMNS,
        /** How a column leaves: the subject is the dataset, the detail the column. */
        TREATMENT,
        /** Which rows of a dataset. */
        ROWS,
        PURPOSE,
        ACTIONS,
        ARTICLE_6,
        ARTICLE_9,
        SCHEDULE_1,
        GATEWAYS,
        STARTS,
        ENDS,
        REVIEW_DUE,
        EXTENT,
        TEMPLATE,
        ANSWER
    }

    /**
     * One change.
     *
     * @param subject which party, dataset, purpose or place; empty where there is one only
     * @param detail the question of an answer, or the column of a treatment; empty elsewhere
     * @param before empty where it is new
     * @param after empty where it is taken out
     */
    public record Change(What what, String subject, String detail, String before, String after) {}

    /** Every change, in the order of the terms. */
    public static List<Change> of(Terms before, Terms after) {
        var changes = new ArrayList<Change>();
        add(changes, What.TITLE, before.title(), after.title());
        each(
                changes,
                What.PARTY,
                keyed(before.parties(), party -> party.agency().value(), TermsDiff::party),
                keyed(after.parties(), party -> party.agency().value(), TermsDiff::party));
        datasets(changes, scopes(before), scopes(after));
        protections(changes, protections(before), protections(after));
        each(
                changes,
                What.PURPOSE,
                keyed(before.purposes(), each -> each.code().value(), Terms.Purpose::text),
                keyed(after.purposes(), each -> each.code().value(), Terms.Purpose::text));
        add(changes, What.ACTIONS, actions(before), actions(after));
        law(changes, before.lawfulBasis(), after.lawfulBasis());
        add(changes, What.STARTS, before.starts().toString(), after.starts().toString());
        add(changes, What.ENDS, before.ends().toString(), after.ends().toString());
        add(changes, What.REVIEW_DUE, before.reviewDue().toString(), after.reviewDue().toString());
        add(
                changes,
                What.EXTENT,
                before.particulars().extent().word(),
                after.particulars().extent().word());
        add(changes, What.TEMPLATE, named(before.template()), named(after.template()));
        answers(changes, before, after);
        return List.copyOf(changes);
    }

    private static void law(
            List<Change> changes, Terms.LawfulBasis before, Terms.LawfulBasis after) {
        add(changes, What.ARTICLE_6, before.article6(), after.article6());
        add(changes, What.ARTICLE_9, orNothing(before.article9()), orNothing(after.article9()));
        add(changes, What.SCHEDULE_1, orNothing(before.schedule1()), orNothing(after.schedule1()));
        add(
                changes,
                What.GATEWAYS,
                String.join("; ", before.gateways()),
                String.join("; ", after.gateways()));
    }

    private static void datasets(
            List<Change> changes, Map<String, ColumnScope> before, Map<String, ColumnScope> after) {
        for (String dataset : both(before.keySet(), after.keySet())) {
            ColumnScope was = before.get(dataset);
            ColumnScope is = after.get(dataset);
            if (was == null || is == null) {
                changes.add(
                        new Change(
                                What.DATASET,
                                dataset,
                                "",
                                was == null ? "" : columns(was),
                                is == null ? "" : columns(is)));
            } else if (was instanceof ColumnScope.Only(var old)
                    && is instanceof ColumnScope.Only(var fresh)) {
                var taken = new TreeSet<>(old);
                taken.removeAll(fresh);
                var added = new TreeSet<>(fresh);
                added.removeAll(old);
                if (!taken.isEmpty() || !added.isEmpty()) {
                    changes.add(
                            new Change(
                                    What.COLUMNS,
                                    dataset,
                                    "",
                                    String.join(", ", taken),
                                    String.join(", ", added)));
                }
            } else if (!was.equals(is)) {
                changes.add(new Change(What.DATASET, dataset, "", columns(was), columns(is)));
            }
        }
    }

    private static void protections(
            List<Change> changes, Map<String, Protection> before, Map<String, Protection> after) {
        for (String dataset : both(before.keySet(), after.keySet())) {
            Protection was = before.getOrDefault(dataset, Protection.NONE);
            Protection is = after.getOrDefault(dataset, Protection.NONE);
            for (String column : both(was.treatments().keySet(), is.treatments().keySet())) {
                Treatment old = was.of(column);
                Treatment fresh = is.of(column);
                if (old != fresh) {
                    changes.add(
                            new Change(What.TREATMENT, dataset, column, old.word(), fresh.word()));
                }
            }
            if (!was.rows().equals(is.rows())) {
                changes.add(
                        new Change(What.ROWS, dataset, "", was.rows().words(), is.rows().words()));
            }
        }
    }

    private static void answers(List<Change> changes, Terms before, Terms after) {
        var was = before.particulars().answers();
        var is = after.particulars().answers();
        for (Place place : both(was.keySet(), is.keySet())) {
            Map<String, Answer> old = was.containsKey(place) ? was.get(place) : Map.of();
            Map<String, Answer> fresh = is.containsKey(place) ? is.get(place) : Map.of();
            for (String question : both(old.keySet(), fresh.keySet())) {
                String from = values(old.get(question));
                String to = values(fresh.get(question));
                if (!from.equals(to)) {
                    changes.add(new Change(What.ANSWER, place.toString(), question, from, to));
                }
            }
        }
    }

    private static void each(
            List<Change> changes,
            What what,
            Map<String, String> before,
            Map<String, String> after) {
        for (String key : both(before.keySet(), after.keySet())) {
            String was = before.getOrDefault(key, "");
            String is = after.getOrDefault(key, "");
            if (!was.equals(is)) {
                changes.add(new Change(what, key, "", was, is));
            }
        }
    }

    private static void add(List<Change> changes, What what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(what, "", "", before, after));
        }
    }

    private static <T> Map<String, String> keyed(
            List<T> things, Function<T, String> key, Function<T, String> text) {
        var keyed = new LinkedHashMap<String, String>();
        things.forEach(each -> keyed.put(key.apply(each), text.apply(each)));
        return keyed;
    }

    private static Map<String, ColumnScope> scopes(Terms terms) {
        var scopes = new LinkedHashMap<String, ColumnScope>();
        terms.datasets().forEach(each -> scopes.put(each.dataset().toString(), each.columns()));
        return scopes;
    }

    private static Map<String, Protection> protections(Terms terms) {
        var protections = new LinkedHashMap<String, Protection>();
        terms.datasets()
                .forEach(each -> protections.put(each.dataset().toString(), each.protection()));
        return protections;
    }

    private static <K> SequencedSet<K> both(Set<K> before, Set<K> after) {
        var both = new LinkedHashSet<>(before);
        both.addAll(after);
        return both;
    }

    /** In codes: the controller role and what it does. */
    private static String party(Terms.Party party) {
        return party.role()
                + (party.provides() ? " provides" : "")
                + (party.receives() ? " receives" : "");
    }

    private static String columns(ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> "all";
            case ColumnScope.Only(var names) -> String.join(", ", new TreeSet<>(names));
        };
    }

    private static String actions(Terms terms) {
        return terms.actions().stream()
                .map(PermittedAction::value)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String values(@Nullable Answer answer) {
        return answer == null ? "" : String.join("; ", answer.values());
    }

    private static String named(@Nullable TemplateRef template) {
        return template == null ? "" : template.toString();
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}
