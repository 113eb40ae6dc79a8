package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreements;
import city.datastore.platform.desk.AgreementDocuments;
import city.datastore.platform.document.PdfException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** An agreement as a document to keep: a PDF made from the record as it is. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/{reference}")
class DocumentApi {
    private final Agreements agreements;
    private final AgreementDocuments documents;

    DocumentApi(Agreements agreements, AgreementDocuments documents) {
        this.agreements = agreements;
        this.documents = documents;
    }

    @GetMapping(value = "/document.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pdf(Caller caller, @PathVariable String reference)
            throws InterruptedException {
        var seen = agreements.see(caller, Paths.agreement(reference));
        try {
            byte[] made = documents.pdf(seen.value());
            return ApiHeaders.ok(seen)
                    .contentType(MediaType.APPLICATION_PDF)
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(reference + ".pdf")
                                    .build()
                                    .toString())
                    .body(made);
        } catch (PdfException.Busy e) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage(), e);
        } catch (PdfException.TooLarge e) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage(), e);
        }
    }
}
