package city.datastore.platform.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the description of this API (OpenAPI 3.1), kept by hand and checked by a test. */
@RestController
class OpenApiDocument {
    private final Resource document = new ClassPathResource("openapi.json", OpenApiDocument.class);

    @GetMapping("/api/openapi.json")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }
}
