package city.datastore.platform.portal;

import city.datastore.agreements.TermsDiff.Change;
import city.datastore.agreements.TermsDiff.What;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.comments.Clause.Field;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Questionnaire;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What differs between two texts of an agreement, in words. */
@Component
class Changed {
    private final Questionnaire questionnaire;
    private final Said said;
    private final Show show;
    private final Words words;

    Changed(Questionnaire questionnaire, Said said, Show show, Words words) {
        this.questionnaire = questionnaire;
        this.said = said;
        this.show = show;
        this.words = words;
    }

    /**
     * One change.
     *
     * @param kind {@code added}, {@code taken} or {@code changed}
     * @param clause the path of what it changes
     */
    record Line(String what, String kind, String before, String after, String clause) {}

    List<Line> lines(List<Change> changes) {
        return changes.stream().map(this::line).toList();
    }

    /** The same for somebody whose form says otherwise than what is stored now. */
    List<Difference> differences(List<Change> fromStored) {
        return lines(fromStored).stream()
                .map(line ->
                        new Difference(
                                line.what(), orNothing(line.after()), orNothing(line.before())))
                .toList();
    }

    private String orNothing(String value) {
        return value.isEmpty() ? words.say("changed.nothing") : value;
    }

    private Line line(Change change) {
        String kind =
                change.before().isEmpty()
                        ? "added"
                        : change.after().isEmpty() ? "taken" : "changed";
        return new Line(
                what(change),
                kind,
                value(change, change.before()),
                value(change, change.after()),
                clause(change));
    }

    private static String clause(Change change) {
        return switch (change.what()) {
            case TITLE -> Field.TITLE.path();
            case PARTY -> Field.PARTIES.path();
            case DATASET, COLUMNS, TREATMENT, ROWS -> Field.DATASETS.path();
            case PURPOSE -> Field.PURPOSES.path();
            case ACTIONS -> Field.ACTIONS.path();
            case ARTICLE_6 -> Field.ARTICLE_6.path();
            case ARTICLE_9 -> Field.ARTICLE_9.path();
            case SCHEDULE_1 -> Field.SCHEDULE_1.path();
            case GATEWAYS -> Field.GATEWAYS.path();
            case STARTS -> Field.STARTS.path();
            case ENDS -> Field.ENDS.path();
            case REVIEW_DUE -> Field.REVIEW_DUE.path();
            case EXTENT, TEMPLATE -> Field.EXTENT.path();
            case ANSWER -> Clause.ANSWERS + change.subject() + "." + change.detail();
        };
    }

    private String what(Change change) {
        return switch (change.what()) {
            case PARTY -> words.say("changed.party", show.named(change.subject()));
            case TREATMENT -> words.say("changed.treatment", change.detail(), change.subject());
            case ANSWER ->
                    Place.parse(change.subject())
                            .map(place ->
                                    said.name(place)
                                            + ": "
                                            + questionnaire
                                                    .find(place.about(), change.detail())
                                                    .map(question -> question.title())
                                                    .orElse(change.detail()))
                            .orElse(change.subject());
            default -> words.say("changed." + key(change.what()), change.subject());
        };
    }

    private String value(Change change, String value) {
        if (value.isEmpty()) {
            return "";
        }
        return switch (change.what()) {
            case PARTY -> party(value);
            case ARTICLE_6 -> show.cited("article-6", value);
            case ARTICLE_9 -> show.cited("article-9", value);
            case SCHEDULE_1 -> show.term("schedule-1", value);
            case STARTS, REVIEW_DUE -> show.date(Instant.parse(value));
            case ENDS -> show.lastDay(Instant.parse(value));
            case EXTENT -> words.say("extent." + value);
            case DATASET -> value.equals("all") ? words.say("columns.all") : value;
            case ANSWER ->
                    Place.parse(change.subject())
                            .flatMap(place -> questionnaire.find(place.about(), change.detail()))
                            .map(question ->
                                    said.answer(
                                            question,
                                            new Answer(Arrays.asList(value.split("; ", -1)))))
                            .orElse(value);
            case TREATMENT -> words.say("treatment." + value);
            case TITLE, COLUMNS, ROWS, PURPOSE, ACTIONS, GATEWAYS, TEMPLATE -> value;
        };
    }

    /** {@code independent_controller provides}, in words. */
    private String party(String value) {
        String[] parts = value.split(" ", -1);
        return show.term("controller-role", parts[0])
                + Arrays.stream(parts)
                        .skip(1)
                        .map(does -> ", " + words.say("does." + does).toLowerCase(Locale.UK))
                        .collect(Collectors.joining());
    }

    private static String key(What what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
