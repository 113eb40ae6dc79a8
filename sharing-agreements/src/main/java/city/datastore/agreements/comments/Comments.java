package city.datastore.agreements.comments;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Faults;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.comments.Comment.Reply;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.util.List;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of comments. Each goes through the gate first; inside the transaction the agreement
 * is held, so that a comment is about the text that is there.
 */
public final class Comments {
    /** Longest comment or answer, in characters. */
    public static final int MAX_TEXT = 2_000;

    /** Most comments on one agreement. */
    public static final int MAX_COMMENTS = 1_000;

    /** Most answers to one comment, besides the one that settles it. */
    public static final int MAX_ANSWERS = 50;

    private final CommentRegister register;
    private final Questionnaire questionnaire;
    private final CommentChanges changes;

    public Comments(
            Gatekeeper gate,
            AgreementRegister agreements,
            VariationRegister variations,
            CommentRegister register,
            Questionnaire questionnaire,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.register = register;
        this.questionnaire = questionnaire;
        this.changes =
                new CommentChanges(gate, agreements, variations, outbox, transactions, clock);
    }

    /** Every comment on the agreement, oldest first, for everybody who may see it. */
    public Recorded<List<Comment>> see(Caller caller, AgreementRef reference) {
        var event = changes.admit(caller, reference, Act.SEE_AGREEMENT);
        return new Recorded<>(register.comments(reference), event);
    }

    /** The same, unrecorded, for a page whose reader has been let through to the agreement. */
    public List<Comment> glance(AgreementRef reference) {
        return register.comments(reference);
    }

    /** Those on that version that nobody has settled, for the page that writes it. */
    public List<Comment> open(AgreementRef reference, int version) {
        return glance(reference).stream()
                .filter(each -> each.open() && each.version() == version)
                .toList();
    }

    /**
     * What somebody can do about the comments on an agreement.
     *
     * @param comment whether there is a text to comment on, and they may
     * @param settle whether they may settle comments of others
     */
    public record Can(boolean comment, boolean answer, boolean settle) {}

    /** What the caller could do now, for a page that offers it; nothing is recorded. */
    public Can can(Caller caller, AgreementRef reference) {
        return changes.can(caller, reference);
    }

    /**
     * Says something of a clause of the text that is being written or signed.
     *
     * @param clause its path
     */
    public Recorded<Comment> comment(
            Caller caller, AgreementRef reference, String clause, String text) {
        return changes.make(
                caller,
                reference,
                Act.COMMENT_ON_AGREEMENT,
                said(text, 1),
                (written, by) -> added(written, clause, by));
    }

    private Comment added(Written written, String clause, Signature by) {
        Head head = written.text().head();
        AgreementRef reference = head.reference();
        if (!written.isOpen()) {
            throw new WrongState(
                    reference
                            + " is "
                            + written.live().state()
                            + "; a comment is about a text that is being written or signed, so"
                            + " begin its next version first");
        }
        int number = register.comments(reference).size() + 1;
        if (number > MAX_COMMENTS) {
            throw new WrongState(
                    reference + " has " + MAX_COMMENTS + " comments, and cannot have more");
        }
        var added =
                new Comment(
                        reference,
                        number,
                        head.version(),
                        register.edition(reference),
                        new Clauses(head.terms(), questionnaire).find(clause),
                        by,
                        List.of());
        register.add(added);
        return added;
    }

    /** Says something to a comment that is not settled. */
    public Recorded<Comment> answer(
            Caller caller, AgreementRef reference, int number, String text) {
        return changes.make(
                caller,
                reference,
                Act.ANSWER_COMMENT,
                said(text, 1),
                (written, by) -> {
                    Comment comment = unsettled(written, number);
                    if (comment.answers().size() >= MAX_ANSWERS) {
                        throw new WrongState(
                                "comment "
                                        + number
                                        + " has "
                                        + MAX_ANSWERS
                                        + " answers, and cannot have more; settle it");
                    }
                    return replied(comment, false, by);
                });
    }

    /**
     * Says that nothing remains to be done about a comment. The agency that writes the text or
     * offered it can, and the one that made the comment.
     *
     * @param text may be empty
     */
    public Recorded<Comment> settle(
            Caller caller, AgreementRef reference, int number, String text) {
        return changes.make(
                caller,
                reference,
                Act.SETTLE_COMMENT,
                said(text, 0),
                (written, by) -> {
                    Comment comment = unsettled(written, number);
                    requireConcerned(written, comment, by.agency());
                    return replied(comment, true, by);
                });
    }

    private Comment unsettled(Written written, int number) {
        AgreementRef reference = written.live().head().reference();
        Comment found =
                register.comments(reference).stream()
                        .filter(each -> each.number() == number)
                        .findFirst()
                        .orElseThrow(() -> new NotFound(reference + " with a comment " + number));
        if (!found.open()) {
            throw new WrongState(
                    "comment " + number + " on " + reference + " is settled; make another one");
        }
        return found;
    }

    private static void requireConcerned(Written written, Comment comment, AgencyCode agency) {
        if (written.isDraftedBy(agency) || comment.said().agency().equals(agency)) {
            return;
        }
        AgencyCode drafter = written.text().head().draftedBy();
        throw new WrongAgency(
                "comment "
                        + comment.number()
                        + " is for "
                        + drafter
                        + " to settle, which writes the text, or for "
                        + comment.said().agency()
                        + ", which made it",
                drafter);
    }

    private Comment replied(Comment comment, boolean settles, Signature by) {
        var reply = new Reply(comment.answers().size() + 1, settles, by);
        register.add(comment, reply);
        return comment.with(reply);
    }

    private static String said(String text, int least) {
        var faults = new Faults();
        faults.text("text", "the comment", text.strip(), least, MAX_TEXT, true);
        faults.throwIfAny();
        return text.strip();
    }
}
