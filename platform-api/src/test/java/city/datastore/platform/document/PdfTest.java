package city.datastore.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out is read back with PDFBox. */
class PdfTest {
    private final Pdf pdf = new Pdf(Duration.ofMinutes(2));

    private static String page(String body) {
        return """
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB">
        <head><title>Spending &amp; trees</title><meta name="description" content="About it"/>
        <style>body { font-family: 'Liberation Sans' }</style></head>
        <body><h1>Heading</h1>%s</body></html>
        """
                .formatted(body);
    }

    private static String text(byte[] made) throws IOException {
        try (PDDocument document = Loader.loadPDF(made)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Nested
    class A_pdf {
        @Test
        void has_the_text_the_title_the_language_and_tags() throws Exception {
            byte[] made =
                    pdf.of(page("<p>Brent gives data – £5, Ünïcödé.</p><ul><li>One</li></ul>"));
            try (PDDocument document = Loader.loadPDF(made)) {
                var catalog = document.getDocumentCatalog();
                assertThat(new PDFTextStripper().getText(document))
                        .contains("Heading", "Brent gives data – £5, Ünïcödé.", "One");
                assertThat(document.getDocumentInformation().getTitle())
                        .isEqualTo("Spending & trees");
                assertThat(catalog.getLanguage()).isEqualTo("en-GB");
                assertThat(catalog.getMarkInfo().isMarked()).isTrue();
                assertThat(catalog.getStructureTreeRoot()).isNotNull();
                assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            }
        }

        @Test
        void brings_every_font_that_it_uses() throws Exception {
            try (PDDocument document = Loader.loadPDF(pdf.of(page("<p><b>Bold</b> or not</p>")))) {
                for (var page : document.getPages()) {
                    for (var name : page.getResources().getFontNames()) {
                        var font = page.getResources().getFont(name);
                        assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                        assertThat(font.getName()).contains("LiberationSans");
                    }
                }
            }
        }

        @Test
        void leaves_out_what_xml_has_no_place_for() throws Exception {
            assertThat(text(pdf.of(page("<p>be\u000bfore\u0001</p>")))).contains("before");
        }
    }

    @Nested
    class As_a_document_for_everybody {
        @Test
        void a_pdf_keeps_every_rule_of_pdf_ua_that_a_machine_can_check() throws Exception {
            byte[] made =
                    pdf.of(
                            page(
                                    """
                                    <h2>A list</h2><ul><li>One</li><li><b>Two</b></li></ul>
                                    <h2>Terms</h2><dl><dt>Until</dt><dd>2027</dd></dl>
                                    <h2>A table</h2><table><thead><tr><th scope="col">Year</th></tr></thead>
                                    <tbody><tr><td>2027</td></tr></tbody></table>
                                    """));
            assertThat(PdfUa.faults(made)).isEmpty();
        }

        @Test
        void a_pdf_without_tags_is_found_out() throws IOException {
            var out = new ByteArrayOutputStream();
            try (PDDocument untagged = new PDDocument()) {
                untagged.addPage(new PDPage());
                untagged.save(out);
            }
            assertThat(PdfUa.faults(out.toByteArray()))
                    .anyMatch(fault -> fault.startsWith("6.2-1") || fault.startsWith("7.1"));
        }
    }

    @Nested
    class Nothing_but_the_text {
        private static final String SECRET = "keep-this-to-yourself";

        @Test
        void is_read_from_the_network() throws Exception {
            var asked = new AtomicInteger();
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        asked.incrementAndGet();
                        exchange.sendResponseHeaders(404, -1);
                        exchange.close();
                    });
            server.start();
            String site = "http://127.0.0.1:" + server.getAddress().getPort();
            try {
                pdf.of(
                        page(
                                """
                                <link rel="stylesheet" href="%1$s/a.css"/>
                                <style>@import url(%1$s/b.css); @font-face { font-family: X; src: url(%1$s/x.ttf) }
                                p { background: url(%1$s/c.png); font-family: X }</style>
                                <p>text <img src="%1$s/d.png" alt="x"/></p>
                                <object type="image/svg+xml" data="%1$s/e.svg"></object>
                                """
                                        .formatted(site)));
            } finally {
                server.stop(0);
            }
            assertThat(asked).hasValue(0);
        }

        @Test
        void is_read_from_files(@TempDir Path folder) throws Exception {
            Path file =
                    Files.writeString(
                            folder.resolve("secret.css"), "p:before { content: '" + SECRET + "' }");
            byte[] made =
                    pdf.of(
                            page(
                                    "<link rel=\"stylesheet\" href=\"%1$s\"/><style>@import url(%1$s);</style><p>text</p>"
                                            .formatted(file.toUri())));
            assertThat(text(made)).contains("text").doesNotContain(SECRET);
        }

        @Test
        void such_as_an_entity_or_a_document_type_is_accepted(@TempDir Path folder)
                throws IOException {
            Path file = Files.writeString(folder.resolve("secret.txt"), SECRET);
            String hostile =
                    "<!DOCTYPE html [<!ENTITY x SYSTEM \"%s\">]>".formatted(file.toUri())
                            + page("<p>&x;</p>");
            assertThatThrownBy(() -> pdf.of(hostile)).isInstanceOf(PdfException.Unreadable.class);
            assertThatThrownBy(() -> pdf.of("<!DOCTYPE html>" + page("<p>x</p>")))
                    .isInstanceOf(PdfException.Unreadable.class);
            assertThatThrownBy(() -> pdf.of(page("<p>")))
                    .isInstanceOf(PdfException.Unreadable.class);
        }
    }

    @Nested
    class Its_limits {
        @Test
        void are_the_length_of_the_page() {
            assertThatThrownBy(() -> pdf.of(page("x".repeat(Pdf.MAX_CHARACTERS))))
                    .isInstanceOf(PdfException.TooLarge.class);
        }

        @Test
        void are_the_time_that_somebody_waits() {
            assertThatThrownBy(() -> new Pdf(Duration.ZERO).of(page("<p>x</p>")))
                    .isInstanceOf(PdfException.Busy.class);
        }
    }
}
