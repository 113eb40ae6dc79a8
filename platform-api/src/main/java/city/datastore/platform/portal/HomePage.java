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
    private final HomeTasks tasks;
    private final AdviserTasks advice;
    private final Gatekeeper gatekeeper;

    HomePage(HomeTasks tasks, AdviserTasks advice, Gatekeeper gatekeeper) {
        this.tasks = tasks;
        this.advice = advice;
        this.gatekeeper = gatekeeper;
    }

    @GetMapping("/")
    String home(Optional<Caller> reader, Model model) {
        if (reader.isEmpty()) {
            return "pages/start";
        }
        Caller caller = reader.get();
        List<Task.Group> groups = new ArrayList<>();
        var urgent = tasks.ofEmergencies(caller);
        if (!urgent.tasks().isEmpty()) {
            groups.add(urgent);
        }
        if (caller.is(Role.IG_LEAD)) {
            groups.addAll(tasks.ofLead(caller));
            var said = tasks.ofComments(caller);
            if (!said.tasks().isEmpty()) {
                groups.add(said);
            }
        }
        if (caller.is(Role.SIRO) || caller.is(Role.CALDICOTT_GUARDIAN)) {
            groups.add(tasks.ofOffice(caller));
        }
        if (caller.is(Role.DPO)) {
            groups.addAll(advice.of(caller));
        }
        if (caller.is(Role.OFFICER)) {
            groups.addAll(tasks.ofOfficer(caller));
        }
        if (caller.is(Role.DATA_STEWARD)) {
            groups.addAll(tasks.ofSteward(caller));
        }
        if (caller.is(Role.AUDITOR)) {
            groups.addAll(tasks.ofAuditor(caller));
        }
        model.addAttribute("groups", groups);
        model.addAttribute("hasRole", !caller.roles().isEmpty());
        model.addAttribute(
                "emergencies",
                Possible.is(gatekeeper, caller, Act.LIST_EMERGENCIES, new Target.OfList()));
        model.addAttribute("steward", caller.is(Role.DATA_STEWARD));
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        return "pages/home";
    }
}
