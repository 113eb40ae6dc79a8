package city.datastore.platform.portal;

import city.datastore.access.emergency.Emergencies;
import city.datastore.access.identity.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** How emergency access was used in the last twelve months. */
@Controller
class EmergencyFiguresPage {
    private final Emergencies emergencies;

    EmergencyFiguresPage(Emergencies emergencies) {
        this.emergencies = emergencies;
    }

    @GetMapping("/emergencies/figures")
    String show(Caller caller, Model model) {
        emergencies.admitToList(caller);
        model.addAttribute(
                "figures",
                emergencies
                        .figures(caller)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "pages/emergency-figures";
    }
}
