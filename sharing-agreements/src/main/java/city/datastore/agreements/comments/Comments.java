package city.datastore.agreements.comments;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of comments. Each goes through the gate first; inside the transaction the agreement
 * is held, so that a comment is about the text that is there.
 */
public final class Comments {
    /** Longest comment or answer, in characters. */
    public static final int MAX_TEXT = 2_000;

    /** Most comments of one party on one agreement. */
    public static final int MAX_COMMENTS = 500;

    /** Most answers to one comment, besides the one that settles it. */
    public static final int MAX_ANSWERS = 50;

    private final CommentRegister register;
    private final Questionnaire questionnaire;
    private final CommentChanges changes;
    private final CommentBell bell;
    private final Clock clock;

    public Comments(
            Gatekeeper gate,
            AgreementRegister agreements,
            VariationRegister variations,
            CommentRegister register,
            Questionnaire questionnaire,
            CommentBell bell,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.register = register;
        this.questionnaire = questionnaire;
        this.bell = bell;
        this.clock = clock;
        this.changes =
                new CommentChanges(gate, agreements, variations, outbox, transactions, clock);
    }

    /**
     * Every comment on the agreement, oldest first, for everybody who may see it; for a party that
     * left up to the version that it left.
     */
    public Recorded<List<Comment>> see(Caller caller, AgreementRef reference) {
        var event = changes.admit(caller, reference, Act.SEE_AGREEMENT);
        return new Recorded<>(glance(caller, reference), event);
    }

    /** The same, unrecorded, for a page whose reader has been let through to the agreement. */
    public List<Comment> glance(Caller caller, AgreementRef reference) {
        int last = changes.lastVersionFor(caller, reference);
        return glance(reference).stream().filter(each -> each.version() <= last).toList();
    }

    /** Every one, unrecorded, for who has been let through to the text that they are about. */
    public List<Comment> glance(AgreementRef reference) {
        return register.comments(reference);
    }

    /** That comment, unrecorded, for the letter that tells of its answer. */
    public Optional<Comment> glance(AgreementRef reference, int number) {
        return glance(reference).stream().filter(each -> each.number() == number).findFirst();
    }

    /** Those on that version that nobody has settled, for the page that writes it. */
    public List<Comment> open(AgreementRef reference, int version) {
        return glance(reference).stream()
                .filter(each -> each.open() && each.version() == version)
                .toList();
    }

    /** Texts that the caller's agency writes and that have comments nobody has settled. */
    public List<OpenComments> toSettle(Caller caller, int limit) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : register.openOf(agency, clock.instant(), limit);
    }

    /** Every text with comments that nobody has settled, some at a time, for the letters. */
    public List<OpenComments> unsettled(@Nullable AgreementRef after, int limit) {
        return register.open(clock.instant(), after, limit);
    }

    /** The comments on an agreement that nobody has settled. */
    public Optional<OpenComments> unsettledOn(AgreementRef reference) {
        return register.openOn(reference, clock.instant());
    }

    /**
     * What somebody can do about the comments on an agreement.
     *
     * @param comment whether there is a text to comment on, and they may
     * @param settle whether they may settle comments of other agencies
     */
    public record Can(boolean comment, boolean answer, boolean settle) {}

    /** Whether the caller may settle that one, where they can do that. */
    public static boolean settles(Caller caller, Comment comment, Can can) {
        return can.settle() || (can.answer() && isTheirs(caller, comment));
    }

    /** A lead speaks for the agency; whoever holds an office for themselves. */
    private static boolean isTheirs(Caller caller, Comment comment) {
        return caller.is(Role.IG_LEAD)
                ? caller.of(comment.said().agency())
                : caller.person().equals(comment.said().person());
    }

    /** What the caller could do now, for a page that offers it; nothing is recorded. */
    public Can can(Caller caller, AgreementRef reference) {
        return changes.can(caller, reference);
    }

    /** Why the caller may not comment on it, empty where they may; nothing is recorded. */
    public Optional<Judgement.Refused> refusal(Caller caller, AgreementRef reference) {
        return changes.refusal(caller, reference);
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
        List<Comment> before = register.comments(reference);
        long theirs =
                before.stream().filter(each -> each.said().agency().equals(by.agency())).count();
        if (theirs >= MAX_COMMENTS) {
            throw new WrongState(
                    by.agency()
                            + " has made "
                            + MAX_COMMENTS
                            + " comments on "
                            + reference
                            + ", and cannot make more; answer one that is there");
        }
        var added =
                new Comment(
                        reference,
                        before.size() + 1,
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
     * Says that nothing remains to be done about a comment. The leads of the agency that writes the
     * text or offered it can, those of the one that made the comment, and whoever made it.
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
                    requireConcerned(caller, written, comment, by.agency());
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

    private static void requireConcerned(
            Caller caller, Written written, Comment comment, AgencyCode agency) {
        if ((caller.is(Role.IG_LEAD) && written.isDraftedBy(agency)) || isTheirs(caller, comment)) {
            return;
        }
        AgencyCode drafter = written.text().head().draftedBy();
        throw new WrongAgency(
                "comment "
                        + comment.number()
                        + " is for the information governance leads of "
                        + drafter
                        + " to settle, which writes the text, for those of "
                        + comment.said().agency()
                        + ", which made it, or for whoever made it",
                drafter);
    }

    private Comment replied(Comment comment, boolean settles, Signature by) {
        var reply = new Reply(comment.answers().size() + 1, settles, by);
        register.add(comment, reply);
        Comment replied = comment.with(reply);
        if (!by.person().equals(comment.said().person())) {
            bell.replied(replied);
        }
        return replied;
    }

    private static String said(String text, int least) {
        var faults = new Faults();
        faults.text("text", "the comment", text.strip(), least, MAX_TEXT, true);
        faults.throwIfAny();
        return text.strip();
    }
}
