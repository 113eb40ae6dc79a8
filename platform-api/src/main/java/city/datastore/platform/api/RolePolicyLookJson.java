package city.datastore.platform.api;

import city.datastore.access.ownerrules.Readers;
import city.datastore.access.rolepolicies.Outlook;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role policy that could be set, and what it would change now.
 *
 * @param version that it would be
 * @param replaces the version in force that it would take the place of, 0 where none is
 * @param stopped who holds a grant and could no longer read by the role officer alone
 * @param letIn who holds a grant and could read again by the role officer
 * @param emergencies accesses that run and by which nobody could read any more by it alone
 */
record RolePolicyLookJson(
        int version,
        int replaces,
        @Nullable Map<String, List<String>> roles,
        String words,
        ReadersJson stopped,
        ReadersJson letIn,
        long emergencies) {

    /**
     * People who hold a grant, counted, and the first of them by name.
     *
     * @param more how many are counted and not named
     */
    record ReadersJson(ReachJson reach, List<ReaderJson> people, long more) {
        static ReadersJson of(Readers readers) {
            return new ReadersJson(
                    ReachJson.of(readers.reach()),
                    readers.people().stream()
                            .map(each -> new ReaderJson(each.agency().value(), each.name()))
                            .toList(),
                    readers.more());
        }
    }

    /** Somebody by user name. */
    record ReaderJson(String agency, String username) {}

    static RolePolicyLookJson of(Outlook look) {
        var replaced = look.replaced();
        return new RolePolicyLookJson(
                look.wanted().version(),
                replaced == null ? 0 : replaced.version(),
                RolesJson.of(look.wanted().roles()),
                look.wanted().roles().words(),
                ReadersJson.of(look.stopped()),
                ReadersJson.of(look.letIn()),
                look.emergencies());
    }
}
