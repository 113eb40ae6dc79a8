package city.datastore.access.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys: fetched when first needed, kept for a while, fetched anew when a token
 * names a key that is not among them, but not more than twice in ten seconds, whatever tokens come.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final int WAIT_MILLIS = 2_000;
    private static final int MAX_BYTES = 200_000;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);

    /** How long keys that were once had go on counting while the issuer does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final JWKSource<SecurityContext> source;
    private volatile boolean known;

    IssuerKeys(URI address) {
        try {
            this.source =
                    JWKSourceBuilder.create(
                                    address.toURL(),
                                    new DefaultResourceRetriever(
                                            WAIT_MILLIS, WAIT_MILLIS, MAX_BYTES))
                            .cache(KEPT.toMillis(), WAIT_MILLIS * 2L)
                            .refreshAheadCache(false)
                            .rateLimited(BETWEEN_FETCHES.toMillis())
                            .outageTolerant(OUTAGE.toMillis())
                            .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("keys cannot be fetched from " + address, e);
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            var keys = source.get(selector, context);
            known = true;
            return keys;
        } catch (RateLimitReachedException e) {
            if (known) {
                return List.of(); // asked a moment ago, and the key was not there
            }
            throw e;
        }
    }
}
