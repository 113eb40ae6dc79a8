package city.datastore.platform.portal;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Hours;
import city.datastore.access.policy.NetworkBlock;
import city.datastore.access.policy.Networks;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of conditions of access, in every state worth looking at. */
final class ConditionGallery {
    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final DatasetId SPEND = DatasetId.parse("brent/council-spend");
    private static final Demand OFFICE =
            new Hours(
                    List.of(
                            new Hours.Window(
                                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 480, 1080)));
    private static final Demand HALL =
            new Networks(
                    "City Hall",
                    List.of(
                            NetworkBlock.parse("192.0.2.0/24"),
                            NetworkBlock.parse("2001:db8::/32")));

    private final Words words = new RenderedPages().words();
    private final Gallery.Wall wall;

    ConditionGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    void show() {
        var office = entry(OFFICE, SPEND, null);
        var hall = entry(HALL, null, null);
        var over = entry(new Demand.SecondFactor(), SPEND, ending());
        var broken = entry(new Demand.Unreadable(), SPEND, null);
        list("conditions", List.of(office, hall, over, broken), true);
        list("conditions-none", List.of(), false);

        kind("condition-kind", FormErrors.none());
        kind("condition-kind-error", FormErrors.of("kind", words.say("condition.kind.missing")));
        for (var code : List.of("hours", "second-factor", "networks")) {
            form(
                    "condition-new-" + code,
                    ConditionForm.about(code, "brent/council-spend"),
                    FormErrors.none());
        }
        for (var code : List.of("hours", "networks")) {
            var errors = FormErrors.none();
            var empty = ConditionForm.about(code, null);
            empty.read(errors, words);
            form("condition-new-" + code + "-error", empty, errors);
        }

        check(
                "condition-check",
                "hours",
                OFFICE,
                new Reach(
                        List.of(
                                new Reach.OfAgency(new AgencyCode("gla"), 2, 3, 1),
                                new Reach.OfAgency(new AgencyCode("camden"), 1, 1, 1))));
        check("condition-check-nobody", "networks", HALL, new Reach(List.of()));

        one("condition", hall, FormErrors.none());
        one("condition-ended", over, FormErrors.none());
        one(
                "condition-error",
                office,
                FormErrors.of("reason", words.say("condition.reason.missing")));
    }

    private void list(String name, List<RuleEntry<AccessCondition>> found, boolean maySet) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("found", found);
        model.put("now", Samples.NOW);
        model.put("maySet", maySet);
        model.put("firstHref", null);
        model.put("nextHref", found.isEmpty() ? null : "/conditions?cursor=x");
        wall.page(name, "conditions", "conditions", LEAD, model);
    }

    private void kind(String name, FormErrors errors) {
        wall.page(
                name,
                "condition-kind",
                "conditions",
                LEAD,
                Map.of(
                        "form",
                        ConditionForm.about(null, "brent/council-spend"),
                        "kinds",
                        ConditionForm.kinds(words),
                        "errors",
                        errors));
    }

    private void form(String name, ConditionForm form, FormErrors errors) {
        wall.page(
                name,
                "condition-new",
                "conditions",
                LEAD,
                Map.of(
                        "days",
                        ConditionForm.days(words),
                        "datasets",
                        List.of(
                                new Choice("", words.say("condition.dataset.all")),
                                new Choice("brent/council-spend", "Council spending")),
                        "form",
                        form,
                        "errors",
                        errors,
                        "maxText",
                        ConditionAsk.MAX_TEXT));
    }

    private void check(String name, String kind, Demand demand, Reach reach) {
        boolean network = kind.equals("networks");
        var form =
                new ConditionForm(
                        kind,
                        "brent/council-spend",
                        List.of(
                                new ConditionForm.Window(
                                        List.of("monday", "friday"), "08:00", "18:00"),
                                new ConditionForm.Window(List.of(), "", "")),
                        network ? "City Hall" : "",
                        network ? "192.0.2.0/24\n2001:db8::/32" : "",
                        "Somebody has to be there.");
        wall.page(
                name,
                "condition-check",
                "conditions",
                LEAD,
                Map.of("form", form, "look", new Conditions.Look(condition(demand, SPEND), reach)));
    }

    private void one(String name, RuleEntry<AccessCondition> one, FormErrors errors) {
        wall.page(
                name,
                "condition",
                "conditions",
                LEAD,
                Map.of(
                        "one",
                        one,
                        "stands",
                        one.ending() == null,
                        "mayEnd",
                        one.ending() == null,
                        "reason",
                        "",
                        "errors",
                        errors,
                        "maxText",
                        ConditionAsk.MAX_TEXT));
    }

    private static RuleEntry<AccessCondition> entry(
            Demand demand, @Nullable DatasetId dataset, RuleEntry.@Nullable Ending ending) {
        return new RuleEntry<>(
                condition(demand, dataset),
                "Somebody has to be there.",
                new PersonId("p-brent"),
                "brent.ig",
                Samples.NOW.minus(Duration.ofDays(2)),
                ending);
    }

    private static AccessCondition condition(Demand demand, @Nullable DatasetId dataset) {
        return new AccessCondition(ConditionId.at(Samples.NOW), Samples.BRENT, dataset, demand);
    }

    private static RuleEntry.Ending ending() {
        return new RuleEntry.Ending(
                new PersonId("p-brent"), "brent.ig", Samples.NOW, "Everybody has a code now.");
    }
}
