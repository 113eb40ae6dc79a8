package city.datastore.platform.portal;

import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Says that somebody could not be signed in, and lets them try again; for anybody. */
@Controller
class SignInFailedPage {
    private final Clock clock;

    SignInFailedPage(Clock clock) {
        this.clock = clock;
    }

    @GetMapping("/sign-in/failed")
    String failed(Model model) {
        model.addAttribute("now", clock.instant());
        return "pages/sign-in-failed";
    }

    /** They gave no one-time code, or it was not confirmed; a sign-in from before goes on. */
    @GetMapping(path = "/sign-in/failed", params = StepUp.PARAMETER)
    String withoutSecondFactor(HttpServletRequest request, Model model) {
        model.addAttribute("now", clock.instant());
        model.addAttribute("without", StepUp.without(request));
        return "pages/step-up-failed";
    }
}
