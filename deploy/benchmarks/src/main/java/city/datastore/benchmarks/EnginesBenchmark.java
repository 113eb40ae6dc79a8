package city.datastore.benchmarks;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The same questions over the same facts, put to our engine, to Cedar and to jCasbin, on one
 * thread. No server is needed.
 */
final class EnginesBenchmark {
    private static final int GRANTS = 1_000;
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final PurposeCode PURPOSE = new PurposeCode("benchmark");
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");

    /** One question with the agreement and the grant that bear on it. */
    record Asked(Question question, Permit permit, HeldGrant grant) {
        Facts facts() {
            return Facts.none(NOW).with(List.of(permit), List.of(grant));
        }
    }

    /** An engine that is asked. */
    interface Engine {
        boolean allows(Asked asked) throws Exception;
    }

    void run(Table table) throws Exception {
        var questions = questions();
        var engine = new PolicyEngine();
        double ours =
                measure(
                        table,
                        "our engine",
                        asked ->
                                engine.judge(asked.question(), asked.facts())
                                        instanceof Judgement.Allowed,
                        questions,
                        1_000_000,
                        "the agreement and the grant in hand, as from the index; says why; "
                                + engine.rules().size()
                                + " rules",
                        0);
        measure(
                table,
                "Cedar",
                new CedarEngine(),
                questions,
                30_000,
                "the agreement and the grant in hand, as the context of a request; the rules on"
                        + " reading of the oracle, parsed once; its Java interface hands JSON to a"
                        + " native library; says which rule allows, no reasons",
                ours);
        measure(
                table,
                "jCasbin",
                new CasbinEngine(questions.stream().map(Asked::grant).distinct().toList()),
                questions,
                2_000,
                "all "
                        + GRANTS
                        + " grants as lines of its policy, among which it looks itself, one by one;"
                        + " equality of names and an end only: no agreement, no columns, no"
                        + " prohibition, no reasons",
                ours);
    }

    private static double measure(
            Table table,
            String name,
            Engine engine,
            List<Asked> questions,
            int times,
            String given,
            double ours)
            throws Exception {
        time(engine, questions, times);
        double[] micros = time(engine, questions, times);
        double p50 = Table.median(micros);
        String ratio = ours == 0 ? "" : ", %,.0f times ours".formatted(p50 / ours);
        table.line(
                "a decision of " + name,
                "p50 %.2f µs, p99 %.2f µs%s".formatted(p50, Table.percentile(micros, 0.99), ratio),
                "%,d questions, each timed, half of them yes; %s".formatted(times, given));
        return p50;
    }

    private static double[] time(Engine engine, List<Asked> questions, int times) throws Exception {
        double[] micros = new double[times];
        for (int i = 0; i < times; i++) {
            int n = i % questions.size();
            var asked = questions.get(n);
            long start = System.nanoTime();
            boolean allowed = engine.allows(asked);
            micros[i] = (System.nanoTime() - start) / 1e3;
            if (allowed != (n % 2 == 0)) {
                throw new IllegalStateException("another answer to " + asked);
            }
        }
        return micros;
    }

    /** Every other grant is over, so that every other question is refused. */
    private static List<Asked> questions() {
        var questions = new ArrayList<Asked>();
        for (int n = 0; n < GRANTS; n++) {
            var person = new PersonId("reader-" + n);
            var dataset = new DatasetId(BRENT, "data-" + n % 50);
            var permit =
                    new Permit(
                            DSA,
                            1,
                            Permit.Standing.ACTIVE,
                            NOW.minus(Duration.ofDays(1)),
                            NOW.plus(Duration.ofDays(1)),
                            Set.of(BRENT, GLA),
                            Set.of(GLA),
                            Map.of(dataset, ColumnScope.only(List.of("amount", "uprn"))),
                            Set.of(PURPOSE),
                            Set.of(PermittedAction.READ),
                            Map.of(),
                            Map.of());
            var grant =
                    new HeldGrant(
                            new GrantId(new UUID(0, n)),
                            person,
                            GLA,
                            dataset,
                            DSA,
                            PURPOSE,
                            Set.of(PermittedAction.READ),
                            ColumnScope.only(List.of("amount")),
                            NOW.minus(Duration.ofHours(2)),
                            NOW.plus(Duration.ofHours(n % 2 == 0 ? 1 : -1)),
                            false);
            var caller =
                    new Caller(
                            person,
                            person.value(),
                            GLA,
                            Set.of(Role.OFFICER),
                            false,
                            new RequestId("benchmark"));
            var question =
                    new Question(
                            caller,
                            Act.READ_CONTENT,
                            new Target.OfVersion(dataset, 1),
                            DSA,
                            PURPOSE);
            questions.add(new Asked(question, permit, grant));
        }
        return questions;
    }

    /** The instant of every question. */
    static long now() {
        return NOW.toEpochMilli();
    }
}
