package city.datastore.platform.api;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.particulars.Particulars;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agreement in its state, with its terms.
 *
 * @param offeredBy who proposed it, null while it is a draft or once every party has signed
 * @param signatures who has signed so far, the proposer first
 * @param stop why it is suspended or terminated
 * @param digest of these very terms, see {@link TermsDigest}
 * @param particulars what it says besides what the gate enforces, by place and question; null in a
 *     list
 * @param missing what keeps it from being proposed; null in a list, where nobody looked
 * @param warnings what should be read before signing; null in a list
 */
record AgreementJson(
        String reference,
        int version,
        long revision,
        String state,
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
        @Nullable Signature offeredBy,
        List<Signature> signatures,
        @Nullable Stop stop,
        String digest,
        String extent,
        @Nullable Map<String, Map<String, Object>> particulars,
        @Nullable List<FaultJson> missing,
        @Nullable List<FaultJson> warnings) {

    /** An agency in it. */
    record Party(String agency, String role, boolean provides, boolean receives) {}

    /** A dataset and which of its columns: the word {@code "all"}, or a list. */
    record Scope(String dataset, Object columns) {}

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

    static AgreementJson of(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _ -> of(agreement, null, List.of(), null);
            case Agreement.Proposed(_, var offer, var approvals) ->
                    of(
                            agreement,
                            offer,
                            Stream.concat(Stream.of(offer), approvals.stream()).toList(),
                            null);
            case Agreement.Active(_, var signatures) -> of(agreement, null, signatures, null);
            case Agreement.Suspended(_, var signatures, var stop) ->
                    of(agreement, null, signatures, stop);
            case Agreement.Expired(_, var signatures) -> of(agreement, null, signatures, null);
            case Agreement.Terminated(_, var signatures, var stop) ->
                    of(agreement, null, signatures, stop);
        };
    }

    private static AgreementJson of(
            Agreement agreement,
            Agreement.@Nullable Signature offer,
            List<Agreement.Signature> signatures,
            Agreement.@Nullable Stop stop) {
        var head = agreement.head();
        Terms terms = head.terms();
        return new AgreementJson(
                head.reference().value(),
                head.version(),
                head.revision(),
                agreement.state(),
                head.draftedBy().value(),
                terms.title(),
                terms.parties().stream()
                        .map(each ->
                                new Party(
                                        each.agency().value(),
                                        each.role(),
                                        each.provides(),
                                        each.receives()))
                        .toList(),
                terms.datasets().stream()
                        .map(each ->
                                new Scope(
                                        each.dataset().toString(), ColumnsJson.of(each.columns())))
                        .toList(),
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
                offer == null ? null : Signature.of(offer),
                signatures.stream().map(Signature::of).toList(),
                stop == null ? null : Stop.of(stop),
                TermsDigest.of(head),
                terms.particulars().extent().word(),
                null,
                null,
                null);
    }

    /** With everything it says, and what a review found. */
    AgreementJson with(Particulars said, TermsReview.Findings findings) {
        return new AgreementJson(
                reference,
                version,
                revision,
                state,
                draftedBy,
                title,
                parties,
                datasets,
                purposes,
                actions,
                lawfulBasis,
                starts,
                ends,
                reviewDue,
                offeredBy,
                signatures,
                stop,
                digest,
                extent,
                ParticularsJson.of(said),
                faults(findings.missing()),
                faults(findings.warnings()));
    }

    private static List<FaultJson> faults(List<AgreementException.Fault> faults) {
        return faults.stream().map(each -> new FaultJson(each.field(), each.message())).toList();
    }
}
