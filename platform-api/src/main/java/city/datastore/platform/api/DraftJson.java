package city.datastore.platform.api;

import city.datastore.access.drafts.Draft;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that somebody has begun and not sent.
 *
 * @param follows the request returned for changes that it follows once it is sent
 * @param renews the grant that it asks to continue
 */
record DraftJson(
        String id,
        List<String> datasets,
        @Nullable String agreement,
        @Nullable String purpose,
        List<String> actions,
        @Nullable Instant until,
        String justification,
        @Nullable String follows,
        @Nullable String renews,
        Instant begunAt,
        Instant savedAt) {

    static DraftJson of(Draft draft) {
        var content = draft.content();
        return new DraftJson(
                draft.id().toString(),
                content.datasets().stream().map(Object::toString).toList(),
                text(content.agreement()),
                text(content.purpose()),
                content.actions().stream().map(each -> each.value()).sorted().toList(),
                content.until(),
                content.justification(),
                text(draft.ties().follows()),
                text(draft.ties().renews()),
                draft.begunAt(),
                draft.savedAt());
    }

    private static @Nullable String text(@Nullable Object name) {
        return name == null ? null : name.toString();
    }
}
