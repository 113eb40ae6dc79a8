package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.savedrequest.RequestCache;

/** Sends a person to sign in with their second factor, and back to the page they were on. */
public final class StepUp {
    private final RequestCache visited;

    StepUp(RequestCache visited) {
        this.visited = visited;
    }

    /** Where a page that takes the second factor sends who has not given it. */
    public String first(HttpServletRequest request, HttpServletResponse response) {
        visited.saveRequest(request, response);
        return "redirect:" + SignInRequests.PATH + "?" + SignInRequests.STEP_UP;
    }
}
