package city.datastore.agreements.comments;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where comments and answers are kept; nothing is ever changed or taken away. */
public interface CommentRegister {
    /** Every comment on the agreement, oldest first. */
    List<Comment> comments(AgreementRef reference);

    /**
     * The edition that is being written or signed: that of the next version while the agreement is
     * varied, else the present one.
     */
    int edition(AgreementRef reference);

    /**
     * Texts with comments that nobody has settled, in the order of their references.
     *
     * @param now decides what is over
     * @param after only those that come after this one; null means from the first
     */
    List<OpenComments> open(Instant now, @Nullable AgreementRef after, int limit);

    /** Those that the agency writes, the longest waiting first. */
    List<OpenComments> openOf(AgencyCode writer, Instant now, int limit);

    /** Those on one agreement. */
    Optional<OpenComments> openOn(AgreementRef reference, Instant now);

    /** Adds a comment, in the caller's transaction, which holds the agreement. */
    void add(Comment comment);

    /** Adds an answer, in the same way. */
    void add(Comment comment, Comment.Reply answer);
}
