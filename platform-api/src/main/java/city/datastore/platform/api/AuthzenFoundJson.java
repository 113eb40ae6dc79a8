package city.datastore.platform.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a search found. */
record AuthzenFoundJson(List<ResultJson> results, PageJson page) {

    /** A subject or resource with type and id, or an action with its name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResultJson(@Nullable String type, @Nullable String id, @Nullable String name) {}

    /**
     * @param next_token empty on the last page
     */
    record PageJson(String next_token, int count) {}
}
