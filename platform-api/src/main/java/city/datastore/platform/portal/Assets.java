package city.datastore.platform.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.util.StreamUtils;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * GOV.UK Frontend without what only services on GOV.UK may use: its typeface and its crest, which
 * the stylesheet would load.
 */
final class Assets implements ResourceTransformer {
    /** Where the stylesheet and script of GOV.UK Frontend lie on the class path. */
    static final String GOVUK_FRONTEND =
            "classpath:/META-INF/resources/webjars/govuk-frontend/5.14.0/dist/govuk/";

    private static final Pattern TYPEFACE = Pattern.compile("@font-face\\{[^}]*}");
    private static final Pattern CREST = Pattern.compile("url\\([^)]*crest[^)]*\\)");
    private static final Pattern SOURCE_MAP = Pattern.compile("/\\*# sourceMappingURL=[^*]*\\*/");

    @Override
    public Resource transform(
            HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        Resource next = chain.transform(request, resource);
        String name = next.getFilename();
        if (name == null || !name.endsWith(".css")) {
            return next;
        }
        String css = StreamUtils.copyToString(next.getInputStream(), StandardCharsets.UTF_8);
        return new TransformedResource(next, ours(css).getBytes(StandardCharsets.UTF_8));
    }

    static String ours(String css) {
        String without = TYPEFACE.matcher(css).replaceAll("");
        without = CREST.matcher(without).replaceAll("none");
        without = SOURCE_MAP.matcher(without).replaceAll("");
        return without.replace("GDS Transport,arial", "Arial,Helvetica")
                .replace("font-family:GDS Transport", "font-family:Arial");
    }
}
