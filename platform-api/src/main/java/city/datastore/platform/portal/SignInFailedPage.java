package city.datastore.platform.portal;

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
}
