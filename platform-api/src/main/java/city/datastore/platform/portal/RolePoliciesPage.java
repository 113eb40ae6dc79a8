package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.Target;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.access.rolepolicies.RolePolicyEntry;
import city.datastore.access.rolepolicies.RolePolicyException;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.datasets.DatasetQuery;
import city.datastore.platform.datasets.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Which roles an agency lets read its data: a list of every version, a form with a look at whom the
 * next one would stop, and ending.
 */
@Controller
@RequestMapping("/role-policies")
class RolePoliciesPage {
    private static final int SHOWN = 50;
    private static final PageRequest OURS = new PageRequest(200, null);

    private final RolePolicies policies;
    private final Datasets datasets;
    private final Gatekeeper gatekeeper;
    private final Words words;

    RolePoliciesPage(RolePolicies policies, Datasets datasets, Gatekeeper gatekeeper, Words words) {
        this.policies = policies;
        this.datasets = datasets;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    @GetMapping
    String list(
            Caller caller, @RequestParam(required = false) @Nullable String cursor, Model model) {
        policies.admitToList(caller, null);
        var found = policies.list(caller, null, false, new PageRequest(SHOWN, cursor));
        var ours = policies.inForce(caller, null).orElse(null);
        model.addAttribute("found", found.items());
        model.addAttribute("ours", ours);
        model.addAttribute(
                "rows",
                RoleRow.of(ours == null ? RoleMatrix.builtIn() : ours.policy().roles(), words));
        model.addAttribute("maySet", maySet(caller));
        model.addAttribute("firstHref", cursor == null ? null : "/role-policies");
        model.addAttribute(
                "nextHref",
                found.next() == null
                        ? null
                        : Link.to("/role-policies").with("cursor", found.next()).toString());
        return "pages/role-policies";
    }

    /** First on which data, then which roles, starting from what is in force on it. */
    @GetMapping("/new")
    String write(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        policies.admitToList(caller, null);
        var fields = new Fields(sent);
        if (!fields.has("dataset")) {
            return scope(caller, FormErrors.none(), model);
        }
        var dataset = fields.text("dataset");
        try {
            var on = dataset.isEmpty() ? null : DatasetId.parse(dataset);
            var inForce = policies.inForce(caller, on).orElse(null);
            return form(RolePolicyForm.about(dataset, inForce), FormErrors.none(), model);
        } catch (NameException e) {
            return scope(caller, FormErrors.of("dataset", Words.sentence(e.getMessage())), model);
        }
    }

    /** Shows whom it would stop, before anybody is. */
    @PostMapping("/check")
    String check(Caller caller, @RequestParam MultiValueMap<String, String> sent, Model model) {
        var fields = new Fields(sent);
        var form = RolePolicyForm.of(fields);
        var errors = FormErrors.none();
        var ask = fields.has("change") ? null : form.read(errors, words);
        if (ask != null && exists(caller, ask, errors)) {
            try {
                var look = policies.preview(caller, ask).value();
                model.addAttribute("look", look);
                model.addAttribute("rows", RoleRow.of(look.wanted().roles(), words));
                model.addAttribute("form", form);
                return "pages/role-policy-check";
            } catch (RolePolicyException.BadField e) {
                add(errors, e);
            }
        }
        return form(form, errors, model);
    }

    @PostMapping
    String set(
            Caller caller,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        var form = RolePolicyForm.of(new Fields(sent));
        var errors = FormErrors.none();
        var ask = form.read(errors, words);
        if (ask != null && exists(caller, ask, errors)) {
            try {
                var set = policies.set(caller, ask).value();
                next.addFlashAttribute(
                        "done", words.say("role-policy.set", set.policy().version()));
                return "redirect:/role-policies";
            } catch (RolePolicyException.BadField e) {
                add(errors, e);
            } catch (RolePolicyException.WrongState e) {
                return overtaken(caller, form, ask.dataset(), e, model);
            }
        }
        return form(form, errors, model);
    }

    /** What somebody set meanwhile beside the form, which would now take the place of that. */
    private String overtaken(
            Caller caller,
            RolePolicyForm form,
            @Nullable DatasetId dataset,
            RolePolicyException.WrongState fault,
            Model model) {
        var now = policies.inForce(caller, dataset).orElse(null);
        var theirs = RolePolicyForm.about(form.dataset(), now);
        if (theirs.replaces() == form.replaces()) {
            return form(form, FormErrors.of("reason", Words.sentence(fault.getMessage())), model);
        }
        model.addAttribute("meanwhile", now);
        model.addAttribute("differences", form.differences(theirs, words));
        return form(form.after(theirs), FormErrors.none(), model);
    }

    @GetMapping("/{id}")
    String see(Caller caller, @PathVariable String id, Model model) {
        return show(caller, found(caller, id), "", FormErrors.none(), model);
    }

    @PostMapping("/{id}/end")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        String reason = new Fields(sent).text("reason");
        var errors = FormErrors.none();
        AskForm.checkText(errors, "reason", reason, "role-policy.reason.missing", words);
        if (!errors.any()) {
            try {
                policies.end(caller, parsed(id), reason);
                next.addFlashAttribute("done", words.say("role-policy.ended"));
                return "redirect:/role-policies";
            } catch (RolePolicyException.WrongState e) {
                errors.add("reason", Words.sentence(e.getMessage()));
            } catch (RolePolicyException.NotFound _) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        return show(caller, found(caller, id), reason, errors, model);
    }

    private static void add(FormErrors errors, RolePolicyException.BadField fault) {
        errors.add(
                FormErrors.field(fault.field(), RolePolicyForm.FIELDS, "reason"),
                Words.sentence(fault.getMessage()));
    }

    /** Nobody narrows what is not there; whose it is, the gate and the ask look at. */
    private boolean exists(Caller caller, RolePolicyAsk ask, FormErrors errors) {
        var dataset = ask.dataset();
        try {
            if (dataset != null) {
                datasets.see(caller, dataset);
            }
            return true;
        } catch (DatasetException.NotFound _) {
            errors.add("reason", words.say("role-policy.dataset.not-ours", dataset));
            return false;
        }
    }

    private RolePolicyEntry found(Caller caller, String id) {
        try {
            return policies.see(caller, parsed(id)).value();
        } catch (RolePolicyException.NotFound _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static RolePolicyId parsed(String id) {
        try {
            return RolePolicyId.parse(id);
        } catch (NameException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private String scope(Caller caller, FormErrors errors, Model model) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", words.say("role-policy.dataset.all")));
        var agency = caller.agency();
        if (agency != null) {
            datasets.find(caller, new DatasetQuery(null, agency, null, null), OURS)
                    .items()
                    .forEach(each -> choices.add(new Choice(each.id().toString(), each.title())));
        }
        model.addAttribute("datasets", choices);
        model.addAttribute("errors", errors);
        return "pages/role-policy-scope";
    }

    private String form(RolePolicyForm form, FormErrors errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("actions", actions());
        model.addAttribute("roles", RolePolicyForm.choices(words));
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", RolePolicyAsk.MAX_TEXT);
        return "pages/role-policy-new";
    }

    /** Ways of reading by their codes. */
    static List<String> actions() {
        return Arrays.stream(ReadingAction.values()).map(ReadingAction::code).toList();
    }

    private String show(
            Caller caller, RolePolicyEntry one, String reason, FormErrors errors, Model model) {
        var policy = one.policy();
        model.addAttribute("one", one);
        model.addAttribute("rows", RoleRow.of(policy.roles(), words));
        model.addAttribute(
                "mayEnd",
                one.stands()
                        && Possible.is(
                                gatekeeper,
                                caller,
                                Act.END_ROLE_POLICY,
                                new Target.OfRolePolicy(
                                        policy.id(), policy.owner(), policy.dataset())));
        model.addAttribute("reason", reason);
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", RolePolicyAsk.MAX_TEXT);
        return "pages/role-policy";
    }

    private boolean maySet(Caller caller) {
        var agency = caller.agency();
        return agency != null
                && Possible.is(
                        gatekeeper,
                        caller,
                        Act.SET_ROLE_POLICY,
                        new Target.OfRolePolicy(null, agency, null));
    }
}
