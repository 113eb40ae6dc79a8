package city.datastore.benchmarks;

import city.datastore.access.gate.Gatekeeper;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decisions per second in process, on one thread: the policy alone, and with its facts from the
 * database.
 */
final class DecisionBenchmark {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final PurposeCode PURPOSE = new PurposeCode("benchmark");

    private final MeasuredPlatform platform;

    DecisionBenchmark(MeasuredPlatform platform) {
        this.platform = platform;
    }

    void run(Table table) throws IOException, InterruptedException {
        var person = new PersonId(subject(platform.token("gla.officer")));
        policy(table, person);
        gate(table, person);
    }

    private static void policy(Table table, PersonId person) {
        var dataset = new DatasetId(BRENT, "spend");
        var agreement = new AgreementRef("DSA-2026-0001");
        var now = Instant.now();
        var permit =
                new Permit(
                        agreement,
                        1,
                        Permit.Standing.ACTIVE,
                        now.minusSeconds(3600),
                        now.plusSeconds(3600),
                        Set.of(BRENT, GLA),
                        Set.of(GLA),
                        Map.of(dataset, ColumnScope.only(List.of("uprn", "amount"))),
                        Set.of(PURPOSE),
                        Set.of(PermittedAction.READ),
                        Map.of(),
                        Map.of());
        var grant =
                new HeldGrant(
                        GrantId.at(now),
                        person,
                        GLA,
                        dataset,
                        agreement,
                        PURPOSE,
                        Set.of(PermittedAction.READ),
                        ColumnScope.ALL,
                        now.minusSeconds(60),
                        now.plusSeconds(600),
                        false);
        var engine = new PolicyEngine();
        var question = question(person, dataset, agreement);
        var facts = Facts.none(now).with(List.of(permit), List.of(grant));
        report(
                table,
                "decisions, policy alone",
                () -> engine.judge(question, facts) instanceof Judgement.Allowed);
    }

    private void gate(Table table, PersonId person) throws IOException, InterruptedException {
        var shared =
                Shared.of(
                        platform,
                        "decided",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        "text/csv",
                        List.of("a"));
        var gate = platform.bean(Gatekeeper.class);
        var question =
                question(
                        person,
                        DatasetId.parse(shared.dataset()),
                        new AgreementRef(shared.agreement()));
        report(
                table,
                "decisions, with facts read from PostgreSQL",
                () -> gate.explain(question) instanceof Judgement.Allowed);
    }

    private static Question question(PersonId person, DatasetId dataset, AgreementRef agreement) {
        var caller =
                new Caller(
                        person,
                        "gla.officer",
                        GLA,
                        Set.of(Role.OFFICER),
                        false,
                        new RequestId("benchmark"));
        return new Question(
                caller, Act.READ_CONTENT, new Target.OfVersion(dataset, 1), agreement, PURPOSE);
    }

    private static void report(Table table, String what, BooleanSupplier decision) {
        perSecond(decision, WARM_UP);
        double rate = perSecond(decision, MEASURED);
        table.line(
                what,
                "%,.0f a second".formatted(rate),
                "one thread, %d s, %.1f µs each".formatted(MEASURED.toSeconds(), 1e6 / rate));
    }

    private static double perSecond(BooleanSupplier decision, Duration duration) {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long count = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 20; i++) {
                if (!decision.getAsBoolean()) {
                    throw new IllegalStateException("the decision measured has to be a yes");
                }
            }
            count += 20;
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static String subject(String token) {
        var claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return JsonMapper.shared().readTree(claims).path("sub").asString();
    }
}
