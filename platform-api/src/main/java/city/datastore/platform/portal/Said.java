package city.datastore.platform.portal;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.TermsReview.Asked;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.particulars.Place.OfPurpose;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.agreements.permits.Permits;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an agreement says, in words: its chapters, their parts, and each question with its answer.
 */
final class Said {
    private final Questionnaire questionnaire;
    private final Vocabularies vocabularies;
    private final TermsReview review;
    private final Show show;
    private final Words words;

    Said(
            Questionnaire questionnaire,
            Vocabularies vocabularies,
            TermsReview review,
            Show show,
            Words words) {
        this.questionnaire = questionnaire;
        this.vocabularies = vocabularies;
        this.review = review;
        this.show = show;
        this.words = words;
    }

    /** All that stands under one heading, A to I. */
    record Chapter(char letter, String title, List<Part> parts) {
        Chapter {
            parts = List.copyOf(parts);
        }
    }

    /** What it says about one thing. */
    record Part(String title, List<Line> lines) {
        Part {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One question and its answer.
     *
     * @param clause the path of the answer
     */
    record Line(String question, String answer, String clause) {}

    /** The chapters that say something; questions without an answer are left out. */
    List<Chapter> chapters(Terms terms) {
        var sections = Section.all(review, terms);
        return questionnaire.groups().entrySet().stream()
                .map(group ->
                        new Chapter(
                                group.getKey(),
                                group.getValue(),
                                sections.stream()
                                        .filter(each -> each.group() == group.getKey())
                                        .map(this::part)
                                        .filter(each -> !each.lines().isEmpty())
                                        .toList()))
                .filter(chapter -> !chapter.parts().isEmpty())
                .toList();
    }

    private Part part(Section section) {
        if (!section.isColumns()) {
            return new Part(
                    title(section),
                    section.asked().stream()
                            .filter(each -> each.answer() != null)
                            .map(each ->
                                    new Line(
                                            each.question().title(),
                                            answer(each.question(), each.answer()),
                                            clause(each)))
                            .toList());
        }
        return new Part(
                title(section),
                section.asked().stream()
                        .filter(each -> each.answer() != null)
                        .collect(
                                Collectors.groupingBy(
                                        Said::column, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(each ->
                                new Line(
                                        each.getKey(),
                                        each.getValue().stream()
                                                .map(one -> answer(one.question(), one.answer()))
                                                .collect(Collectors.joining(". ")),
                                        clause(each.getValue().getLast())))
                        .toList());
    }

    private static String clause(Asked asked) {
        return new Clause.OfAnswer(asked.place(), asked.question().id()).toString();
    }

    private static String column(Asked asked) {
        return asked.place() instanceof OfColumn(_, var column) ? column : "";
    }

    /** What a section is about, for its heading and the task list. */
    String title(Section section) {
        return section.isColumns()
                ? words.say("answers.columns-of", name(section.place()))
                : name(section.place());
    }

    /** A place by the name that people know it by. */
    String name(Place place) {
        return switch (place) {
            case Place.OfAgreement _ -> words.say("answers.agreement");
            case OfParty(var party) -> show.agency(party);
            case OfPurpose(var purpose) -> words.say("answers.purpose", purpose);
            case OfDataset(var dataset) -> dataset.toString();
            case OfColumn(var dataset, var column) -> words.say("answers.column", column, dataset);
            case OfBasis(var party, var purpose) ->
                    party == null
                            ? words.say("answers.basis.all", purpose)
                            : words.say("answers.basis", show.agency(party), purpose);
        };
    }

    /** An answer in words instead of codes. */
    String answer(Question question, @Nullable Answer answer) {
        if (answer == null) {
            return "";
        }
        return answer.values().stream()
                .map(value -> inWords(question, value))
                .collect(Collectors.joining(", "));
    }

    private String inWords(Question question, String value) {
        String list = question.vocabulary();
        if (list != null) {
            return vocabularies.list(list).title(value);
        }
        return switch (question.kind()) {
            case YES -> words.say(value.equals("yes") ? "yes" : "no");
            case DAY -> show.date(LocalDate.parse(value).atStartOfDay(Show.UK).toInstant());
            default -> value;
        };
    }

    /** Whether it would allow that, does, or did: the end of a key of the wording file. */
    static String promised(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _, Agreement.Proposed _ -> "would";
            case Agreement.Active _ -> "does";
            case Agreement.Suspended _,
                    Agreement.Expired _,
                    Agreement.Terminated _,
                    Agreement.Superseded _ ->
                    "did";
        };
    }

    /**
     * What the gate allows under it, in plain English: by the permit, not by the terms; before
     * anybody can read under it, what it would allow once all have signed.
     */
    List<String> promises(Agreement agreement) {
        return agreement instanceof Agreement.Proposed
                ? promisesOfAll(agreement.head())
                : promises(Permits.of(agreement));
    }

    /** What it will allow once every party has signed: what somebody puts their name to. */
    List<String> promisesOfAll(Agreement.Head head) {
        return promises(Permits.of(new Agreement.Draft(head)));
    }

    private List<String> promises(Permit permit) {
        String actions =
                words.listed(
                        permit.actions().stream()
                                .sorted()
                                .map(action -> show.word("permitted.verb", action.value()))
                                .toList());
        return Stream.concat(
                        permit.datasets().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(given ->
                                        promise(permit, actions, given.getKey(), given.getValue())),
                        SharedPseudonyms.said(permit, show, words).stream())
                .toList();
    }

    private String promise(Permit permit, String actions, DatasetId dataset, ColumnScope columns) {
        String may =
                words.say(
                        "agreement.promise",
                        receivers(permit, dataset.agency()),
                        actions,
                        columns(columns),
                        dataset,
                        show.date(permit.from()),
                        show.lastDay(permit.until()));
        var protection = permit.protection(dataset);
        return protection.none() ? may : may + " " + protection.words();
    }

    private String receivers(Permit permit, AgencyCode owner) {
        var names =
                permit.receivers().stream()
                        .filter(agency -> !agency.equals(owner))
                        .sorted()
                        .map(show::agency)
                        .toList();
        return names.isEmpty() ? words.say("nobody") : words.listed(names);
    }

    private String columns(ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> words.say("agreement.promise.all");
            case ColumnScope.Only(var names) -> words.say("agreement.promise.some", names.size());
        };
    }
}
