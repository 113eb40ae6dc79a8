package city.datastore.platform.portal;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The accessibility statement, in the form that the Regulations of 2018 ask for. */
@Controller
class AccessibilityPage {
    @GetMapping("/accessibility")
    String statement() {
        return "pages/accessibility";
    }
}
