package city.datastore.platform.portal;

import city.datastore.platform.security.CallerArgument;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout needs on every page: who is reading, where they are, and how values read. */
@ControllerAdvice(basePackageClasses = EveryPage.class)
final class EveryPage {
    private final Show show;

    EveryPage(Show show) {
        this.show = show;
    }

    @ModelAttribute
    void furnish(HttpServletRequest request, Model model) {
        model.addAttribute("show", show);
        model.addAttribute("section", section(request.getRequestURI()));
        CallerArgument.of(request)
                .ifPresent(caller ->
                        model.addAttribute(
                                "me",
                                new SignedIn(
                                        caller.username(),
                                        show.agency(caller.agency()),
                                        caller.roles())));
    }

    static String section(String path) {
        if (path.equals("/")) {
            return "home";
        }
        int end = path.indexOf('/', 1);
        String first = path.substring(1, end < 0 ? path.length() : end);
        return first.equals("templates") ? "agreements" : first;
    }
}
