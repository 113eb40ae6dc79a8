package city.datastore.platform.portal;

import city.datastore.agreements.Agreement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of "what needs me now": where to go, and how it stands. */
record Task(
        String text, String href, @Nullable String hint, String status, @Nullable String colour) {

    /** Something about an agreement, at its page. */
    static Task about(Agreement agreement, String status, String colour) {
        var head = agreement.head();
        return new Task(
                head.terms().title(),
                "/agreements/" + head.reference(),
                head.reference().value(),
                status,
                colour);
    }

    /**
     * Tasks that belong together.
     *
     * @param code of its heading and of what to say when there are none, in the wording file
     * @param moreHref the page with all of them
     */
    record Group(String code, List<Task> tasks, String moreHref) {
        Group {
            tasks = List.copyOf(tasks);
        }
    }
}
