package city.datastore.platform.notices;

import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.CommentBell;
import java.time.Clock;
import javax.sql.DataSource;

/** Puts the letters about answers to comments down, in the transaction of the answer. */
public final class CommentNotices implements CommentBell {
    private final NoticeRows rows;
    private final Clock clock;

    /**
     * @param app of the role {@code datastore_app}; joins the transaction of the thread
     */
    public CommentNotices(DataSource app, Clock clock) {
        this.rows = new NoticeRows(app);
        this.clock = clock;
    }

    @Override
    public void replied(Comment comment) {
        var reply = comment.answers().getLast();
        boolean _ =
                rows.putDown(
                        new Notice(
                                NoticeKind.COMMENT_ANSWERED,
                                comment.agreement() + "/" + comment.number() + "/" + reply.number(),
                                comment.said().agency()),
                        clock.instant());
    }
}
