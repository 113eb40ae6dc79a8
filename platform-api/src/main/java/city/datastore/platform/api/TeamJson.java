package city.datastore.platform.api;

import city.datastore.access.teams.Teams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** User names of a team, without the requester. */
record TeamJson(@Nullable List<@Nullable String> members) {
    private static final int MAX_NAME = 128;

    List<String> read() {
        var fields = new Fields();
        var names =
                fields.<String, String>each(
                        "members",
                        members,
                        Teams.MAX_MEMBERS,
                        (path, each) -> fields.text(path, each, MAX_NAME));
        fields.check();
        return names.get();
    }
}
