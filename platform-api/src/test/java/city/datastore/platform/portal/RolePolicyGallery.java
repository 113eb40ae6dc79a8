package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.ownerrules.Readers;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.rolepolicies.Outlook;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RolePolicyId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;

/** The pages of role policies, in every state worth looking at. */
final class RolePolicyGallery {
    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final DatasetId SPEND = DatasetId.parse("brent/council-spend");
    private static final RoleMatrix GUARDIANS =
            new RoleMatrix.Named(
                    Map.of(
                            ReadingAction.READ_UNDER_AGREEMENT,
                            Set.of(Role.CALDICOTT_GUARDIAN, Role.SIRO),
                            ReadingAction.READ_OWN_DATA,
                            Set.of(Role.DATA_STEWARD)));

    private final Words words = new RenderedPages().words();
    private final Gallery.Wall wall;

    RolePolicyGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    void show() {
        var first = entry(RoleMatrix.builtIn(), SPEND, 1, ending());
        var second = entry(GUARDIANS, SPEND, 2, null);
        var ours = entry(RoleMatrix.builtIn(), null, 4, null);
        var broken = entry(new RoleMatrix.Unreadable(), SPEND, 3, null);
        list("role-policies", List.of(ours, broken, second, first), ours, true);
        list("role-policies-none", List.of(), null, false);

        wall.page(
                "role-policy-scope",
                "role-policy-scope",
                "role-policies",
                LEAD,
                Map.of(
                        "datasets",
                        List.of(
                                new Choice("", words.say("role-policy.dataset.all")),
                                new Choice("brent/council-spend", "Council spending")),
                        "errors",
                        FormErrors.none()));
        form(
                "role-policy-new",
                RolePolicyForm.about("brent/council-spend", second),
                FormErrors.none());
        form("role-policy-new-first", RolePolicyForm.about("", null), FormErrors.none());
        var errors = FormErrors.none();
        var sent = new LinkedMultiValueMap<String, String>();
        sent.addAll("roles-read-own-data", List.of("data-steward", RolePolicyForm.NOBODY));
        sent.add("roles-read-in-emergency", RolePolicyForm.NOBODY);
        var faulty = RolePolicyForm.of(new Fields(sent));
        faulty.read(errors, words);
        form("role-policy-new-error", faulty, errors);

        overtaken("role-policy-new-overtaken", second);
        overtaken("role-policy-new-meanwhile-ended", null);

        var spending = new Reach.OfAgency(new AgencyCode("gla"), 52, 61, 1);
        var officers =
                new Readers(
                        new Reach(
                                List.of(
                                        spending,
                                        new Reach.OfAgency(new AgencyCode("camden"), 1, 1, 1))),
                        List.of(
                                new Readers.Reader(new AgencyCode("camden"), "camden.officer"),
                                new Readers.Reader(new AgencyCode("gla"), "gla.officer")));
        var nobody = new Readers(new Reach(List.of()), List.of());
        check("role-policy-check", GUARDIANS, first.rule(), officers, nobody);
        check("role-policy-check-nobody", RoleMatrix.builtIn(), null, nobody, officers);

        one("role-policy", second, FormErrors.none());
        one("role-policy-ended", first, FormErrors.none());
        one("role-policy-unreadable", broken, FormErrors.none());
        one(
                "role-policy-error",
                ours,
                FormErrors.of("reason", words.say("role-policy.reason.missing")));
    }

    private void list(
            String name,
            List<RuleEntry<RolePolicy>> found,
            @Nullable RuleEntry<RolePolicy> ours,
            boolean maySet) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("found", found);
        model.put("ours", ours);
        model.put(
                "rows",
                RoleRow.of(ours == null ? RoleMatrix.builtIn() : ours.rule().roles(), words));
        model.put("now", Samples.NOW);
        model.put("maySet", maySet);
        model.put("firstHref", null);
        model.put("nextHref", found.isEmpty() ? null : "/role-policies?cursor=x");
        wall.page(name, "role-policies", "role-policies", LEAD, model);
    }

    private void form(String name, RolePolicyForm form, FormErrors errors) {
        wall.page(name, "role-policy-new", "role-policies", LEAD, written(form, errors));
    }

    /** Somebody else set another version, or ended it, before this form was sent. */
    private void overtaken(String name, @Nullable RuleEntry<RolePolicy> now) {
        var form = RolePolicyForm.about("brent/council-spend", null);
        var theirs = RolePolicyForm.about("brent/council-spend", now);
        var model =
                written(
                        form.after(theirs),
                        FormErrors.of("meanwhile", words.say("role-policy.meanwhile.look")));
        model.put("meanwhile", now);
        model.put("differences", form.differences(theirs, words));
        wall.page(name, "role-policy-new", "role-policies", LEAD, model);
    }

    private Map<String, @Nullable Object> written(RolePolicyForm form, FormErrors errors) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("form", form);
        model.put("actions", RolePoliciesPage.actions());
        model.put("roles", RolePolicyForm.choices(words));
        model.put("errors", errors);
        model.put("maxText", RolePolicyAsk.MAX_TEXT);
        return model;
    }

    private void check(
            String name,
            RoleMatrix roles,
            @Nullable RolePolicy replaced,
            Readers stopped,
            Readers letIn) {
        var wanted = entry(roles, SPEND, 2, null);
        wall.page(
                name,
                "role-policy-check",
                "role-policies",
                LEAD,
                Map.of(
                        "form",
                        RolePolicyForm.about("brent/council-spend", wanted),
                        "rows",
                        RoleRow.of(roles, words),
                        "look",
                        new Outlook(
                                wanted.rule(),
                                replaced,
                                stopped,
                                letIn,
                                replaced == null ? 0 : 2)));
    }

    private void one(String name, RuleEntry<RolePolicy> one, FormErrors errors) {
        wall.page(
                name,
                "role-policy",
                "role-policies",
                LEAD,
                Map.of(
                        "one",
                        one,
                        "rows",
                        RoleRow.of(one.rule().roles(), words),
                        "stands",
                        one.ending() == null,
                        "mayEnd",
                        one.ending() == null,
                        "reason",
                        "",
                        "errors",
                        errors,
                        "maxText",
                        RolePolicyAsk.MAX_TEXT));
    }

    private static RuleEntry<RolePolicy> entry(
            RoleMatrix roles,
            @Nullable DatasetId dataset,
            int version,
            RuleEntry.@Nullable Ending ending) {
        return new RuleEntry<>(
                new RolePolicy(
                        RolePolicyId.at(Samples.NOW), Samples.BRENT, dataset, version, roles),
                "Health data is in it.",
                new PersonId("p-brent"),
                "brent.ig",
                Samples.NOW.minus(Duration.ofDays(2)),
                ending);
    }

    private static RuleEntry.Ending ending() {
        return new RuleEntry.Ending(
                new PersonId("p-brent"), "brent.ig", Samples.NOW, "Guardians only from now on.");
    }
}
