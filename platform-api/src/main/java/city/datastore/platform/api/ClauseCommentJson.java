package city.datastore.platform.api;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comments;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment on a clause, with what was said to it.
 *
 * @param version and edition of the text that it is about
 * @param clause a path, such as {@code title} or {@code particulars.party/brent.siro}
 */
record ClauseCommentJson(
        String agreement,
        int number,
        int version,
        int edition,
        String clause,
        String text,
        String agency,
        PersonJson person,
        Instant at,
        boolean open,
        List<Answer> answers) {

    /** One answer; the one that settles the comment may be without words. */
    record Answer(
            int number,
            boolean settles,
            String text,
            String agency,
            PersonJson person,
            Instant at) {
        static Answer of(Comment.Reply reply) {
            var said = reply.said();
            return new Answer(
                    reply.number(),
                    reply.settles(),
                    said.comment(),
                    said.agency().value(),
                    by(said),
                    said.at());
        }
    }

    static ClauseCommentJson of(Comment comment) {
        var said = comment.said();
        return new ClauseCommentJson(
                comment.agreement().value(),
                comment.number(),
                comment.version(),
                comment.edition(),
                comment.clause().toString(),
                said.comment(),
                said.agency().value(),
                by(said),
                said.at(),
                comment.open(),
                comment.answers().stream().map(Answer::of).toList());
    }

    private static PersonJson by(Signature said) {
        return new PersonJson(said.person().value(), said.name());
    }

    /** A comment as somebody makes it. */
    record New(@Nullable String clause, @Nullable String text) {
        private static final int MAX_CLAUSE = 600;

        /** With nothing missing. */
        record Said(String clause, String text) {}

        Said read() {
            var fields = new Fields();
            var path = fields.text("clause", clause, MAX_CLAUSE);
            var words = fields.text("text", text, Comments.MAX_TEXT);
            fields.check();
            return new Said(path.get(), words.get());
        }
    }

    /** What is said to a comment. */
    record Words(@Nullable String text) {
        String read() {
            var fields = new Fields();
            var words = fields.text("text", text, Comments.MAX_TEXT);
            fields.check();
            return words.get();
        }

        static String orNothing(@Nullable Words json) {
            var fields = new Fields();
            var words =
                    fields.anyText("text", json == null ? null : json.text(), Comments.MAX_TEXT);
            fields.check();
            return words.get();
        }
    }
}
