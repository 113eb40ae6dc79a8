package city.datastore.platform.portal;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.datasets.DatasetException;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Storing a new version from a browser.
 *
 * <p>The file goes from the connection straight into the vault, part by part as it arrives: the
 * servlet container's own handling of multipart bodies would put it into a temporary file in clear
 * (law 5), and is switched off. For the same reason the form's token against forged requests comes
 * in its address, where the security filter sees it before the body is read.
 */
@Controller
class UploadPage {
    private static final String FILE = "file";
    private static final int MAX_PARTS = 10;
    private static final int MAX_PART_HEADER_BYTES = 4096;

    private final Datasets datasets;
    private final Gatekeeper gatekeeper;
    private final Words words;

    UploadPage(Datasets datasets, Gatekeeper gatekeeper, Words words) {
        this.datasets = datasets;
        this.gatekeeper = gatekeeper;
        this.words = words;
    }

    @GetMapping("/datasets/{agency}/{name}/upload")
    String form(
            Caller caller, @PathVariable String agency, @PathVariable String name, Model model) {
        return show(caller, id(agency, name), FormErrors.none(), model);
    }

    @PostMapping("/datasets/{agency}/{name}/upload")
    String upload(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            HttpServletRequest request,
            Model model,
            RedirectAttributes next)
            throws IOException {
        var id = id(agency, name);
        var errors = FormErrors.none();
        try {
            var part = file(request);
            if (part == null) {
                errors.add(FILE, words.say("upload.file.missing"));
                return show(caller, id, errors, model);
            }
            try (var bytes = part.openStream()) {
                var stored =
                        datasets.upload(
                                caller, id, new Upload(bytes, mediaType(part), null, null, null));
                next.addFlashAttribute(
                        "done", words.say("upload.done", stored.value().id().number()));
                return "redirect:/datasets/" + id;
            }
        } catch (FileUploadException _) {
            errors.add(FILE, words.say("upload.cut-short"));
        } catch (DatasetException.Empty _) {
            errors.add(FILE, words.say("upload.empty"));
        } catch (DatasetException.CutShort _) {
            errors.add(FILE, words.say("upload.cut-short"));
        } catch (DatasetException.TooLarge | DatasetException.NoRoom e) {
            errors.add(FILE, Words.sentence(e.getMessage()));
        }
        return show(caller, id, errors, model);
    }

    private String show(Caller caller, DatasetId id, FormErrors errors, Model model) {
        model.addAttribute("dataset", datasets.see(caller, id));
        model.addAttribute("errors", errors);
        model.addAttribute(
                "refusal",
                Possible.refusal(gatekeeper, caller, Act.UPLOAD_VERSION, new Target.OfDataset(id)));
        return "pages/upload";
    }

    /** The first part that is a file with a name, still on the wire; null if there is none. */
    private static @Nullable FileItemStream file(HttpServletRequest request) throws IOException {
        var parts = new FileUpload();
        parts.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return null;
        }
        var found = parts.getItemIterator(new ServletRequestContext(request));
        for (int seen = 0; seen < MAX_PARTS && found.hasNext(); seen++) {
            var part = found.next();
            String filename = part.getName();
            if (!part.isFormField()
                    && FILE.equals(part.getFieldName())
                    && filename != null
                    && !filename.isBlank()) {
                return part;
            }
        }
        return null;
    }

    /** Browsers call a CSV file what the machine's office programs call it: its ending is surer. */
    private static String mediaType(FileItemStream part) {
        String filename = part.getName();
        String said = part.getContentType();
        if (filename != null && filename.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return said != null && said.startsWith("text/csv") ? said : "text/csv";
        }
        return said == null ? "application/octet-stream" : said;
    }

    private static DatasetId id(String agency, String name) {
        return new DatasetId(new AgencyCode(agency), name);
    }
}
