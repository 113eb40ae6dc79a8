package city.datastore.platform.security;

import city.datastore.access.identity.NetworkAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from: the other end of its connection. Only where that is a proxy that the
 * platform was told to trust, it is the last address in {@code X-Forwarded-For} that is not one of
 * those proxies; whatever stands before that anybody could have written.
 */
final class Whereabouts {
    private static final String HEADER = "X-Forwarded-For";
    private static final int MAX_HOPS = 32;
    private static final int MAX_HEADER = 2_000;

    private final Set<NetworkAddress> proxies;

    Whereabouts(Set<NetworkAddress> proxies) {
        this.proxies = Set.copyOf(proxies);
    }

    /** Null where it cannot be told. */
    @Nullable NetworkAddress of(HttpServletRequest request) {
        var peer = NetworkAddress.parse(withoutScope(request.getRemoteAddr())).orElse(null);
        return peer == null || !proxies.contains(peer) ? peer : forwarded(request);
    }

    private @Nullable NetworkAddress forwarded(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders(HEADER));
        var all = String.join(",", headers);
        var hops = List.of(all.split(",", -1));
        if (all.length() > MAX_HEADER || hops.size() > MAX_HOPS) {
            return null;
        }
        for (var hop : hops.reversed()) {
            var address = NetworkAddress.parse(hop.strip()).orElse(null);
            if (address == null || !proxies.contains(address)) {
                return address;
            }
        }
        return null;
    }

    /** A link-local address says by which of the platform's own cards it came. */
    private static String withoutScope(@Nullable String address) {
        if (address == null) {
            return "";
        }
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
