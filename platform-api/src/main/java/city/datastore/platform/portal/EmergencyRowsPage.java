package city.datastore.platform.portal;

import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyException;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.NameException;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Opened;
import city.datastore.platform.datasets.Reading;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** What emergency access shows about its one person, on a page, so that no file has to be kept. */
@Controller
class EmergencyRowsPage {
    private final Emergencies emergencies;
    private final EmergencyDesk desk;
    private final Datasets datasets;
    private final StepUp stepUp;

    EmergencyRowsPage(
            Emergencies emergencies, EmergencyDesk desk, Datasets datasets, StepUp stepUp) {
        this.emergencies = emergencies;
        this.desk = desk;
        this.datasets = datasets;
        this.stepUp = stepUp;
    }

    /**
     * A reading like that of the file: decided at the gate, and a release on the record; HEAD is
     * decided and released nothing.
     */
    @GetMapping("/emergencies/{id}/rows")
    @Nullable String look(
            Caller caller,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        var one = found(caller, id).access();
        var reading = new Reading(one.dataset(), null, null, null, one.id());
        try (Opened opened = datasets.open(caller, reading)) {
            response.setHeader("Audit-Event", opened.pass().event().toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (HttpMethod.HEAD.matches(request.getMethod())) {
                return null;
            }
            var shown = opened.show();
            model.addAttribute("one", one);
            model.addAttribute("version", opened.version());
            model.addAttribute("rows", shown.rows());
            model.addAttribute("more", shown.more());
            model.addAttribute("call", desk.call(one.dataset()));
            return "pages/emergency-rows";
        } catch (RefusedException e) {
            if (!e.takesSecondFactor()) {
                throw e;
            }
            return stepUp.first(request, response);
        }
    }

    private Emergency found(Caller caller, String id) {
        try {
            return emergencies.see(caller, EmergencyId.parse(id)).value();
        } catch (EmergencyException.NotFound | NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
