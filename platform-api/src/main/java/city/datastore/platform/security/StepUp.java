package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.web.savedrequest.RequestCache;

/** Sends a person to sign in with their second factor, and back to the page they were on. */
public final class StepUp {
    /**
     * Sooner than anybody types a code; only a browser that is sent in a circle is back by then.
     */
    static final Duration CIRCLE = Duration.ofSeconds(10);

    private static final String SENT = StepUp.class.getName() + ".sent";

    private final RequestCache visited;
    private final Clock clock;

    StepUp(RequestCache visited, Clock clock) {
        this.visited = visited;
        this.clock = clock;
    }

    /**
     * Where a page that takes the second factor sends who has not given it.
     *
     * @throws NotSeenException when they come from there, and the sign-in said nothing of it
     */
    public String first(HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession();
        var now = clock.instant();
        if (session.getAttribute(SENT) instanceof Instant sent && now.isBefore(sent.plus(CIRCLE))) {
            session.removeAttribute(SENT);
            throw new NotSeenException();
        }
        session.setAttribute(SENT, now);
        visited.saveRequest(request, response);
        return "redirect:" + SignInRequests.PATH + "?" + SignInRequests.STEP_UP;
    }

    /** The realm does not say when a second factor was given, or says so in another claim. */
    public static final class NotSeenException extends RuntimeException {
        NotSeenException() {
            super(
                    "your sign-in does not say that you have just given a one-time code, which this"
                            + " page needs; try again, and if it comes back here, tell whoever runs"
                            + " the platform: the sign-in has to say when a second factor was given");
        }
    }
}
