package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.platform.datasets.Datasets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which roles an agency lets read its data, in every version. */
@Controller
@RequestMapping("/role-policies")
class RolePoliciesPage
        extends OwnerRulesPage<RolePolicyId, RolePolicy, RolePolicyAsk, RolePolicyForm> {
    private final RolePolicies policies;
    private final Words words;

    RolePoliciesPage(RolePolicies policies, Datasets datasets, Words words, Clock clock) {
        super(
                new Kind("role-policy", "role-policies", "role-policy.ended", "reason"),
                policies,
                datasets,
                words,
                clock);
        this.policies = policies;
        this.words = words;
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
            return form(caller, RolePolicyForm.about(dataset, inForce), FormErrors.none(), model);
        } catch (NameException e) {
            return scope(caller, FormErrors.of("dataset", Words.sentence(e.getMessage())), model);
        }
    }

    @PostMapping("/{id}/end")
    String end(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes next) {
        return ending(caller, id, sent, model, next);
    }

    @Override
    RolePolicyForm form(Fields fields) {
        return RolePolicyForm.of(fields);
    }

    @Override
    String form(Caller caller, RolePolicyForm form, FormErrors errors, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("actions", actions());
        model.addAttribute("roles", RolePolicyForm.choices(words));
        model.addAttribute("errors", errors);
        model.addAttribute("maxText", RolePolicyAsk.MAX_TEXT);
        return "pages/role-policy-new";
    }

    /** What somebody set meanwhile beside the form, which would now take the place of that. */
    @Override
    String overtaken(
            Caller caller,
            RolePolicyForm form,
            RolePolicyAsk ask,
            OwnerRuleException.WrongState fault,
            Model model) {
        var now = policies.inForce(caller, ask.dataset()).orElse(null);
        var theirs = RolePolicyForm.about(form.dataset(), now);
        if (theirs.replaces() == form.replaces()) {
            return super.overtaken(caller, form, ask, fault, model);
        }
        model.addAttribute("meanwhile", now);
        model.addAttribute("differences", form.differences(theirs, words));
        var errors = FormErrors.of("meanwhile", words.say("role-policy.meanwhile.look"));
        return form(caller, form.after(theirs), errors, model);
    }

    private String scope(Caller caller, FormErrors errors, Model model) {
        model.addAttribute("datasets", choices(caller, ""));
        model.addAttribute("errors", errors);
        return "pages/role-policy-scope";
    }

    /** Ways of reading by their codes. */
    static List<String> actions() {
        return Arrays.stream(ReadingAction.values()).map(ReadingAction::code).toList();
    }

    @Override
    void look(Caller caller, RolePolicyAsk ask, Model model) {
        var look = policies.preview(caller, ask).value();
        model.addAttribute("look", look);
        model.addAttribute("rows", RoleRow.of(look.wanted().roles(), words));
    }

    @Override
    RolePolicyId id(String text) {
        return RolePolicyId.parse(text);
    }

    /** What holds for every dataset of the agency. */
    @Override
    void beside(Caller caller, Model model) {
        var ours = policies.inForce(caller, null).orElse(null);
        model.addAttribute("ours", ours);
        model.addAttribute(
                "rows",
                RoleRow.of(ours == null ? RoleMatrix.builtIn() : ours.rule().roles(), words));
    }

    @Override
    void beside(RolePolicy policy, Model model) {
        model.addAttribute("rows", RoleRow.of(policy.roles(), words));
    }

    @Override
    String done(RolePolicy policy) {
        return words.say("role-policy.set", policy.version());
    }
}
