package city.datastore.platform.api;

import city.datastore.access.identity.Caller;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** Storing versions of a dataset, the body streamed as it comes, and listing them. */
@RestController
@RequestMapping(Paths.V1 + "/datasets/{agency}/{name}/versions")
class VersionsApi {
    private static final int MAX_KEY = 200;
    private static final int MAX_MEDIA_TYPE = 100;

    private final Datasets datasets;

    VersionsApi(Datasets datasets) {
        this.datasets = datasets;
    }

    @PostMapping
    ResponseEntity<VersionJson> upload(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            HttpServletRequest request)
            throws IOException {
        var id = Paths.dataset(agency, name);
        long declared = request.getContentLengthLong();
        var upload =
                new Upload(
                        request.getInputStream(),
                        mediaType(request.getContentType()),
                        declared < 0 ? null : declared,
                        Digest.sha256(request.getHeader(ApiHeaders.CONTENT_DIGEST)),
                        key(request.getHeader(ApiHeaders.IDEMPOTENCY_KEY)));
        var stored = datasets.upload(caller, id, upload);
        var version = stored.value();
        return ResponseEntity.created(
                        URI.create(
                                Paths.V1
                                        + "/datasets/"
                                        + id
                                        + "/versions/"
                                        + version.id().number()))
                .header(ApiHeaders.AUDIT_EVENT, stored.event().toString())
                .body(VersionJson.of(caller, version));
    }

    @GetMapping
    PageJson<VersionJson> list(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        var id = Paths.dataset(agency, name);
        return PageJson.of(
                query.page(page -> datasets.versions(caller, id, page)),
                version -> VersionJson.listed(caller, version));
    }

    @GetMapping("/{version}")
    VersionJson see(
            Caller caller,
            @PathVariable String agency,
            @PathVariable String name,
            @PathVariable String version) {
        var id = Paths.dataset(agency, name);
        return VersionJson.of(
                caller, datasets.version(caller, id, Paths.version(version).orElse(null)));
    }

    /**
     * What the bytes are said to be. A form's media type is what some clients send when nobody told
     * them; it says nothing about a file.
     */
    private static String mediaType(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
        try {
            var type = MediaType.parseMediaType(field);
            if (!type.isConcrete() || field.length() > MAX_MEDIA_TYPE) {
                throw badMediaType();
            }
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
                    ? MediaType.APPLICATION_OCTET_STREAM_VALUE
                    : type.toString();
        } catch (InvalidMediaTypeException _) {
            throw badMediaType();
        }
    }

    private static CallException.BadParameter badMediaType() {
        return new CallException.BadParameter(
                HttpHeaders.CONTENT_TYPE,
                "Content-Type has to be one media type such as text/csv, at most "
                        + MAX_MEDIA_TYPE
                        + " characters");
    }

    private static @Nullable String key(@Nullable String field) {
        if (field == null) {
            return null;
        }
        if (field.isBlank()
                || field.length() > MAX_KEY
                || field.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new CallException.BadParameter(
                    ApiHeaders.IDEMPOTENCY_KEY,
                    "Idempotency-Key has to be 1 to " + MAX_KEY + " printable characters of ASCII");
        }
        return field;
    }
}
