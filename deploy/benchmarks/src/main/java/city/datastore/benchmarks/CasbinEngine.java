package city.datastore.benchmarks;

import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Target;
import java.util.List;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/** jCasbin, with one line of policy for each grant. */
final class CasbinEngine implements EnginesBenchmark.Engine {
    private static final String MODEL =
            """
            [request_definition]
            r = person, agency, dataset, agreement, purpose, act, now
            [policy_definition]
            p = person, agency, dataset, agreement, purpose, act, end
            [policy_effect]
            e = some(where (p.eft == allow))
            [matchers]
            m = r.person == p.person && r.agency == p.agency && r.dataset == p.dataset && \
            r.agreement == p.agreement && r.purpose == p.purpose && r.act == p.act && r.now < p.end
            """;

    private final Enforcer enforcer;

    CasbinEngine(List<HeldGrant> grants) {
        var model = new Model();
        model.loadModelFromText(MODEL);
        enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        for (var grant : grants) {
            enforcer.addPolicy(
                    grant.holder().value(),
                    grant.agency().value(),
                    grant.dataset().toString(),
                    grant.agreement().value(),
                    grant.purpose().value(),
                    "read",
                    Long.toString(grant.until().toEpochMilli()));
        }
    }

    @Override
    public boolean allows(EnginesBenchmark.Asked asked) {
        var question = asked.question();
        var caller = question.caller();
        return question.target() instanceof Target.OfVersion(var dataset, _)
                && enforcer.enforce(
                        caller.person().value(),
                        String.valueOf(caller.agency()),
                        dataset.toString(),
                        String.valueOf(question.agreement()),
                        String.valueOf(question.purpose()),
                        "read",
                        Long.toString(EnginesBenchmark.now()));
    }
}
