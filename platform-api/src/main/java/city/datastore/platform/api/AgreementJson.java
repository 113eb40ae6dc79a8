package city.datastore.platform.api;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.TermsReview;
import city.datastore.audit.names.AgencyCode;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agreement in its state, with its terms.
 *
 * @param reviewDue as the terms say
 * @param nextReview when it is due for review now: as the last review said, else {@code reviewDue}
 * @param offeredBy who proposed it, null unless it is proposed
 * @param signatures who has signed so far, the proposer first
 * @param expiring whether its end is less than 90 days away
 * @param waitingFor the parties that have not signed yet
 * @param stop why it is suspended or terminated
 * @param supersededBy the agreement that took its place
 * @param digest of these very terms, see {@link TermsDigest}; null in a list
 * @param particulars what it says besides what the gate enforces, by place and question; null in a
 *     list
 * @param missing what keeps it from being proposed; null in a list, where nobody looked
 * @param warnings what should be read before signing; null in a list
 * @param obstacle what would keep signatures from taking effect, by its impact assessment; null
 *     where nothing does, where nobody is asked to sign any more, and in a list
 */
record AgreementJson(
        String reference,
        int version,
        long revision,
        String state,
        boolean expiring,
        String draftedBy,
        String title,
        List<Party> parties,
        List<Scope> datasets,
        List<Purpose> purposes,
        List<String> actions,
        LawfulBasis lawfulBasis,
        Instant starts,
        Instant ends,
        Instant reviewDue,
        Instant nextReview,
        @Nullable Signature offeredBy,
        List<Signature> signatures,
        List<String> waitingFor,
        @Nullable Stop stop,
        @Nullable String supersededBy,
        String extent,
        @Nullable TemplateRefJson template,
        @Nullable String digest,
        @Nullable Map<String, Map<String, Object>> particulars,
        @Nullable List<FaultJson> missing,
        @Nullable List<FaultJson> warnings,
        @Nullable String obstacle) {

    /** What was found in it; a list leaves out all that is long, and nobody looks. */
    record Looked(TermsReview.Findings findings, @Nullable String obstacle) {}

    /** An agency in it, and how far it is with signing. */
    record Party(
            String agency, String role, boolean provides, boolean receives, SigningJson signing) {}

    /**
     * A dataset and which of its columns: the word {@code "all"}, or a list.
     *
     * @param treatments by column; left out where all leave in clear
     * @param rows conditions of which all have to hold; left out where every row is shared
     */
    record Scope(
            String dataset,
            Object columns,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> treatments,
            @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Nullable List<ProtectionJson.Condition> rows) {
        static Scope of(Terms.Scope scope) {
            var protection = ProtectionJson.of(scope.protection());
            return new Scope(
                    scope.dataset().toString(),
                    ColumnsJson.of(scope.columns()),
                    protection.treatments().isEmpty() ? null : protection.treatments(),
                    protection.rows().isEmpty() ? null : protection.rows());
        }
    }

    /** What the data is for. */
    record Purpose(String code, String text) {}

    /** The law it rests on. */
    record LawfulBasis(
            String article6,
            @Nullable String article9,
            @Nullable String schedule1,
            List<String> gateways) {}

    /** A lead's signature for their agency. */
    record Signature(String agency, PersonJson person, Instant at, String comment) {
        static Signature of(Agreement.Signature signature) {
            return new Signature(
                    signature.agency().value(),
                    new PersonJson(signature.person().value(), signature.name()),
                    signature.at(),
                    signature.comment());
        }
    }

    /** Why and by whom it was stopped. */
    record Stop(String agency, PersonJson person, Instant at, String reason) {
        static Stop of(Agreement.Stop stop) {
            return new Stop(
                    stop.agency().value(),
                    new PersonJson(stop.person().value(), stop.name()),
                    stop.at(),
                    stop.reason());
        }
    }

    /**
     * @param now decides whether it expires soon
     * @param looked null in a list
     */
    static AgreementJson of(Agreement agreement, Instant now, @Nullable Looked looked) {
        var offered = agreement instanceof Agreement.Offered it ? it : null;
        var stop = stop(agreement);
        var head = agreement.head();
        Terms terms = head.terms();
        return new AgreementJson(
                head.reference().value(),
                head.version(),
                head.revision(),
                agreement.state(),
                agreement.expiringAt(now),
                head.draftedBy().value(),
                terms.title(),
                terms.parties().stream()
                        .map(each ->
                                new Party(
                                        each.agency().value(),
                                        each.role(),
                                        each.provides(),
                                        each.receives(),
                                        SigningJson.of(agreement, each.agency())))
                        .toList(),
                terms.datasets().stream().map(Scope::of).toList(),
                terms.purposes().stream()
                        .map(each -> new Purpose(each.code().value(), each.text()))
                        .toList(),
                terms.actions().stream().map(each -> each.value()).sorted().toList(),
                new LawfulBasis(
                        terms.lawfulBasis().article6(),
                        terms.lawfulBasis().article9(),
                        terms.lawfulBasis().schedule1(),
                        terms.lawfulBasis().gateways()),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                head.reviewDue(),
                agreement instanceof Agreement.Proposed it ? Signature.of(it.offeredBy()) : null,
                offered == null
                        ? List.of()
                        : offered.signatures().stream().map(Signature::of).toList(),
                offered == null
                        ? List.of()
                        : offered.waitingFor().stream().map(AgencyCode::value).toList(),
                stop == null ? null : Stop.of(stop),
                agreement instanceof Agreement.Superseded it ? it.successor().value() : null,
                terms.particulars().extent().word(),
                TemplateRefJson.of(terms.template()),
                looked == null ? null : TermsDigest.of(head),
                looked == null ? null : ParticularsJson.of(terms.particulars()),
                looked == null ? null : faults(looked.findings().missing()),
                looked == null ? null : faults(looked.findings().warnings()),
                looked == null ? null : looked.obstacle());
    }

    private static Agreement.@Nullable Stop stop(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Suspended it -> it.stop();
            case Agreement.Terminated it -> it.stop();
            case Agreement.Superseded it -> it.stop();
            case Agreement.Draft _, Agreement.Proposed _, Agreement.Active _, Agreement.Expired _ ->
                    null;
        };
    }

    private static List<FaultJson> faults(List<AgreementException.Fault> faults) {
        return faults.stream().map(each -> new FaultJson(each.field(), each.message())).toList();
    }
}
