package city.datastore.platform.notices;

import java.util.Arrays;

/** What a letter about a request, a grant, an emergency or comments says. */
public enum NoticeKind {
    /** To the owner: a request waits. */
    WAITING("request-waiting"),
    /** To the owner and the requester's agency: it still waits. */
    STILL_WAITING("request-still-waiting"),
    /** To the owner's senior information risk owner: it still waits. */
    ESCALATED("request-escalated"),
    /** To the requester's agency: nobody decided it, so it is closed. */
    LAPSED("request-lapsed"),
    /** To the holder's agency: a grant ends soon. */
    ENDING("grant-ending"),
    /** To the owner: grants have to be confirmed. */
    TO_CONFIRM("grants-to-confirm"),
    /** To the owner: they end in a week. */
    LAST_CALL("grants-last-call"),
    /** To the holder's agency: nobody confirmed a grant, so it has ended. */
    UNCONFIRMED("grant-unconfirmed"),
    /** To the owner and the holder's agency: somebody opened emergency access. */
    EMERGENCY_OPENED("emergency-opened"),
    /** To the owner: its review should have been done before. */
    EMERGENCY_OVERDUE("emergency-overdue"),
    /** To the owner's senior information risk owner: nobody has reviewed it. */
    EMERGENCY_ESCALATED("emergency-escalated"),
    /** To the holder's agency: what the review found. */
    EMERGENCY_REVIEWED("emergency-reviewed"),
    /** To the agency that writes an agreement: comments on it wait to be settled. */
    COMMENTS_OPEN("comments-open"),
    /** To the agency of whoever made a comment: somebody answered or settled it. */
    COMMENT_ANSWERED("comment-answered");

    private final String word;

    NoticeKind(String word) {
        this.word = word;
    }

    /** The word for it in tables and events. */
    public String word() {
        return word;
    }

    /** Whether it goes to the senior information risk owner, where it is known who that is. */
    boolean escalated() {
        return this == ESCALATED || this == EMERGENCY_ESCALATED;
    }

    static NoticeKind of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no notice is called " + word));
    }
}
