package city.datastore.agreements.comments;

/**
 * Tells whoever made a comment what became of it; called in the transaction that makes it happen,
 * so that either both are done or neither.
 */
public interface CommentBell {
    /** Tells nobody. */
    CommentBell SILENT = _ -> {};

    /**
     * Somebody answered or settled a comment of somebody else.
     *
     * @param comment with what was said as its last answer
     */
    void replied(Comment comment);
}
