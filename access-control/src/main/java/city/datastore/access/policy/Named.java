package city.datastore.access.policy;

import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import org.jspecify.annotations.Nullable;

/** What a question names; null where it names none. */
final class Named {
    private Named() {}

    static @Nullable DatasetId dataset(Target target) {
        return switch (target) {
            case Target.OfDataset(var dataset) -> dataset;
            case Target.OfVersion(var dataset, _) -> dataset;
            case Target.OfRequest(_, var dataset, _, _, _) -> dataset;
            case Target.OfGrant(_, var dataset, _, _) -> dataset;
            case Target.OfOther(var dataset, _, _) -> dataset;
            case Target.OfProhibition(_, _, var dataset, _) -> dataset;
            case Target.OfCondition(_, _, var dataset) -> dataset;
            case Target.OfRolePolicy(_, _, var dataset) -> dataset;
            case Target.OfEmergency(_, var dataset, _, _) -> dataset;
            case Target.OfAgreement _, Target.OfList _, Target.OfTrail _, Target.OfEvent _ -> null;
            case Target.OfAlert _ -> null;
            case Target.OfMark _, Target.OfSubject _, Target.OfDuty _ -> null;
        };
    }

    /** The agreement relied on, or the one in question. */
    static @Nullable AgreementRef agreement(Question question) {
        if (question.agreement() != null) {
            return question.agreement();
        }
        return switch (question.target()) {
            case Target.OfAgreement(var agreement, _, _, _, _) -> agreement;
            case Target.OfRequest(_, _, var agreement, _, _) -> agreement;
            case Target.OfGrant(_, _, var agreement, _) -> agreement;
            case Target.OfDataset _, Target.OfVersion _, Target.OfOther _ -> null;
            case Target.OfList _, Target.OfTrail _, Target.OfEvent _ -> null;
            case Target.OfAlert _ -> null;
            case Target.OfMark _, Target.OfSubject _, Target.OfProhibition _ -> null;
            case Target.OfCondition _, Target.OfRolePolicy _ -> null;
            case Target.OfEmergency _, Target.OfDuty _ -> null;
        };
    }
}
