package city.datastore.platform.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** An address within the platform with the parameters that were given, properly encoded. */
final class Link {
    private final String path;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private Link(String path) {
        this.path = path;
    }

    static Link to(String path) {
        return new Link(path);
    }

    /** Leaves out what is null or empty. */
    Link with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            parameters.put(name, value.toString());
        }
        return this;
    }

    @Override
    public String toString() {
        var link = UriComponentsBuilder.fromPath(path);
        parameters.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
        return link.encode().buildAndExpand(parameters).toUriString();
    }
}
