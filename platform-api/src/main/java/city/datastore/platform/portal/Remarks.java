package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Step;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Comments on clauses as pages show them: in words, at the clause, and among what happened. */
@Component
class Remarks {
    private final Comments comments;
    private final Questionnaire questionnaire;
    private final Said said;
    private final Words words;

    Remarks(Comments comments, Questionnaire questionnaire, Said said, Words words) {
        this.comments = comments;
        this.questionnaire = questionnaire;
        this.said = said;
        this.words = words;
    }

    /** A clause by the name that people know it by. */
    String name(Clause clause) {
        return switch (clause) {
            case Clause.OfField(var field) -> words.say("clause." + field.path());
            case Clause.OfHeading(var letter) ->
                    words.say(
                            "clause.heading",
                            String.valueOf(letter),
                            questionnaire.groups().getOrDefault(letter, ""));
            case Clause.OfAnswer(var place, var id) ->
                    said.name(place)
                            + ": "
                            + questionnaire
                                    .find(place.about(), id)
                                    .map(question -> question.title())
                                    .orElse(id);
        };
    }

    /** What nobody has settled of a text that is being written, by the path of the clause. */
    Map<String, List<Comment>> open(Agreement.Head head) {
        return comments.open(head.reference(), head.version()).stream()
                .collect(Collectors.groupingBy(each -> each.clause().toString()));
    }

    /** How many of those that the reader sees nobody has settled, on any version. */
    long openOn(Caller caller, AgreementRef reference) {
        return comments.glance(caller, reference).stream().filter(Comment::open).count();
    }

    /** Where the reader can comment on a clause of what is being written or signed, if anywhere. */
    @Nullable String commentsOn(Caller caller, AgreementRef reference) {
        return comments.can(caller, reference).comment()
                ? "/agreements/" + reference + "/comments/new"
                : null;
    }

    /** How many of them are about what stands in that section. */
    static long in(Section section, Map<String, List<Comment>> open) {
        return section.asked().stream()
                .map(each -> new Clause.OfAnswer(each.place(), each.question().id()))
                .mapToLong(each -> open.getOrDefault(each.toString(), List.of()).size())
                .sum();
    }

    /**
     * Everything that happened, with what was said of clauses, newest first. Its cursors say how
     * much is older, which does not change while more happens.
     */
    Page<Step> timeline(Caller caller, AgreementRef reference, List<Step> steps, PageRequest page) {
        var all = new ArrayList<>(steps);
        for (Comment comment : comments.glance(caller, reference)) {
            String clause = name(comment.clause());
            all.add(step("commented", comment, comment.said(), clause));
            comment.answers()
                    .forEach(each ->
                            all.add(
                                    step(
                                            each.settles() ? "comment-settled" : "comment-answered",
                                            comment,
                                            each.said(),
                                            clause)));
        }
        all.sort(Comparator.comparing(Step::at));
        String cursor = page.cursor();
        int left = cursor == null ? all.size() : Math.toIntExact(Cursor.number(cursor));
        if (left < 1 || left > all.size()) {
            throw new IllegalArgumentException("so much has not happened: " + left);
        }
        int older = Math.max(0, left - page.limit());
        return new Page<>(
                all.subList(older, left).reversed(), older == 0 ? null : Cursor.of(older));
    }

    private static Step step(String what, Comment comment, Agreement.Signature by, String clause) {
        return new Step(
                comment.number(),
                what,
                "",
                comment.version(),
                by.agency(),
                by.person(),
                by.name(),
                by.at(),
                by.comment(),
                clause);
    }
}
