package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.requests.AccessRequest;

/**
 * By what a grant is continued, or by what its holder asks for that.
 *
 * @param word its code in the wording file, such as {@code request.renewing.pending}
 * @param href of its page
 */
record Renewing(String word, String href) {
    /** Whoever joined what somebody else asked for has a page of its terms. */
    static Renewing of(AccessRequest request, Caller holder) {
        var asked = request.asked();
        boolean mine = asked.requester().equals(holder.person());
        return new Renewing(
                "request.renewing." + request.state(),
                "/access-requests/" + asked.id() + (mine ? "" : "/terms"));
    }

    /** What is said to whoever wanted to ask for another one and is led to it. */
    String instead() {
        return word + ".instead";
    }
}
