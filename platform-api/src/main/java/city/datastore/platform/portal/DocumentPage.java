package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.TermsDigest;
import city.datastore.audit.names.AgreementRef;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** An agreement as a document to read and print, made from the record as it is now. */
@Controller
class DocumentPage {
    private final Agreements agreements;
    private final Said said;
    private final Clock clock;

    DocumentPage(Agreements agreements, Said said, Clock clock) {
        this.agreements = agreements;
        this.said = said;
        this.clock = clock;
    }

    @GetMapping("/agreements/{reference}/document")
    String document(Caller caller, @PathVariable String reference, Model model) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        var head = agreement.head();
        model.addAttribute("agreement", agreement);
        model.addAttribute("reference", head.reference().value());
        model.addAttribute("terms", head.terms());
        model.addAttribute("promises", said.promises(agreement));
        model.addAttribute("promised", Said.promised(agreement));
        model.addAttribute("chapters", said.chapters(head.terms()));
        model.addAttribute("signatures", signatures(agreement));
        model.addAttribute("digest", TermsDigest.of(head));
        model.addAttribute("now", clock.instant());
        return "pages/agreement-document";
    }

    private static List<Agreement.Signature> signatures(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _, Agreement.Terminated _, Agreement.Superseded _ -> List.of();
            case Agreement.Offered offered ->
                    offered.signatures().stream()
                            .filter(signature -> offered.hasSigned(signature.agency()))
                            .toList();
        };
    }
}
