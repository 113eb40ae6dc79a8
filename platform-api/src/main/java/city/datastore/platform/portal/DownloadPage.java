package city.datastore.platform.portal;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Opened;
import city.datastore.platform.datasets.Reading;
import city.datastore.platform.security.Connections;
import city.datastore.platform.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Hands a person the bytes that the gate allows them, as a file. */
@Controller
class DownloadPage {
    private final Datasets datasets;
    private final StepUp stepUp;
    private final Connections connections;

    DownloadPage(Datasets datasets, StepUp stepUp, Connections connections) {
        this.datasets = datasets;
        this.stepUp = stepUp;
        this.connections = connections;
    }

    /** Answers HEAD too, with the same headers and no byte; every answer follows a decision. */
    @GetMapping("/datasets/{agency}/{name}/download")
    @Nullable String download(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var fields = new Fields(sent);
        String emergency = fields.given("emergency");
        String agreement = fields.given("agreement");
        String purpose = fields.given("purpose");
        var reading =
                new Reading(
                        new DatasetId(new AgencyCode(agency), name),
                        version(fields.given("version")),
                        agreement == null ? null : new AgreementRef(agreement),
                        purpose == null ? null : new PurposeCode(purpose),
                        emergency == null ? null : EmergencyId.parse(emergency));
        try (Opened opened = datasets.open(caller, reading)) {
            opened.cutBy(connections.cutting(request));
            var version = opened.version();
            response.setHeader("Audit-Event", opened.pass().event().toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setContentType(version.mediaType());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"" + version.filename() + "\"");
            if (opened.wholeFile()) {
                response.setContentLengthLong(version.sizeBytes());
            }
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                opened.transferTo(response.getOutputStream());
            }
            response.flushBuffer();
            return null;
        } catch (RefusedException e) {
            if (!e.takesSecondFactor() || response.isCommitted()) {
                throw e;
            }
            return stepUp.first(request, response);
        }
    }

    /** Null means the latest; what cannot be a version's number is none that is there. */
    private static @Nullable Integer version(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        if (!typed.matches("[1-9][0-9]{0,8}")) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Integer.valueOf(typed);
    }
}
