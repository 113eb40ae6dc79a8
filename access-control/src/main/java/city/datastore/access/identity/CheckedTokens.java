package city.datastore.access.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Tokens whose signature was checked within the last minute, by the SHA-256 of the whole token, so
 * that the same bytes need no checking again. What a token says of itself, its end above all, is
 * for whoever asks to look at each time. Thread-safe.
 */
final class CheckedTokens {
    /** Far less than the keys that signatures are checked by are kept. */
    static final Duration KEPT = Duration.ofMinutes(1);

    /** Beyond so many it begins anew. */
    static final int MOST = 2_000;

    private record Checked(Jwt token, Instant at) {
        /** A clock that was set back makes nothing last longer. */
        boolean counts(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
        }
    }

    private final Map<ByteBuffer, Checked> checked = new ConcurrentHashMap<>();
    private final Clock clock;

    CheckedTokens(Clock clock) {
        this.clock = clock;
    }

    /** What is in a token whose signature was good; null where that has to be seen. */
    @Nullable Jwt find(String token) {
        var found = checked.get(digest(token));
        return found != null && found.counts(clock.instant()) ? found.token : null;
    }

    void add(String token, Jwt read) {
        if (checked.size() >= MOST) {
            checked.clear();
        }
        checked.put(digest(token), new Checked(read, clock.instant()));
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
