package city.datastore.platform.api;

import city.datastore.access.teams.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a requester named.
 *
 * @param state whether they have accepted, have declined, or have been named only
 */
record MemberJson(String name, String state, @Nullable Instant answeredAt, @Nullable String grant) {

    static MemberJson of(Member member) {
        return new MemberJson(
                member.name(),
                member.state(),
                member.answeredAt(),
                member.grant() == null ? null : member.grant().toString());
    }
}
