package city.datastore.agreements.register;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Stop;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Signatories.Call;
import city.datastore.agreements.Signatories.SignOff;
import city.datastore.agreements.Step;
import city.datastore.audit.names.AgencyCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts a round of signing together from its signatures and the steps that happened in it. */
final class Rounds {
    private Rounds() {}

    /**
     * Who stands by it.
     *
     * @param signed in that round, in their order
     * @param steps since the one that began the round, which is the first
     */
    static Signatories signatories(
            Set<String> demanded, List<SignatureRow> signed, int began, List<Step> steps) {
        var signatures = new ArrayList<Signature>();
        var signOffs = new ArrayList<SignOff>();
        for (SignatureRow each : signed) {
            if (each.office().equals(Signatories.LEAD)) {
                signatures.add(each.signature());
            } else {
                signOffs.add(new SignOff(each.office(), each.signature()));
            }
        }
        Instant since = signatures.getFirst().at();
        var departures = new ArrayList<Stop>();
        var invitations = new ArrayList<Call>();
        var nudges = new ArrayList<Call>();
        for (Step step : steps) {
            switch (step.what()) {
                case "left" ->
                        departures.add(
                                new Stop(
                                        step.agency(),
                                        step.person(),
                                        step.name(),
                                        step.at(),
                                        step.comment()));
                case "invited" -> invitations.add(call(step));
                case "nudged", "variation-nudged" -> nudges.add(call(step));
                default -> since = step.number() == began ? step.at() : since;
            }
        }
        return new Signatories(
                since, signatures, demanded, signOffs, departures, invitations, nudges);
    }

    private static Call call(Step step) {
        return new Call(new AgencyCode(step.about()), step.agency(), step.at());
    }
}
