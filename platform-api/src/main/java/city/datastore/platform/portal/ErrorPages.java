package city.datastore.platform.portal;

import city.datastore.platform.security.CallerArgument;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The pages for what went wrong, in the same layout as every other page. */
@Component
final class ErrorPages implements ErrorViewResolver {
    private static final Set<Integer> OWN_WORDING = Set.of(403, 404, 413, 500, 503);

    private final Show show;

    ErrorPages(Show show) {
        this.show = show;
    }

    @Override
    public ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> ignored) {
        return page(request, status, Map.of());
    }

    /** The page for that status, with what is known of the cause. */
    ModelAndView page(HttpServletRequest request, HttpStatus status, Map<String, ?> cause) {
        var model = new HashMap<String, Object>(cause);
        model.put("show", show);
        model.put("section", "");
        model.put("wording", wording(status));
        CallerArgument.of(request)
                .ifPresent(caller ->
                        model.put(
                                "me",
                                new SignedIn(
                                        caller.username(),
                                        show.agency(caller.agency()),
                                        caller.roles())));
        return new ModelAndView("pages/error", model, status);
    }

    private static int wording(HttpStatus status) {
        if (OWN_WORDING.contains(status.value())) {
            return status.value();
        }
        return status.is5xxServerError() ? 500 : 400;
    }
}
