package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.savedrequest.RequestCache;

/** Sends a person to sign in with their second factor, and back to the page they were on. */
public final class StepUp {
    /** Says in addresses that it is about the second factor. */
    public static final String PARAMETER = "step-up";

    /**
     * Sooner than anybody types a code; only a browser that is sent in a circle is back by then.
     */
    static final Duration CIRCLE = Duration.ofSeconds(10);

    private static final String SENT = StepUp.class.getName() + ".sent";
    private static final String FROM = StepUp.class.getName() + ".from";
    private static final String UNDER_WAY = StepUp.class.getName() + ".under-way";

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
        session.setAttribute(FROM, request.getRequestURI());
        visited.saveRequest(request, response);
        return "redirect:" + SignInRequests.PATH + "?" + PARAMETER;
    }

    /**
     * Somebody is being sent to sign in for their second factor.
     *
     * @param state by which they come back (RFC 6749 §4.1.1)
     */
    static void begun(HttpServletRequest request, String state) {
        request.getSession().setAttribute(UNDER_WAY, state);
    }

    /**
     * Whether what failed was the last sign-in for the second factor; whoever comes back is in no
     * circle.
     */
    static boolean failed(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(UNDER_WAY) instanceof String state)
                || !state.equals(request.getParameter(OAuth2ParameterNames.STATE))) {
            return false;
        }
        session.removeAttribute(UNDER_WAY);
        session.removeAttribute(SENT);
        return true;
    }

    /**
     * Where somebody goes on who does without: the page above the one that takes the second factor,
     * or the first one.
     */
    public static String without(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(FROM) instanceof String from
                ? above(from)
                : "/";
    }

    private static String above(String page) {
        int last = page.lastIndexOf('/');
        return last <= 0 ? "/" : page.substring(0, last);
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
