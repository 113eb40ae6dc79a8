package city.datastore.platform.desk;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.Supposition;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Terms;
import city.datastore.agreements.comments.Clause;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.datasets.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gate would say to a reading, without asking it to open: of oneself, or, where the gate
 * lets one ask, of somebody else, on the record. Nothing is released.
 */
public final class DecisionDesk {
    private final Gatekeeper gatekeeper;
    private final Datasets datasets;
    private final Grants grants;
    private final AgreementRegister agreements;
    private final RolePolicies rolePolicies;

    public DecisionDesk(
            Gatekeeper gatekeeper,
            Datasets datasets,
            Grants grants,
            AgreementRegister agreements,
            RolePolicies rolePolicies) {
        this.gatekeeper = gatekeeper;
        this.datasets = datasets;
        this.grants = grants;
        this.agreements = agreements;
        this.rolePolicies = rolePolicies;
    }

    /**
     * A reading that somebody could want.
     *
     * @param person user name or subject, null: the caller
     * @param supposing what is to be taken as otherwise than it is
     */
    public record Ask(
            DatasetId dataset,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            @Nullable PersonId person,
            Set<Supposition> supposing) {
        public Ask {
            supposing = Set.copyOf(supposing);
        }

        /** With things as they are. */
        public Ask(
                DatasetId dataset,
                @Nullable AgreementRef agreement,
                @Nullable PurposeCode purpose,
                @Nullable PersonId person) {
            this(dataset, agreement, purpose, person, Set.of());
        }
    }

    /**
     * What a yes rests on, from the law to the grant.
     *
     * @param agreement in the version that allows it, null where none is needed
     * @param purpose what the agreement says of the purpose, null where none is named
     * @param grant null where none is needed, or it is only supposed
     * @param rolePolicies of the owner that let the reader in; none where they are supposed away
     */
    public record Basis(
            Judgement.Allowed allowed,
            Agreement.@Nullable Head agreement,
            Terms.@Nullable Purpose purpose,
            @Nullable Grant grant,
            List<RolePolicy> rolePolicies) {

        /** The clauses of the agreement that allow it; none where none is needed. */
        public List<Clause.Field> clauses() {
            return agreement == null ? List.of() : allowing(agreement.terms().lawfulBasis());
        }

        private static List<Clause.Field> allowing(Terms.LawfulBasis law) {
            var clauses =
                    new ArrayList<>(
                            List.of(
                                    Clause.Field.PARTIES,
                                    Clause.Field.DATASETS,
                                    Clause.Field.PURPOSES,
                                    Clause.Field.ACTIONS,
                                    Clause.Field.ARTICLE_6));
            if (law.article9() != null) {
                clauses.add(Clause.Field.ARTICLE_9);
            }
            if (law.schedule1() != null) {
                clauses.add(Clause.Field.SCHEDULE_1);
            }
            if (!law.gateways().isEmpty()) {
                clauses.add(Clause.Field.GATEWAYS);
            }
            clauses.add(Clause.Field.STARTS);
            clauses.add(Clause.Field.ENDS);
            return List.copyOf(clauses);
        }
    }

    /** What the gate would say, and where that was put on the record. */
    public sealed interface Answer {
        /** To the caller, which is not recorded. */
        record OfOneself(Judgement judgement) implements Answer {}

        /** To somebody else. */
        record OfAnother(Judgement judgement, EventId event) implements Answer {}

        /** To somebody of whom nothing is known: they never held a grant on the dataset. */
        record OfStranger(PersonId person, EventId event) implements Answer {}
    }

    /**
     * Asks.
     *
     * @throws city.datastore.platform.datasets.DatasetException where the caller may not even know
     *     of the dataset
     * @throws city.datastore.access.gate.RefusedException where the caller may not ask about others
     */
    public Answer ask(Caller caller, Ask ask) {
        datasets.mustKnow(caller, ask.dataset());
        var person = ask.person();
        if (person == null || isSelf(caller, person)) {
            return new Answer.OfOneself(judge(caller, caller, ask));
        }
        var other = officer(caller, ask.dataset(), person);
        var about =
                new Target.OfOther(ask.dataset(), person, other.map(Caller::agency).orElse(null));
        var pass = gatekeeper.admit(Question.of(caller, Act.ASK_ABOUT_OTHERS, about));
        return other.<Answer>map(
                        known -> new Answer.OfAnother(judge(caller, known, ask), pass.event()))
                .orElseGet(() -> new Answer.OfStranger(person, pass.event()));
    }

    /** Whether that names the caller, by user name or subject. */
    public static boolean isSelf(Caller caller, PersonId person) {
        return caller.person().equals(person) || caller.username().equals(person.value());
    }

    /** What a yes to that question rests on; it is looked up in the database. */
    public Basis basis(Ask ask, Judgement.Allowed allowed) {
        return basis(
                ask.purpose(),
                allowed,
                ask.supposing().contains(Supposition.LIFTED)
                        ? List.of()
                        : rolePolicies.standing(ask.dataset()));
    }

    /** What a yes rested on under those role policies. */
    Basis basis(
            @Nullable PurposeCode named, Judgement.Allowed allowed, List<RolePolicy> rolePolicies) {
        var permit = allowed.permit();
        var held = allowed.grant();
        var head =
                permit == null
                        ? null
                        : agreements.version(permit.agreement(), permit.version()).orElse(null);
        var purpose =
                head == null
                        ? null
                        : head.terms().purposes().stream()
                                .filter(one -> one.code().equals(named))
                                .findFirst()
                                .orElse(null);
        return new Basis(
                allowed,
                head,
                purpose,
                held == null ? null : grants.grantOf(held.id()).orElse(null),
                rolePolicies);
    }

    /** What the gate would say to the reader, as far as the asker may know. */
    Judgement judge(Caller asker, Caller reader, Ask ask) {
        return gatekeeper.explainTo(
                asker,
                new Question(
                        reader,
                        Act.READ_CONTENT,
                        new Target.OfDataset(ask.dataset()),
                        ask.agreement(),
                        ask.purpose()),
                ask.supposing());
    }

    /** Somebody else as their newest grant on the dataset names them: an officer of that agency. */
    Optional<Caller> officer(Caller caller, DatasetId dataset, PersonId person) {
        return grants.newestHolding(dataset, person)
                .map(holding -> {
                    var held = holding.grant();
                    return new Caller(
                            held.holder(),
                            holding.name(),
                            held.agency(),
                            Set.of(Role.OFFICER),
                            false,
                            caller.request());
                });
    }
}
