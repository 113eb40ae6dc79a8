package city.datastore.platform.api;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Terms;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agreement in its state, with its terms.
 *
 * @param offeredBy who proposed it, null while it is a draft or once every party has signed
 * @param signatures who has signed so far, the proposer first
 * @param stop why it is suspended or terminated
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
        @Nullable Stop stop) {

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
                stop == null ? null : Stop.of(stop));
    }
}
