package city.datastore.access.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A second opinion: what Cedar says to a question by the policies in {@code policy.cedar}, and by
 * those in {@code reasons.cedar} why not. What joins the answers to the requests of one question is
 * said here once more, from the words of {@code docs/policy.md}.
 */
final class CedarOracle {
    private static final String COLUMN = "column:";

    private final CedarPolicies policies;
    private final CedarPolicies reasons;
    private final Map<Act, AboutOneAct> acts = new EnumMap<>(Act.class);
    private final BasicAuthorizationEngine cedar = new BasicAuthorizationEngine();

    /**
     * What bears on one act, so that Cedar need not look at the rest.
     *
     * @param deciding its policies
     * @param explaining the reasons that those name
     * @param rules those that allow, with what they ask for
     */
    private record AboutOneAct(
            PolicySet deciding,
            PolicySet explaining,
            Map<String, List<CedarPolicies.Asked>> rules) {}

    CedarOracle(CedarPolicies policies, CedarPolicies reasons) throws Exception {
        this.policies = policies;
        this.reasons = reasons;
        for (var act : policies.acts().stream().flatMap(List::stream).distinct().toList()) {
            var rules = policies.allowing(act);
            var named =
                    rules.values().stream()
                            .flatMap(Collection::stream)
                            .flatMap(asked -> asked.reasons().stream())
                            .collect(Collectors.toSet());
            acts.put(
                    act, new AboutOneAct(policies.about(act), reasons.named(named, COLUMN), rules));
        }
    }

    static CedarOracle asWritten() throws Exception {
        return new CedarOracle(
                CedarPolicies.read("policy.cedar"), CedarPolicies.read("reasons.cedar"));
    }

    /** What Cedar's own validator finds wrong with the policies under the schema. */
    Collection<String> faults() throws Exception {
        var schema = new Schema(CedarPolicies.text("policy.cedarschema"));
        var faults = new ArrayList<String>();
        for (var set : List.of(policies.all(), reasons.all())) {
            var answer = cedar.validate(new ValidationRequest(schema, set));
            answer.errors.ifPresent(errors -> errors.forEach(each -> faults.add(each.message)));
            answer.success.ifPresent(success ->
                    success.validationErrors.forEach(each ->
                            faults.add(each.getPolicyId() + ": " + each.getError().message)));
        }
        return faults;
    }

    /** What can be asked, by policy. */
    List<List<Act>> acts() {
        return policies.acts();
    }

    /** What it says to one question. */
    sealed interface Opinion {
        /**
         * Yes.
         *
         * @param rule the first in order of the rules that allow
         * @param ways those under that rule that show most
         */
        record Allows(String rule, Set<Way> ways) implements Opinion {}

        /** No, because these rules forbid it. */
        record Forbids(List<String> rules) implements Opinion {}

        /**
         * No, because no rule allows it.
         *
         * @param nearest codes of what does not hold, each a near miss that none is nearer than
         */
        record Misses(Set<List<String>> nearest) implements Opinion {}
    }

    /** By which agreement and grant something is allowed, and the columns they have in common. */
    record Way(String agreement, String grant, Set<String> columns) {
        static Way of(CedarFacts.View view, Set<String> columns) {
            return new Way(
                    view.permit() == null ? "" : view.permit().agreement().value(),
                    view.grant() == null ? "" : view.grant().id().toString(),
                    columns);
        }

        int shown() {
            return columns.contains("every") ? Integer.MAX_VALUE : columns.size();
        }
    }

    /** How far one rule holds in one view. */
    private record Miss(List<String> codes, int notHeld, int heldInARow) {}

    Opinion ask(Question question, Facts facts) throws Exception {
        var about = acts.get(question.act());
        if (about == null) {
            throw new IllegalArgumentException("policy.cedar does not speak of " + question.act());
        }
        var asking = new Asking(question);
        var views = CedarFacts.views(question, facts);
        var forbidding = new HashSet<String>();
        var allowed = new ArrayList<Set<String>>();
        for (var view : views) {
            Set<String> allowing = null;
            boolean all = true;
            for (var context : view.contexts()) {
                var answer = asking.ask(about.deciding(), context);
                if (answer.isAllowed()) {
                    allowing = answer.getReason();
                } else {
                    all = false;
                    forbidding.addAll(answer.getReason());
                }
            }
            allowed.add(all && allowing != null ? allowing : Set.of());
        }
        if (!forbidding.isEmpty()) {
            return new Opinion.Forbids(
                    policies.names().stream().filter(forbidding::contains).toList());
        }
        var given = new ArrayList<Set<String>>();
        for (var view : views) {
            given.add(asking.ask(about.explaining(), view.contexts().getFirst()).getReason());
        }
        var rules = about.rules();
        checkThatBothFilesAgree(question, rules, allowed, given);
        for (var rule : rules.keySet()) {
            var ways = new HashSet<Way>();
            for (int i = 0; i < views.size(); i++) {
                if (allowed.get(i).contains(rule)) {
                    ways.add(Way.of(views.get(i), columns(given.get(i))));
                }
            }
            if (!ways.isEmpty()) {
                return new Opinion.Allows(rule, showingMost(ways));
            }
        }
        return new Opinion.Misses(nearest(rules, given));
    }

