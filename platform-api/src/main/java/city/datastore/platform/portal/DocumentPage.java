package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AgreementRef;
import city.datastore.platform.document.PdfException;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** An agreement as a document to read, print and keep, made from the record as it is now. */
@Controller
class DocumentPage {
    private final Agreements agreements;
    private final AgreementDocument document;

    DocumentPage(Agreements agreements, AgreementDocument document) {
        this.agreements = agreements;
        this.document = document;
    }

    @GetMapping("/agreements/{reference}/document")
    String document(Caller caller, @PathVariable String reference, Model model) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        model.addAllAttributes(document.described(agreement));
        return "pages/agreement-document";
    }

    @GetMapping("/agreements/{reference}/document.pdf")
    ResponseEntity<byte[]> pdf(Caller caller, @PathVariable String reference)
            throws InterruptedException {
        var seen = agreements.see(caller, new AgreementRef(reference));
        try {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_PDF)
                    .cacheControl(CacheControl.noStore())
                    .header("Audit-Event", seen.event().toString())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(reference + ".pdf")
                                    .build()
                                    .toString())
                    .body(document.pdf(seen.value()));
        } catch (PdfException.Busy e) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage(), e);
        } catch (PdfException.TooLarge e) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage(), e);
        }
    }
}
