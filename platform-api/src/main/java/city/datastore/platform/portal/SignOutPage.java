package city.datastore.platform.portal;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Asks before signing out; the answer is taken by the security filter. */
@Controller
class SignOutPage {
    @GetMapping("/sign-out")
    String confirm() {
        return "pages/sign-out";
    }
}
