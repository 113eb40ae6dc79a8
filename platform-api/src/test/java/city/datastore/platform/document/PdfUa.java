package city.datastore.platform.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Whether a file is PDF/UA-1 (ISO 14289-1), as veraPDF judges what a machine can judge of it. */
public final class PdfUa {
    private PdfUa() {}

    /** Each rule that the file breaks, once, with its clause in the standard. */
    public static List<String> faults(byte[] file) throws IOException {
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        try (var parser =
                        foundry.createParser(new ByteArrayInputStream(file), PDFAFlavour.PDFUA_1);
                var validator = foundry.createValidator(PDFAFlavour.PDFUA_1, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(each -> each.getStatus() == TestAssertion.Status.FAILED)
                    .map(each ->
                            each.getRuleId().getClause()
                                    + "-"
                                    + each.getRuleId().getTestNumber()
                                    + ": "
                                    + each.getMessage())
                    .distinct()
                    .toList();
        } catch (VeraPDFException e) {
            throw new IOException("no PDF that can be read", e);
        }
    }
}
