package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.Reach;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of what owners forbid, in every state worth looking at. */
final class ProhibitionGallery {
    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final DatasetId SPEND = DatasetId.parse("brent/council-spend");

    private final Words words = new RenderedPages().words();
    private final Gallery.Wall wall;

    ProhibitionGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    void show() {
        var bar = entry(Prohibition.Kind.BAR, null, "gla.officer", null);
        var freeze = entry(Prohibition.Kind.FREEZE, SPEND, null, lifting());
        var embargo = entry(Prohibition.Kind.EMBARGO, SPEND, null, null);
        list("prohibitions", List.of(bar, freeze, embargo), true);
        list("prohibitions-none", List.of(), false);

        form("prohibition-new", ProhibitionForm.about("brent/council-spend"), FormErrors.none());
        var errors = FormErrors.none();
        ProhibitionForm.about(null).read(errors, words);
        form("prohibition-new-error", ProhibitionForm.about(null), errors);
        check(
                "prohibition-check",
                new Reach(
                        List.of(
                                new Reach.OfAgency(new AgencyCode("gla"), 2, 3, 1),
                                new Reach.OfAgency(new AgencyCode("camden"), 1, 1, 1))),
                1);
        check("prohibition-check-nobody", new Reach(List.of()), 0);

        one("prohibition", embargo, true, FormErrors.none());
        one("prohibition-lifted", freeze, false, FormErrors.none());
        one(
                "prohibition-error",
                bar,
                true,
                FormErrors.of("reason", words.say("prohibition.reason.missing")));
    }

    private void list(String name, List<RuleEntry<Prohibition>> found, boolean maySet) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("found", found);
        model.put("now", Samples.NOW);
        model.put("maySet", maySet);
        model.put("firstHref", null);
        model.put("nextHref", found.isEmpty() ? null : "/prohibitions?cursor=x");
        wall.page(name, "prohibitions", "prohibitions", LEAD, model);
    }

    private void form(String name, ProhibitionForm form, FormErrors errors) {
        wall.page(
                name,
                "prohibition-new",
                "prohibitions",
                LEAD,
                Map.of(
                        "kinds",
                        ProhibitionForm.kinds(words),
                        "datasets",
                        List.of(
                                new Choice("", words.say("prohibition.dataset.all")),
                                new Choice("brent/council-spend", "Council spending")),
                        "form",
                        form,
                        "errors",
                        errors,
                        "maxText",
                        ProhibitionAsk.MAX_TEXT));
    }

    private void check(String name, Reach reach, long emergencies) {
        var model = new HashMap<String, @Nullable Object>();
        model.put(
                "form",
                new ProhibitionForm(
                        "freeze", "brent/council-spend", "", DateInput.EMPTY, "An inquiry."));
        model.put("reach", reach);
        model.put("emergencies", emergencies);
        model.put("until", null);
        wall.page(name, "prohibition-check", "prohibitions", LEAD, model);
    }

    private void one(String name, RuleEntry<Prohibition> one, boolean stands, FormErrors errors) {
        wall.page(
                name,
                "prohibition",
                "prohibitions",
                LEAD,
                Map.of(
                        "one",
                        one,
                        "stands",
                        stands,
                        "mayEnd",
                        stands,
                        "reason",
                        "",
                        "errors",
                        errors,
                        "maxText",
                        ProhibitionAsk.MAX_TEXT));
    }

    private static RuleEntry<Prohibition> entry(
            Prohibition.Kind kind,
            @Nullable DatasetId dataset,
            @Nullable String person,
            RuleEntry.@Nullable Ending lifting) {
        return new RuleEntry<>(
                new Prohibition(
                        ProhibitionId.at(Samples.NOW),
                        kind,
                        Samples.BRENT,
                        dataset,
                        person,
                        kind == Prohibition.Kind.EMBARGO
                                ? Samples.NOW.plus(Duration.ofDays(30))
                                : null),
                "An inquiry has begun.",
                new PersonId("p-brent"),
                "brent.ig",
                Samples.NOW.minus(Duration.ofDays(2)),
                lifting);
    }

    private static RuleEntry.Ending lifting() {
        return new RuleEntry.Ending(
                new PersonId("p-brent"), "brent.ig", Samples.NOW, "The inquiry is over.");
    }
}
