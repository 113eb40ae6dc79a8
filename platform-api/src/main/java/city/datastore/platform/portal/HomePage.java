package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What needs me now; for somebody who has not signed in, what this is. */
@Controller
class HomePage {
    private final EmergencyTasks emergencies;
    private final LeadTasks leads;
    private final OfficeTasks offices;
    private final AdviserTasks advisers;
    private final OfficerTasks officers;
    private final StewardTasks stewards;
    private final AuditorTasks auditors;
    private final Gatekeeper gatekeeper;

    HomePage(
            EmergencyTasks emergencies,
            LeadTasks leads,
            OfficeTasks offices,
            AdviserTasks advisers,
            OfficerTasks officers,
            StewardTasks stewards,
            AuditorTasks auditors,
            Gatekeeper gatekeeper) {
        this.emergencies = emergencies;
        this.leads = leads;
        this.offices = offices;
        this.advisers = advisers;
        this.officers = officers;
        this.stewards = stewards;
        this.auditors = auditors;
        this.gatekeeper = gatekeeper;
    }

    @GetMapping("/")
    String home(Optional<Caller> reader, Model model) {
        if (reader.isEmpty()) {
            return "pages/start";
        }
        Caller caller = reader.get();
        model.addAttribute("groups", groups(caller));
        model.addAttribute("hasRole", !caller.roles().isEmpty());
        model.addAttribute(
                "emergencies",
                Possible.is(gatekeeper, caller, Act.LIST_EMERGENCIES, new Target.OfList()));
        model.addAttribute("steward", caller.is(Role.DATA_STEWARD));
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        return "pages/home";
    }

    /** For each role of theirs, in this order. */
    private List<Task.Group> groups(Caller caller) {
        var groups = new ArrayList<>(emergencies.of(caller));
        if (caller.is(Role.IG_LEAD)) {
            groups.addAll(leads.of(caller));
        }
        if (caller.is(Role.SIRO) || caller.is(Role.CALDICOTT_GUARDIAN)) {
            groups.addAll(offices.of(caller));
        }
        if (caller.is(Role.DPO)) {
            groups.addAll(advisers.of(caller));
        }
        if (caller.is(Role.OFFICER)) {
            groups.addAll(officers.of(caller));
        }
        if (caller.is(Role.DATA_STEWARD)) {
            groups.addAll(stewards.of(caller));
        }
        if (caller.is(Role.AUDITOR)) {
            groups.addAll(auditors.of(caller));
        }
        return groups;
    }
}
