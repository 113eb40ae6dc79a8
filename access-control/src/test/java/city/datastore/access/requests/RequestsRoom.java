package city.datastore.access.requests;

import static city.datastore.access.policy.Worlds.*;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Worlds;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * What the tests of requests share: the real PostgreSQL, an officer who asks and a lead who
 * decides.
 */
public abstract class RequestsRoom {
    protected static final Instant MONTH = NOW.plus(Duration.ofDays(30));
    protected static final Caller OFFICER = glaOfficer();
    protected static final Caller LEAD = caller(BRENT, Role.IG_LEAD);
    protected static final String WHY = "To compare what boroughs spend on temporary housing.";

    protected static AccessStack stack;
    protected static AccessRequests requests;
    protected static Grants grants;
    protected static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        requests = stack.get(AccessRequests.class);
        grants = stack.get(Grants.class);
        gate = stack.get(Gatekeeper.class);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** Each test leaves no pending request and no grant in force, and the usual promise. */
    @AfterEach
    protected void tidy() {
        stack.tidy(OFFICER);
    }

    protected static AccessRequest.Pending ask() {
        return requests.ask(OFFICER, usual()).value();
    }

    /** Until then; null for as long as may be. */
    protected static AccessRequest.Pending askUntil(@Nullable Instant until) {
        return requests.ask(
                        OFFICER,
                        new AccessRequests.Ask(
                                SPEND, DSA, ANALYSIS, Set.of(PermittedAction.READ), until, WHY))
                .value();
    }

    protected static Grant grantedUntil(Instant until) {
        return requests.grant(LEAD, askUntil(until).asked().id(), null, null, "Fine.").value();
    }

    protected static AccessRequests.Ask usual() {
        return ask(SPEND, ANALYSIS, MONTH, WHY);
    }

    protected static AccessRequests.Ask ask(
            DatasetId dataset, PurposeCode purpose, Instant until, String why) {
        return new AccessRequests.Ask(
                dataset, DSA, purpose, Set.of(PermittedAction.READ), until, why);
    }

    protected static Recorded<Grant> grant(AccessRequest request) {
        return requests.grant(LEAD, request.asked().id(), MONTH, null, "agreed");
    }

    protected static Question reading() {
        return reading(OFFICER);
    }

    private static Question reading(Caller caller) {
        return new Question(
                caller, Act.READ_CONTENT, new Target.OfVersion(SPEND, 1), DSA, ANALYSIS);
    }

    protected static boolean reads(Caller caller) {
        return gate.explain(reading(caller)) instanceof Judgement.Allowed;
    }

    protected static Permit twoPurposes() {
        var usual = Worlds.permit();
        return new Permit(
                usual.agreement(),
                2,
                usual.standing(),
                usual.from(),
                usual.until(),
                usual.parties(),
                usual.receivers(),
                usual.datasets(),
                Set.of(ANALYSIS, FRAUD),
                usual.actions(),
                Map.of(),
                Map.of());
    }

    protected static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }
}
