package city.datastore.platform.document;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Document;

/**
 * Makes PDFs (PDF/UA, ISO 14289-1) of XHTML. At most two are made at once; whoever waits too long
 * is told so.
 */
public final class Pdf {
    /** Longest page that is taken, in characters. */
    public static final int MAX_CHARACTERS = 4_000_000;

    /** Largest file that is made. */
    public static final int MAX_BYTES = 30_000_000;

    /** The font that every text is set in, as PDFBox brings it (SIL Open Font License 1.1). */
    public static final String FONT = "Liberation Sans";

    private static final String FONT_FILE =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int AT_ONCE = 2;
    private static final int[] WEIGHTS = {400, 700};

    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE, /* fair= */ true);

    /**
     * @param patience longest that somebody waits for a document, in all
     */
    public Pdf(Duration patience) {
        this.patience = patience;
        XRLog.setLoggingEnabled(false); // it would write what is in the page
    }

    /**
     * The PDF of a page. Only what is in the text is in it: addresses are not followed.
     *
     * @param xhtml well-formed, with a language, a title and its style in it
     * @throws PdfException.TooLarge where the page or the file exceeds its limit
     * @throws PdfException.Busy where it did not come about in time
     */
    public byte[] of(String xhtml) throws InterruptedException {
        if (xhtml.length() > MAX_CHARACTERS) {
            throw new PdfException.TooLarge(
                    "the document has "
                            + xhtml.length()
                            + " characters, a PDF is made of at most "
                            + MAX_CHARACTERS);
        }
        Document page = WellFormed.of(xhtml);
        long until = System.nanoTime() + patience.toNanos();
        if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new PdfException.Busy();
        }
        var work = new FutureTask<>(() -> written(page));
        Thread.ofVirtual()
                .name("pdf")
                .start(() -> {
                    try {
                        work.run();
                    } finally {
                        places.release(); // also when nobody waits any more
                    }
                });
        return result(work, until - System.nanoTime());
    }

    private static byte[] result(FutureTask<byte[]> work, long nanos) throws InterruptedException {
        try {
            return work.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new PdfException.Busy();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PdfException known) {
                throw known;
            }
            throw new IllegalStateException("the PDF could not be written", e.getCause());
        }
    }

    private static byte[] written(Document page) throws IOException {
        var out = new Bounded();
        try (var document = new PDDocument()) {
            var builder = new PdfRendererBuilder();
            builder.withW3cDocument(page, null);
            builder.usePDDocument(document);
            builder.usePdfUaAccessibility(true);
            builder.useExternalResourceAccessControl(
                    (_, _) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
            builder.useUriResolver((_, _) -> null);
            builder.useProtocolsStreamImplementation(
                    _ -> new Nothing(), "http", "https", "file", "jar", "data", "ftp");
            for (int weight : WEIGHTS) {
                builder.useFont(Pdf::font, FONT, weight, FontStyle.NORMAL, /* subset= */ true);
            }
            builder.withProducer("City DataStore");
            builder.toStream(out);
            builder.run();
        }
        return out.bytes.toByteArray();
    }

    private static InputStream font() {
        return Objects.requireNonNull(
                PDDocument.class.getResourceAsStream(FONT_FILE), "PDFBox brings its font");
    }

    /** What is found at every address. */
    private static final class Nothing implements FSStream {
        @Override
        public InputStream getStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public Reader getReader() {
            return Reader.nullReader();
        }
    }

    /** Takes no more bytes than a file may have. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            require(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            require(length);
            bytes.write(from, offset, length);
        }

        private void require(int more) {
            if (bytes.size() + more > MAX_BYTES) {
                throw new PdfException.TooLarge(
                        "the PDF would have more than " + MAX_BYTES + " bytes");
            }
        }
    }
}
