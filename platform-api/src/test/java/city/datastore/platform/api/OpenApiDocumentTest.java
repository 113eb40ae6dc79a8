package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTest {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document = document();

    @Test
    void is_of_version_3_1() {
        assertThat(document.get("openapi").stringValue()).startsWith("3.1.");
    }

    @Test
    void describes_every_call_that_there_is_and_no_other() {
        assertThat(described()).containsExactlyInAnyOrderElementsOf(mapped());
    }

    @Test
    void names_every_call_once() {
        var ids = document.findValuesAsString("operationId");

        assertThat(ids).hasSameSizeAs(described()).doesNotHaveDuplicates();
    }

    @Test
    void refers_only_to_what_it_has() {
        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(ref ->
                        assertThat(document.at(ref.substring(1)).isMissingNode())
                                .as(ref)
                                .isFalse());
    }

    @Test
    void declares_every_name_in_a_path() {
        var paths = document.get("paths");
        for (String path : paths.propertyNames()) {
            Arrays.stream(path.split("/"))
                    .filter(part -> part.startsWith("{"))
                    .map(part -> "parameters/" + part.substring(1, part.length() - 1))
                    .forEach(name -> assertThat(paths.get(path).toString()).contains(name));
        }
    }

    /** Every call that the document describes, such as {@code get /api/v1/agencies}. */
    static Set<String> described() {
        var calls = new TreeSet<String>();
        var paths = document().get("paths");
        for (String path : paths.propertyNames()) {
            METHODS.stream()
                    .filter(method -> paths.get(path).has(method))
                    .forEach(method -> calls.add(method + " " + path));
        }
        return calls;
    }

    private static Set<String> mapped() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        var calls = new TreeSet<String>();
        scan.findCandidateComponents(OpenApiDocument.class.getPackageName())
                .forEach(bean ->
                        addCalls(
                                ClassUtils.resolveClassName(
                                        String.valueOf(bean.getBeanClassName()), null),
                                calls));
        calls.removeIf(call -> !call.contains(" /api/v1"));
        return calls;
    }

    private static void addCalls(Class<?> api, Set<String> calls) {
        var root = AnnotatedElementUtils.findMergedAnnotation(api, RequestMapping.class);
        String prefix = root == null ? "" : String.join("", root.path());
        for (var method : api.getDeclaredMethods()) {
            var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
                calls.add(
                        mapping.method()[0].name().toLowerCase(Locale.ROOT)
                                + " "
                                + prefix
                                + String.join("", mapping.path()));
            }
        }
    }

    private static JsonNode document() {
        try (var stream = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
