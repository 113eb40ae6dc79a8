package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.platform.document.PdfUa;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** The document of an agreement, read back from its PDF. */
class DocumentApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final String dataset = stage.dataset("brent");

    private static String text(PDDocument document) throws IOException {
        return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }

    @Test
    void says_what_the_record_says_marked_with_version_and_digest() throws IOException {
        String path = "/agreements/" + stage.agreement(dataset, "gla", Stage.COLUMNS);
        var agreement = stage.as("gla.officer").get(path).json();
        var reply = stage.as("gla.officer").get(path + "/document.pdf").is(200);
        assertThat(reply.header("Content-Type")).startsWith("application/pdf");
        assertThat(reply.header("Content-Disposition")).contains(".pdf");
        try (PDDocument document = Loader.loadPDF(reply.bytes())) {
            assertThat(text(document))
                    .contains(
                            agreement.path("reference").asString(),
                            "Test agreement",
                            "Greater London Authority",
                            "To compare spending.",
                            "amount",
                            "version 1");
            assertThat(text(document).replace(" ", ""))
                    .contains(agreement.path("digest").asString());
            assertThat(document.getDocumentInformation().getTitle()).contains("Test agreement");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
        }
    }

    @Test
    void keeps_every_rule_of_pdf_ua_that_a_machine_can_check() throws IOException {
        String signed = "/agreements/" + stage.agreement(dataset, "gla", Stage.COLUMNS);
        assertThat(PdfUa.faults(stage.as("gla.ig").get(signed + "/document.pdf").bytes()))
                .isEmpty();

        var lead = stage.as("brent.ig");
        var terms = Stage.terms(dataset, "gla", Stage.COLUMNS);
        terms.put("extent", "full");
        var draft = lead.post("/agreements", terms).is(201);
        String full = "/agreements/" + draft.text("reference");
        Answers.complete(lead, full, terms, draft);
        assertThat(PdfUa.faults(lead.get(full + "/document.pdf").bytes())).isEmpty();
    }

    @Test
    void takes_a_hostile_title_for_text() throws IOException {
        var terms = Stage.terms(dataset, "gla", "all");
        String title = "<img src=\"http://127.0.0.1:1/x\"/> &x; ]]> \u2028 Ž";
        terms.put("title", title);
        String path =
                "/agreements/"
                        + stage.as("brent.ig").post("/agreements", terms).is(201).text("reference");
        var reply = stage.as("brent.ig").get(path + "/document.pdf").is(200);
        try (PDDocument document = Loader.loadPDF(reply.bytes())) {
            assertThat(text(document)).contains("<img", "&x;", "]]>");
        }
    }

    @Test
    void is_for_those_who_may_see_the_agreement() {
        String path = "/agreements/" + stage.agreement(dataset, "gla", "all") + "/document.pdf";
        stage.as("mps.ig").get(path).isRefused();
        stage.as("mps.ig")
                .get("/agreements/DSA-2026-9999/document.pdf")
                .isProblem(404, "not-found");
    }
}
