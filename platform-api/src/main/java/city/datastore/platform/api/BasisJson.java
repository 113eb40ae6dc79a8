package city.datastore.platform.api;

import city.datastore.access.policy.RolePolicy;
import city.datastore.agreements.Terms;
import city.datastore.agreements.comments.Clause;
import city.datastore.platform.desk.DecisionDesk;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a yes rests on, from the law to the grant.
 *
 * @param rule of the policy that allows it
 * @param columns that may be read, {@code "all"} or a list
 * @param treatments by column, of those that do not leave in clear
 * @param rows conditions that a row has to meet to leave
 * @param agreement null where none is needed
 * @param grant null where none is needed, or it is only supposed
 * @param rolePolicies by which the owner let the reader in, where it narrowed the rules
 */
record BasisJson(
        String rule,
        Object columns,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> treatments,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProtectionJson.Condition> rows,
        @Nullable OfAgreementJson agreement,
        @Nullable OfGrantJson grant,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfRolePolicyJson> rolePolicies) {

    /**
     * The agreement, in the version that allows it, and its law.
     *
     * @param clauses that allow it, by their paths
     */
    record OfAgreementJson(
            String reference,
            int version,
            List<String> clauses,
            @Nullable PurposeJson purpose,
            LawJson lawfulBasis) {}

    /** The purpose as the agreement puts it. */
    record PurposeJson(String code, String text) {}

    /** The lawful basis (UK GDPR Articles 6 and 9, Data Protection Act 2018 Schedule 1). */
    record LawJson(
            String article6,
            @Nullable String article9,
            @Nullable String schedule1,
            List<String> gateways) {}

    /** The grant, the request it answers, and who gave it. */
    record OfGrantJson(
            String id,
            String accessRequest,
            PersonJson grantedBy,
            Instant grantedAt,
            Instant until) {}

    /** A role policy of the owner, in the version that is in force. */
    record OfRolePolicyJson(String id, @Nullable String dataset, int version) {
        static OfRolePolicyJson of(RolePolicy policy) {
            var dataset = policy.dataset();
            return new OfRolePolicyJson(
                    policy.id().toString(),
                    dataset == null ? null : dataset.toString(),
                    policy.version());
        }
    }

    static BasisJson of(DecisionDesk.Basis basis) {
        var head = basis.agreement();
        var grant = basis.grant();
        var protection = ProtectionJson.of(basis.allowed().protection());
        return new BasisJson(
                basis.allowed().rule(),
                ColumnsJson.of(basis.allowed().columns()),
                protection.treatments(),
                protection.rows(),
                head == null
                        ? null
                        : new OfAgreementJson(
                                head.reference().toString(),
                                head.version(),
                                basis.clauses().stream().map(Clause.Field::path).toList(),
                                purpose(basis.purpose()),
                                law(head.terms().lawfulBasis())),
                grant == null
                        ? null
                        : new OfGrantJson(
                                grant.held().id().toString(),
                                grant.request().toString(),
                                new PersonJson(grant.grantedBy().value(), grant.grantedByName()),
                                grant.grantedAt(),
                                grant.held().until()),
                basis.rolePolicies().stream().map(OfRolePolicyJson::of).toList());
    }

    private static @Nullable PurposeJson purpose(Terms.@Nullable Purpose purpose) {
        return purpose == null ? null : new PurposeJson(purpose.code().value(), purpose.text());
    }

    private static LawJson law(Terms.LawfulBasis law) {
        return new LawJson(law.article6(), law.article9(), law.schedule1(), law.gateways());
    }
}
