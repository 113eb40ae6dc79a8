package city.datastore.agreements.comments;

import city.datastore.audit.names.AgreementRef;
import java.util.List;

/** Where comments and answers are kept; nothing is ever changed or taken away. */
public interface CommentRegister {
    /** Every comment on the agreement, oldest first. */
    List<Comment> comments(AgreementRef reference);

    /**
     * The edition that is being written or signed: that of the next version while the agreement is
     * varied, else the present one.
     */
    int edition(AgreementRef reference);

    /** Adds a comment, in the caller's transaction, which holds the agreement. */
    void add(Comment comment);

    /** Adds an answer, in the same way. */
    void add(Comment comment, Comment.Reply answer);
}
