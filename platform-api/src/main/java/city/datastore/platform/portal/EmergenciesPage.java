package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangement;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Duties;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.paging.Page;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Emergency access: where it starts, and what there was of it. */
@Controller
class EmergenciesPage {
    private static final int SHOWN = 50;

    private final Emergencies emergencies;
    private final Arrangements arrangements;
    private final Duties duties;
    private final Clock clock;

    EmergenciesPage(
            Emergencies emergencies, Arrangements arrangements, Duties duties, Clock clock) {
        this.emergencies = emergencies;
        this.arrangements = arrangements;
        this.duties = duties;
        this.clock = clock;
    }

    @GetMapping("/emergencies")
    String list(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String arranged,
            Model model) {
        emergencies.admitToList(caller);
        var found = Listed.page(SHOWN, cursor, part -> emergencies.list(caller, null, null, part));
        model.addAttribute("found", found.items());
        model.addAttribute("now", clock.instant());
        model.addAttribute("officer", caller.is(Role.OFFICER));
        model.addAttribute("onDuty", !duties.own(caller).isEmpty());
        var usable =
                Listed.page(Page.MAX_ITEMS, arranged, part -> arrangements.usable(caller, part));
        model.addAttribute("usable", usable.items().stream().map(Arrangement::arranged).toList());
        model.addAttribute(
                "usableHref",
                usable.next() == null
                        ? null
                        : Link.to("/emergencies").with("arranged", usable.next()).toString());
        model.addAttribute("lead", caller.is(Role.IG_LEAD));
        model.addAttribute("oversees", caller.is(Role.IG_LEAD) || caller.is(Role.AUDITOR));
        model.addAttribute("firstHref", cursor == null ? null : "/emergencies");
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to("/emergencies").with("cursor", found.next()).toString());
        return "pages/emergencies";
    }
}
