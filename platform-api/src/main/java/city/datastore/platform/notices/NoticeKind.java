package city.datastore.platform.notices;

import java.util.Arrays;

/** What a letter about a request or a grant says. */
public enum NoticeKind {
    /** To the owner: a request waits. */
    WAITING("request-waiting"),
    /** To the owner and the requester's agency: it still waits. */
    STILL_WAITING("request-still-waiting"),
    /** To the requester's agency: nobody decided it, so it is closed. */
    LAPSED("request-lapsed"),
    /** To the holder's agency: a grant ends soon. */
    ENDING("grant-ending"),
    /** To the owner: grants have to be confirmed. */
    TO_CONFIRM("grants-to-confirm"),
    /** To the owner: they end in a week. */
    LAST_CALL("grants-last-call"),
    /** To the holder's agency: nobody confirmed a grant, so it has ended. */
    UNCONFIRMED("grant-unconfirmed");

    private final String word;

    NoticeKind(String word) {
        this.word = word;
    }

    /** The word for it in tables and events. */
    public String word() {
        return word;
    }

    static NoticeKind of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no notice is called " + word));
    }
}
