package city.datastore.platform.portal;

import city.datastore.access.grounds.Grounds;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.EmergencyAccess;
import city.datastore.access.policy.EmergencyFacts;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.RolePolicyId;
import city.datastore.platform.desk.ReplayDesk;
import city.datastore.platform.desk.ReplayDesk.Answer;
import city.datastore.platform.desk.ReplayDesk.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Past decisions judged again: every answer that there can be. */
final class ReplayGallery {
    private static final SignedIn AUDITOR =
            new SignedIn("city.auditor", "London Datastore oversight", Set.of(Role.AUDITOR));
    private static final Reason MISSING =
            new Reason(
                    "no-grant", "You hold no grant for brent/council-spend under DSA-2026-0001.");
    private static final Question QUESTION =
            Question.of(
                    new Caller(
                            new PersonId("p-officer"),
                            "gla.officer",
                            Samples.GLA,
                            Set.of(Role.OFFICER),
                            false,
                            new RequestId("r-1")),
                    Act.READ_CONTENT,
                    new Target.OfVersion(Samples.SPEND, 1));
    private static final Facts KNOWN =
            new Facts(
                    Samples.NOW,
                    List.of(
                            new Permit(
                                    Samples.DSA,
                                    1,
                                    Permit.Standing.SUSPENDED,
                                    Samples.NOW.minusSeconds(86_400),
                                    Samples.NOW.plusSeconds(8_640_000),
                                    Set.of(Samples.BRENT, Samples.GLA),
                                    Set.of(Samples.GLA),
                                    Map.of(Samples.SPEND, Samples.SIX),
                                    Set.of(Samples.REVIEW),
                                    Set.of(PermittedAction.READ),
                                    Map.of(),
                                    Map.of())),
                    List.of(RequestSamples.grant(null).held()),
                    List.of(
                            new Prohibition(
                                    ProhibitionId.parse("01890000-0000-7000-8000-000000000002"),
                                    Prohibition.Kind.FREEZE,
                                    Samples.BRENT,
                                    Samples.SPEND,
                                    null,
                                    null)),
                    List.of(),
                    List.of(),
                    EmergencyFacts.NONE);

    private static final Facts EMERGENCY =
            new Facts(
                    Samples.NOW,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(
                            new AccessCondition(
                                    ConditionId.parse("01890000-0000-7000-8000-000000000006"),
                                    Samples.BRENT,
                                    null,
                                    new Demand.SecondFactor())),
                    List.of(
                            new RolePolicy(
                                    RolePolicyId.parse("01890000-0000-7000-8000-000000000008"),
                                    Samples.BRENT,
                                    null,
                                    3,
                                    RoleMatrix.builtIn())),
                    new EmergencyFacts(
                            null,
                            List.of(
                                    new DutyAppointment(
                                            EmergencyId.parse(
                                                    "01890000-0000-7000-8000-000000000007"),
                                            "gla.officer",
                                            Samples.GLA,
                                            "fire-control",
                                            Samples.NOW.minusSeconds(60),
                                            Samples.NOW.plusSeconds(86_400),
                                            false)),
                            new EmergencyAccess(
                                    EmergencyId.parse("01890000-0000-7000-8000-000000000009"),
                                    new PersonId("p-officer"),
                                    Samples.GLA,
                                    Samples.SPEND,
                                    "fire-control",
                                    new EmergencySubject("uprn", "0123456789abcdef".repeat(4)),
                                    Set.of("Amount"),
                                    Samples.NOW,
                                    Instant.parse("2026-11-22T00:00:09Z"),
                                    false)));

    private final Gallery.Wall wall;

    ReplayGallery(Gallery.Wall wall) {
        this.wall = wall;
    }

    void show() {
        var no = new Answer(false, List.of(MISSING), List.of(), null);
        var noAgain = new Answer(false, List.of(MISSING), List.of(), "Ask Brent for access.");
        var yes =
                new Answer(
                        true,
                        List.of(new Reason("role-held", "You have the role officer.")),
                        List.of("Amount", "Date"),
                        null);
        var yesReworded =
                new Answer(
                        true,
                        List.of(new Reason("role-held", "You are an officer.")),
                        List.of("Amount", "Date"),
                        null);
        judged("same", KNOWN, no, noAgain, true);
        judged("same-other-rules", Facts.none(Samples.NOW), yes, yes, false);
        judged("reworded", KNOWN, yes, yesReworded, true);
        judged("other", KNOWN, yes, noAgain, true);
        judged("in-emergency", EMERGENCY, yes, yes, true);
        judged("other-rules", KNOWN, yes, noAgain, false);
        judged("in-part", KNOWN.withoutOwnersRules(), no, noAgain, true, false);
        var stored = RecordSamples.event(new Outcome.Refused(List.of(MISSING)));
        for (var why : ReplayDesk.Why.values()) {
            page(
                    why.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    new Replay.NotJudged(stored, why));
        }
    }

    private void judged(String name, Facts facts, Answer then, Answer again, boolean sameRules) {
        judged(name, facts, then, again, sameRules, true);
    }

    private void judged(
            String name, Facts facts, Answer then, Answer again, boolean sameRules, boolean whole) {
        var outcome =
                then.allowed()
                        ? new Outcome.Allowed(then.reasons())
                        : new Outcome.Refused(then.reasons());
        page(
                name,
                new Replay.Judged(
                        RecordSamples.event(outcome),
                        Grounds.of(Grounds.fingerprint(new PolicyEngine()), QUESTION, facts),
                        then,
                        again,
                        sameRules,
                        whole,
                        again.allowed() ? RequestSamples.basis() : null,
                        "{\n  \"policy\" : \"0a1b\"\n}"));
    }

    private void page(String name, Replay replay) {
        wall.page(
                "replay-" + name,
                "replay",
                "audit",
                AUDITOR,
                Map.of(
                        "replay",
                        replay,
                        "event",
                        replay.stored().event(),
                        "dutyTitles",
                        EmergencyGallery.DUTY_TITLES));
    }
}
