package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Supposition;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementLists;
import city.datastore.agreements.Terms;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.desk.DecisionDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ways in which somebody could come to use a dataset, and what the gate says to each. */
@Component
class Ways {
    private static final int AGREEMENTS = 20;
    private static final int MAX_WAYS = 60;
    private static final Set<String> CONDITIONS =
            Set.of(
                    "condition-unreadable",
                    "outside-hours",
                    "second-factor-required",
                    "outside-network");

    private final AgreementLists agreements;
    private final Gatekeeper gatekeeper;
    private final DecisionDesk desk;

    Ways(AgreementLists agreements, Gatekeeper gatekeeper, DecisionDesk desk) {
        this.agreements = agreements;
        this.gatekeeper = gatekeeper;
        this.desk = desk;
    }

    /**
     * One agreement and one of its purposes.
     *
     * @param columns what would be seen: what the gate allows, or else what the agreement names
     * @param protection what is done to it before it leaves
     * @param next what the person can do, empty where they may read
     * @param basis what a yes rests on, null for a no
     */
    record Way(
            AgreementRef agreement,
            String title,
            String state,
            PurposeCode purpose,
            String text,
            ColumnScope columns,
            Protection protection,
            boolean allowed,
            List<Reason> reasons,
            String next,
            DecisionDesk.@Nullable Basis basis) {

        private static final Set<String> STOPPED =
                Set.of(
                        "person-barred",
                        "dataset-frozen",
                        "dataset-embargoed",
                        "role-policy-unreadable",
                        "role-not-let-in",
                        "agency-not-signed",
                        "agency-left");

        /** Whether asking for access would not help: the owner stops it, or the agency is out. */
        public boolean stopped() {
            return reasons.stream().anyMatch(reason -> STOPPED.contains(reason.code()))
                    || conditionsAlone(reasons);
        }

        /** Whether signing in with a second factor is all that is missing. */
        public boolean takesSecondFactor() {
            return !allowed && new Judgement.Refused(reasons, next).takesSecondFactor();
        }

        /** The value of this way in a form. */
        public String code() {
            return agreement + "|" + purpose;
        }
    }

    /** Agreements that give the dataset to the caller's agency, with each of their purposes. */
    List<Way> of(Caller caller, DatasetId dataset, @Nullable Integer version) {
        var ways = new ArrayList<Way>();
        for (Agreement agreement : covering(caller, dataset)) {
            for (Terms.Purpose purpose : agreement.head().terms().purposes()) {
                if (ways.size() < MAX_WAYS) {
                    ways.add(way(caller, dataset, version, agreement, purpose));
                }
            }
        }
        return ways;
    }

    List<Agreement> covering(Caller caller, DatasetId dataset) {
        return agreements.receiving(caller, dataset, AGREEMENTS);
    }

    /** What the gate says to a steward who reads their own agency's data. */
    @Nullable Judgement asSteward(Caller caller, DatasetId dataset, int version) {
        return caller.is(Role.DATA_STEWARD) && caller.of(dataset.agency())
                ? gatekeeper.explain(
                        Question.of(
                                caller, Act.READ_CONTENT, new Target.OfVersion(dataset, version)))
                : null;
    }

    private Way way(
            Caller caller,
            DatasetId dataset,
            @Nullable Integer version,
            Agreement agreement,
            Terms.Purpose purpose) {
        var reference = agreement.head().reference();
        var terms = agreement.head().terms();
        var named =
                terms.datasets().stream()
                        .filter(scope -> scope.dataset().equals(dataset))
                        .findFirst()
                        .orElse(new Terms.Scope(dataset, ColumnScope.ALL));
        var target =
                version == null
                        ? new Target.OfDataset(dataset)
                        : new Target.OfVersion(dataset, version);
        var question = new Question(caller, Act.READ_CONTENT, target, reference, purpose.code());
        return switch (gatekeeper.explain(question)) {
            case Judgement.Allowed allowed ->
                    new Way(
                            reference,
                            terms.title(),
                            agreement.state(),
                            purpose.code(),
                            purpose.text(),
                            allowed.columns(),
                            allowed.protection(),
                            true,
                            allowed.because(),
                            "",
                            desk.basis(
                                    new DecisionDesk.Ask(dataset, reference, purpose.code(), null),
                                    allowed));
            case Judgement.Refused refused -> {
                var all = besides(question, refused);
                yield new Way(
                        reference,
                        terms.title(),
                        agreement.state(),
                        purpose.code(),
                        purpose.text(),
                        named.columns(),
                        named.protection(),
                        false,
                        all.missing(),
                        all.next(),
                        null);
            }
        };
    }

    /** Also what is missing besides conditions of access: asking for access may help with that. */
    private Judgement.Refused besides(Question question, Judgement.Refused refused) {
        return conditionsAlone(refused.missing())
                        && gatekeeper.explain(question, Set.of(Supposition.LIFTED))
                                instanceof Judgement.Refused(var missing, var next)
                ? new Judgement.Refused(
                        Stream.concat(missing.stream(), refused.missing().stream()).toList(), next)
                : refused;
    }

    private static boolean conditionsAlone(List<Reason> reasons) {
        return !reasons.isEmpty()
                && reasons.stream().allMatch(reason -> CONDITIONS.contains(reason.code()));
    }
}
