package city.datastore.platform.api;

import city.datastore.agreements.TermsDiff;
import city.datastore.agreements.Varied;
import city.datastore.agreements.permits.Impact;
import city.datastore.audit.names.AgencyCode;
import java.util.List;
import java.util.Locale;

/**
 * The next version of an agreement in force.
 *
 * @param next a draft or a proposal
 * @param asked the parties whom the change concerns, and that sign before it is in force
 * @param waitingFor those of them that have not signed
 * @param changes from the version in force to this one
 * @param impact what it does once it is in force
 */
record VariationJson(
        AgreementJson next,
        List<String> asked,
        List<String> waitingFor,
        List<Change> changes,
        ImpactJson impact) {

    /**
     * One change.
     *
     * @param before empty where it is new
     * @param after empty where it is taken out
     */
    record Change(String what, String subject, String question, String before, String after) {
        static Change of(TermsDiff.Change change) {
            return new Change(
                    change.what().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    change.subject(),
                    change.detail(),
                    change.before(),
                    change.after());
        }
    }

    static VariationJson of(Varied varied, AgreementJson next, Impact impact) {
        return new VariationJson(
                next,
                varied.asked().stream().map(AgencyCode::value).toList(),
                varied.waitingFor().stream().map(AgencyCode::value).toList(),
                varied.changes().stream().map(Change::of).toList(),
                ImpactJson.of(impact));
    }
}
