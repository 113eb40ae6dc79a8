package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Opened;
import city.datastore.platform.datasets.Reading;
import city.datastore.platform.security.Connections;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Releasing the bytes that the gate allows: the whole file with its length, digest and ranges, or
 * what an agreement leaves of it, cut while it flows, with its digest in the trailer (RFC 9110
 * §6.5).
 */
@RestController
@RequestMapping(Paths.V1 + "/datasets/{agency}/{name}/versions/{version}/content")
class ContentApi {
    private final Datasets datasets;
    private final Connections connections;

    ContentApi(Datasets datasets, Connections connections) {
        this.datasets = datasets;
        this.connections = connections;
    }

    /** Answers HEAD too, with the same headers and no byte; every answer follows a decision. */
    @GetMapping
    void content(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @PathVariable String version,
            NativeWebRequest web,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var query = Query.of(web, "agreement", "purpose", "emergency");
        var reading =
                new Reading(
                        Paths.dataset(agency, name),
                        Paths.version(version).orElse(null),
                        query.agreement("agreement"),
                        query.purpose("purpose"),
                        query.emergency("emergency"));
        if (reading.emergency() != null
                && (reading.agreement() != null || reading.purpose() != null)) {
            throw new CallException.BadParameter(
                    "emergency", "name an emergency access or an agreement, not both");
        }
        try (Opened opened = datasets.open(caller, reading)) {
            boolean bytesWanted = !HttpMethod.HEAD.matches(request.getMethod());
            opened.cutBy(connections.cutting(request));
            describe(opened, response);
            if (opened.wholeFile()) {
                whole(opened, request, response, bytesWanted);
            } else {
                cut(opened, request, response, bytesWanted);
            }
        }
    }

    private static void describe(Opened opened, HttpServletResponse response) {
        var pass = opened.pass();
        var permit = pass.judgement().permit();
        response.setHeader(ApiHeaders.AUDIT_EVENT, pass.event().toString());
        if (permit != null) {
            response.setHeader(ApiHeaders.AGREEMENT, permit.agreement().value());
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_TYPE, opened.version().mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + opened.version().filename() + "\"");
    }

    private static void whole(
            Opened opened,
            HttpServletRequest request,
            HttpServletResponse response,
            boolean bytesWanted)
            throws IOException {
        var version = opened.version();
        long size = version.sizeBytes();
        String tag = "\"" + version.sha256() + "\"";
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(ApiHeaders.REPR_DIGEST, Digest.field(version.sha256()));
        if (new Preconditions(request, tag).isHeldAlready()) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        var range = bytesWanted ? range(request, tag, size) : Optional.<ByteRange>empty();
        if (range.isPresent()) {
            var part = range.get();
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, part.field(size));
            response.setContentLengthLong(part.length());
            opened.transferTo(response.getOutputStream(), part.from(), part.until());
            return;
        }
        response.setHeader(ApiHeaders.CONTENT_DIGEST, Digest.field(version.sha256()));
        response.setContentLengthLong(size);
        if (bytesWanted) {
            opened.transferTo(response.getOutputStream());
        }
    }

    private static void cut(
            Opened opened,
            HttpServletRequest request,
            HttpServletResponse response,
            boolean bytesWanted)
            throws IOException {
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "none");
        if (new Preconditions(request, null).isHeldAlready()) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (!bytesWanted) {
            return;
        }
        var digest = sha256();
        boolean trailers = !request.getProtocol().equals("HTTP/1.0");
        if (trailers) {
            response.setHeader(HttpHeaders.TRAILER, ApiHeaders.CONTENT_DIGEST);
            response.setTrailerFields(
                    () -> Map.of(ApiHeaders.CONTENT_DIGEST, Digest.field(digest.digest())));
        }
        opened.transferTo(new DigestOutputStream(response.getOutputStream(), digest));
        response.flushBuffer();
    }

    /** A range counts only for the file that the caller has a part of (RFC 9110 §13.1.5). */
    private static Optional<ByteRange> range(HttpServletRequest request, String tag, long size) {
        @Nullable String condition = request.getHeader(HttpHeaders.IF_RANGE);
        return condition == null || condition.equals(tag)
                ? ByteRange.of(request.getHeader(HttpHeaders.RANGE), size)
                : Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