    /** A rule allows in {@code policy.cedar} if and only if it lacks nothing by reasons.cedar. */
    private static void checkThatBothFilesAgree(
            Question question,
            Map<String, List<CedarPolicies.Asked>> rules,
            List<Set<String>> allowed,
            List<Set<String>> reasons) {
        rules.forEach((rule, asked) -> {
            for (int i = 0; i < allowed.size(); i++) {
                var codes = miss(asked, reasons.get(i)).codes();
                if (allowed.get(i).contains(rule) != codes.isEmpty()) {
                    throw new AssertionError(
                            "policy.cedar and reasons.cedar differ on %s for %s: allowed %s, lacks %s"
                                    .formatted(rule, question, allowed.get(i), codes));
                }
            }
        });
    }

    private static Set<Way> showingMost(Set<Way> ways) {
        int most = ways.stream().mapToInt(Way::shown).max().orElseThrow();
        return ways.stream().filter(way -> way.shown() == most).collect(Collectors.toSet());
    }

    private static Set<String> columns(Set<String> reasons) {
        return reasons.stream()
                .filter(reason -> reason.startsWith(COLUMN))
                .map(reason -> reason.substring(COLUMN.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Of one rule, the views in which fewest conditions do not hold; of several rules, the first of
     * which most conditions hold one after the other from the start.
     */
    private static Set<List<String>> nearest(
            Map<String, List<CedarPolicies.Asked>> rules, List<Set<String>> reasons) {
        var byRule = new ArrayList<List<Miss>>();
        for (var asked : rules.values()) {
            var misses = reasons.stream().map(each -> miss(asked, each)).toList();
            int fewest = misses.stream().mapToInt(Miss::notHeld).min().orElseThrow();
            byRule.add(misses.stream().filter(each -> each.notHeld() == fewest).toList());
        }
        var nearest = new HashSet<List<String>>();
        for (int rule = 0; rule < byRule.size(); rule++) {
            for (var miss : byRule.get(rule)) {
                if (noneIsNearer(miss, rule, byRule)) {
                    nearest.add(miss.codes());
                }
            }
        }
        return nearest;
    }

    private static boolean noneIsNearer(Miss miss, int rule, List<List<Miss>> byRule) {
        for (int other = 0; other < byRule.size(); other++) {
            int least = byRule.get(other).stream().mapToInt(Miss::heldInARow).min().orElseThrow();
            if ((other < rule && least >= miss.heldInARow())
                    || (other > rule && least > miss.heldInARow())) {
                return false;
            }
        }
        return true;
    }

    private static Miss miss(List<CedarPolicies.Asked> conditions, Set<String> reasons) {
        var codes = new ArrayList<String>();
        int held = 0;
        int inARow = 0;
        for (var condition : conditions) {
            var given = condition.reasons().stream().filter(reasons::contains).toList();
            if (given.isEmpty()) {
                held++;
                inARow += codes.isEmpty() ? 1 : 0;
            } else {
                codes.add(given.getFirst().replaceFirst(":.*", ""));
                if (condition.endsTheList()) {
                    break;
                }
            }
        }
        return new Miss(codes, conditions.size() - held, inARow);
    }

    /** One question, put to Cedar as often as it takes. */
    private final class Asking {
        private final EntityUID principal;
        private final EntityUID action;
        private final EntityUID resource;
        private final Set<Entity> entities;

        Asking(Question question) {
            var who = CedarRequests.principal(question.caller());
            var what = CedarRequests.resource(question.target());
            principal = who.getEUID();
            action = CedarRequests.action(question.act());
            resource = what.getEUID();
            entities = Set.of(who, what);
        }

        AuthorizationSuccessResponse ask(PolicySet policies, Map<String, Value> context)
                throws Exception {
            var request = new AuthorizationRequest(principal, action, resource, context);
            var answer = cedar.isAuthorized(request, policies, entities);
            var success =
                    answer.success.orElseThrow(() -> new AssertionError("Cedar failed: " + answer));
            if (!success.getErrors().isEmpty()) {
                throw new AssertionError("Cedar's policies failed: " + success.getErrors());
            }
            return success;
        }
    }
}
