package city.datastore.platform.desk;

import city.datastore.agreements.Agreement;

/** Writes an agreement down as a document, from the record as it is. */
@FunctionalInterface
public interface AgreementDocuments {
    /**
     * The document as a PDF, marked with version and digest.
     *
     * @throws city.datastore.platform.document.PdfException where there cannot be one just now
     */
    byte[] pdf(Agreement agreement) throws InterruptedException;
}
