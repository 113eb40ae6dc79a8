package city.datastore.access.gate;

import city.datastore.access.grounds.GroundsKeeper;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Facts;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says for the record what a decision was about. */
final class Abouts {
    /** The detail that names an emergency access. */
    private static final String EMERGENCY = "emergency";

    private Abouts() {}

    /**
     * @param grounds what it rests on, by digest; null where that is not known
     */
    static About of(Question question, Judgement judgement, Facts facts, @Nullable String grounds) {
        var about = of(question, judgement, facts);
        if (grounds == null) {
            return about;
        }
        var details = new TreeMap<>(about.details());
        details.put(GroundsKeeper.DETAIL, grounds);
        return about.withDetails(details);
    }

    private static About of(Question question, Judgement judgement, Facts facts) {
        var about = target(question.target());
        boolean underNone = readsUnderNone(question, judgement);
        if (question.agreement() != null && about.agreement() == null && !underNone) {
            about = about.withAgreement(question.agreement(), null);
        }
        if (question.purpose() != null && !underNone) {
            about = about.withPurpose(question.purpose());
        }
        if (question.emergency() != null && !reliesOnElse(judgement)) {
            about = about.withDetails(Map.of(EMERGENCY, question.emergency().toString()));
        }
        return switch (judgement) {
            case Judgement.Allowed allowed -> reliedOn(about, allowed);
            case Judgement.Refused _ -> lookedAt(about, facts);
        };
    }

    private static About target(Target target) {
        return switch (target) {
            case Target.OfDataset(var dataset) -> About.dataset(dataset);
            case Target.OfVersion(var dataset, int version) ->
                    About.NOTHING.withDataset(dataset, version);
            case Target.OfAgreement(var agreement, var version, _, _, _) ->
                    About.NOTHING.withAgreement(agreement, version);
            case Target.OfRequest(var request, var dataset, var agreement, _, _) ->
                    About.dataset(dataset)
                            .withAgreement(agreement, null)
                            .withAccessRequest(request);
            case Target.OfGrant(var grant, var dataset, var agreement, _) ->
                    About.dataset(dataset).withAgreement(agreement, null).withGrant(grant);
            case Target.OfOther(var dataset, var person, _) ->
                    About.dataset(dataset).withDetails(person(person));
            case Target.OfList(var person) -> About.NOTHING.withDetails(person(person));
            case Target.OfAlert(var dataset, _, _) -> About.NOTHING.withDataset(dataset, null);
            case Target.OfTrail _, Target.OfEvent _ -> About.NOTHING;
            case Target.OfSubject(var kind, var hash) ->
                    About.NOTHING.withDetails(Map.of("kind", kind, "subject", hash));
            case Target.OfProhibition(var id, _, var dataset, var person) ->
                    About.NOTHING.withDataset(dataset, null).withDetails(prohibition(id, person));
            case Target.OfCondition(var id, _, var dataset) -> {
                var about = About.NOTHING.withDataset(dataset, null);
                yield id == null ? about : about.withDetails(Map.of("condition", id.toString()));
            }
            case Target.OfRolePolicy(var id, _, var dataset) -> {
                var about = About.NOTHING.withDataset(dataset, null);
                yield id == null ? about : about.withDetails(Map.of("policy", id.toString()));
            }
            case Target.OfEmergency(var id, var dataset, _, _) ->
                    About.dataset(dataset)
                            .withDetails(id == null ? Map.of() : Map.of(EMERGENCY, id.toString()));
            case Target.OfDuty(var id, _, var person) ->
                    About.NOTHING.withDetails(duty(id, person));
            case Target.OfMark(var id, _) ->
                    id == null ? About.NOTHING : About.NOTHING.withDetails(Map.of("mark", id));
        };
    }

    private static Map<String, String> person(@Nullable PersonId person) {
        return person == null ? Map.of() : Map.of("person", person.value());
    }

    private static Map<String, String> prohibition(
            @Nullable ProhibitionId id, @Nullable String person) {
        var details = new TreeMap<String, String>();
        if (id != null) {
            details.put("prohibition", id.toString());
        }
        if (person != null) {
            details.put("person", person);
        }
        return details;
    }

    private static Map<String, String> duty(@Nullable EmergencyId id, @Nullable String person) {
        var details = new TreeMap<String, String>();
        if (id != null) {
            details.put("duty", id.toString());
        }
        if (person != null) {
            details.put("person", person);
        }
        return details;
    }

    private static About reliedOn(About about, Judgement.Allowed allowed) {
        var permit = allowed.permit();
        var grant = allowed.grant();
        var full =
                permit == null ? about : about.withAgreement(permit.agreement(), permit.version());
        if (grant != null) {
            full = full.withGrant(grant.id());
        }
        if (!allowed.protection().none()) {
            full = full.withDetails(details(full, allowed.protection()));
        }
        return switch (allowed.columns()) {
            case ColumnScope.All _ -> full;
            case ColumnScope.Only(var columns) -> full.withColumns(List.copyOf(columns));
        };
    }

    /**
     * Whether it is a reading that no agreement allows: one that is named all the same has no part
     * in it, and its name on the record would be a use that never was, or a reason to withhold.
     */
    private static boolean readsUnderNone(Question question, Judgement judgement) {
        return question.act() == Act.READ_CONTENT
                && judgement instanceof Judgement.Allowed allowed
                && allowed.permit() == null;
    }

    /** Whether something else than an emergency allows it, such as that the data is one's own. */
    private static boolean reliesOnElse(Judgement judgement) {
        return judgement instanceof Judgement.Allowed allowed
                && allowed.protection().subject() == null;
    }

    private static Map<String, String> details(About about, Protection protection) {
        var details = new TreeMap<>(about.details());
        details.putAll(protection.named(About.MAX_DETAIL));
        var one = protection.subject();
        if (one != null) {
            details.put("kind", one.subject().kind());
            details.put("subject", one.subject().hash());
        }
        return details;
    }

    /**
     * A refusal names the version of the agreement it was measured against, where that is known.
     */
    private static About lookedAt(About about, Facts facts) {
        if (about.agreementVersion() != null) {
            return about;
        }
        return facts.permits().stream()
                .filter(permit -> permit.agreement().equals(about.agreement()))
                .findFirst()
                .map(permit -> about.withAgreement(permit.agreement(), permit.version()))
                .orElse(about);
    }
}
