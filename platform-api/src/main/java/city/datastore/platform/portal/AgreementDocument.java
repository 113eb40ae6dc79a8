package city.datastore.platform.portal;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.TermsDigest;
import city.datastore.platform.desk.AgreementDocuments;
import city.datastore.platform.document.Pdf;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** An agreement in words, for the page that shows it and for the PDF: both say the same. */
@Component
class AgreementDocument implements AgreementDocuments {
    private final Said said;
    private final Show show;
    private final ITemplateEngine templates;
    private final Pdf pdf;
    private final Clock clock;

    AgreementDocument(Said said, Show show, ITemplateEngine templates, Pdf pdf, Clock clock) {
        this.said = said;
        this.show = show;
        this.templates = templates;
        this.pdf = pdf;
        this.clock = clock;
    }

    /** Everything that its template shows. */
    Map<String, Object> described(Agreement agreement) {
        var head = agreement.head();
        var model = new HashMap<String, Object>();
        model.put("agreement", agreement);
        model.put("reference", head.reference().value());
        model.put("terms", head.terms());
        model.put("promises", said.promises(agreement));
        model.put("promised", Said.promised(agreement));
        model.put("chapters", said.chapters(head.terms()));
        model.put("signatures", signatures(agreement));
        model.put("digest", TermsDigest.of(head));
        model.put("now", clock.instant());
        return model;
    }

    @Override
    public byte[] pdf(Agreement agreement) throws InterruptedException {
        var model = described(agreement);
        model.put("show", show);
        return pdf.of(
                templates.process("pages/agreement-document-pdf", new Context(Locale.UK, model)));
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
